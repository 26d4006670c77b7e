import { Calendar } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { useCalendar, type Calendar as Month } from './api'

function DayCell({ day }: { day: Month['days'][number] | undefined }) {
  const { t } = useTranslation('rerating')
  if (day === undefined) return null
  const kinds = (['open', 'planned', 'done'] as const).filter((kind) => day[kind] > 0)
  return (
    <>
      {kinds.map((kind) => (
        <div key={kind} className={kind === 'open' ? undefined : 'xh-quiet'}>
          {t(`reviews.calendar.${kind}`, { count: day[kind] })}
        </div>
      ))}
    </>
  )
}

/** The reviews of a month by day: to be done, planned, done. */
export function ReviewCalendar() {
  const [month, setMonth] = useState(() => dayjs().format('YYYY-MM'))
  const calendar = useCalendar(month)
  if (calendar.isError) return <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />
  const days = new Map((calendar.data?.days ?? []).map((one) => [one.day, one]))
  return (
    <Panel>
      <Calendar
        mode="month"
        value={dayjs(`${month}-01`)}
        onPanelChange={(day) => setMonth(day.format('YYYY-MM'))}
        onSelect={(day) => setMonth(day.format('YYYY-MM'))}
        cellRender={(day, { type }) =>
          type === 'date' ? <DayCell day={days.get(day.format('YYYY-MM-DD'))} /> : null
        }
      />
    </Panel>
  )
}
