import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { WorkingYear } from './calendar-api'
import styles from './calendar.module.css'

type Intervals = WorkingYear['intervals']

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/

/** Whether the times rise without overlapping, as the server wants them. */
export function areRising(intervals: Intervals): boolean {
  const times = intervals.flat()
  return (
    times.length > 0 &&
    times.every((time, index) => timeOfDay.test(time) && (index === 0 || time > (times[index - 1] ?? '')))
  )
}

interface CalendarHoursProps {
  intervals: Intervals
  canEdit: boolean
  onChange: (intervals: Intervals) => void
}

const intervalsMax = 6

/** The working times of a working day. */
export function CalendarHours({ intervals, canEdit, onChange }: CalendarHoursProps) {
  const { t } = useTranslation('approvals')
  const set = (index: number, side: 0 | 1, time: string) =>
    onChange(
      intervals.map(([from, to], at) => (at !== index ? [from, to] : side === 0 ? [time, to] : [from, time])),
    )
  return (
    <Panel title={t('calendar.hours')}>
      <ul className={styles.hours}>
        {intervals.map(([from, to], index) => (
          <li key={index}>
            <Input
              placeholder="HH:MM"
              maxLength={5}
              value={from}
              disabled={!canEdit}
              aria-label={t('calendar.from', { count: index + 1 })}
              onChange={(event) => set(index, 0, event.target.value)}
            />
            <span>–</span>
            <Input
              placeholder="HH:MM"
              maxLength={5}
              value={to}
              disabled={!canEdit}
              aria-label={t('calendar.to', { count: index + 1 })}
              onChange={(event) => set(index, 1, event.target.value)}
            />
            {canEdit && intervals.length > 1 && (
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('calendar.removeHours', { count: index + 1 })}
                onClick={() => onChange(intervals.filter((_, at) => at !== index))}
              />
            )}
          </li>
        ))}
      </ul>
      {!areRising(intervals) && <p className={styles.fault}>{t('calendar.hoursFault')}</p>}
      {canEdit && intervals.length < intervalsMax && (
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...intervals, ['', '']])}>
          {t('calendar.addHours')}
        </Button>
      )}
    </Panel>
  )
}
