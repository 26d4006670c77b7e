import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { ErrorState } from '../../ui/error-state'
import { Figure, Figures } from '../../ui/figure'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { DayRangePicker } from '../../ui/days/day-picker'
import { teamHref, useTeam, type Period, type Team } from './api'
import { CollectorsTable } from './collectors-table'
import { SalesBoard, TeamBoard } from './leaderboard'
import styles from './team.module.css'

const day = (value: Dayjs) => value.format('YYYY-MM-DD')

/** The days in the address; the last ninety where it says nothing. */
function usePeriod(): [Period, (from: Dayjs, to: Dayjs) => void] {
  const [params, setParams] = useSearchParams()
  const valid = (name: string) => {
    const text = params.get(name) ?? ''
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayjs(text).isValid() ? text : undefined
  }
  const to = valid('to') ?? day(dayjs())
  const from = valid('from') ?? day(dayjs(to).subtract(89, 'day'))
  const put = (first: Dayjs, last: Dayjs) =>
    setParams({ from: day(first), to: day(last) }, { replace: true, preventScrollReset: true })
  return [{ from, to }, put]
}

function Summary({ total }: Pick<Team, 'total'>) {
  const { t } = useTranslation('team')
  const { promises, contacts, answered } = total
  const share = (value: string | null) => (value === null ? '–' : `${value}%`)
  return (
    <Figures>
      <Figure
        label={t('overdue')}
        value={<Money value={total.overdue} currency="sign" unit="large" />}
        to="/worklist?show=all"
      />
      <Figure label={t('recovered')} value={<Money value={total.recovered} currency="sign" unit="large" />} />
      <Figure
        label={t('keptRate')}
        value={share(promises.keptPercent)}
        note={t('ofEnded', { count: promises.kept + promises.partly + promises.broken })}
      />
      <Figure label={t('allContacts')} value={String(contacts)} note={t('ofAnswered', { count: answered })} />
      <Figure
        label={t('recoveredDays')}
        value={total.recoveredDays === null ? '–' : t('days', { value: total.recoveredDays })}
      />
      <Figure
        label={t('disputeDays')}
        value={total.disputes.days === null ? '–' : t('days', { value: total.disputes.days })}
      />
    </Figures>
  )
}

/** How collecting goes: by collector for a period, and salespeople and departments by what is overdue today. */
export function Component() {
  const { t, i18n } = useTranslation('team')
  const [period, put] = usePeriod()
  const team = useTeam(period)
  const months = (back: number): [Dayjs, Dayjs] => {
    const month = dayjs().subtract(back, 'month')
    return [month.startOf('month'), back === 0 ? dayjs() : month.endOf('month')]
  }
  const content = () => {
    if (team.isError) return <ErrorState error={team.error} onRetry={() => void team.refetch()} />
    if (team.isPending) return <PanelSkeleton rows={12} />
    return (
      <div className={styles.stack}>
        <Summary total={team.data.total} />
        <Panel title={t('collectors')} extra={<span className="xh-quiet">{team.data.currency}</span>} flush>
          <CollectorsTable team={team.data} />
        </Panel>
        {team.data.teams.length > 0 && (
          <Panel title={t('byDepartment')} flush>
            <TeamBoard teams={team.data.teams} />
          </Panel>
        )}
        <Panel
          title={t('board')}
          extra={<span className="xh-quiet">{t('asOf', { day: team.data.asOf })}</span>}
          flush
        >
          <SalesBoard sales={team.data.sales} />
        </Panel>
      </div>
    )
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={
          <>
            <DayRangePicker
              aria-label={t('period')}
              value={[dayjs(period.from), dayjs(period.to)]}
              allowClear={false}
              maxDate={dayjs()}
              presets={[
                { label: t('preset.month'), value: months(0) },
                { label: t('preset.lastMonth'), value: months(1) },
                { label: t('preset.days90'), value: [dayjs().subtract(89, 'day'), dayjs()] },
                { label: t('preset.year'), value: [dayjs().startOf('year'), dayjs()] },
              ]}
              onChange={(days) => days?.[0] && days[1] && put(days[0], days[1])}
            />
            <Button icon={<DownloadOutlined />} href={teamHref(period, i18n.language)} download>
              {t('export')}
            </Button>
          </>
        }
      />
      {content()}
    </>
  )
}
