import { Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { oneOf } from '../../api/one-of'
import { useText } from '../../i18n/use-text'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { DayRangePicker } from '../../ui/days/day-picker'
import { useSubjects } from './flow-api'
import { OverdueCases } from './overdue-cases'
import { groupings, useStatistics, type StatisticsQuestion } from './statistics-api'
import { StatisticsTable } from './statistics-table'
import styles from './statistics.module.css'

const dayFormat = 'YYYY-MM-DD'
const usualDays = 30

function useQuestion(): [StatisticsQuestion, (change: Partial<StatisticsQuestion>) => void] {
  const [params, setParams] = useSearchParams()
  const question: StatisticsQuestion = {
    from: params.get('from') ?? dayjs().subtract(usualDays, 'day').format(dayFormat),
    to: params.get('to') ?? dayjs().format(dayFormat),
    by: oneOf(params.get('by') ?? undefined, groupings) ?? 'flow',
    subject: params.get('subject') ?? undefined,
  }
  const ask = (change: Partial<StatisticsQuestion>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        for (const [key, value] of Object.entries(change)) {
          if (typeof value === 'string') next.set(key, value)
          else next.delete(key)
        }
        return next
      },
      { replace: true },
    )
  return [question, ask]
}

function Filters({
  question,
  ask,
}: {
  question: StatisticsQuestion
  ask: ReturnType<typeof useQuestion>[1]
}) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const subjects = useSubjects().data?.items ?? []
  return (
    <div className={styles.filters} role="search">
      <Segmented
        value={question.by}
        options={groupings.map((value) => ({ value, label: t(`statistics.by.${value}`) }))}
        onChange={(by) => ask({ by })}
      />
      <DayRangePicker
        value={[dayjs(question.from), dayjs(question.to)]}
        allowClear={false}
        maxDate={dayjs()}
        aria-label={t('statistics.period')}
        onChange={(days) => {
          const [from, to] = days ?? []
          if (from != null && to != null) ask({ from: from.format(dayFormat), to: to.format(dayFormat) })
        }}
      />
      <Select
        allowClear
        className={styles.subject ?? ''}
        value={question.subject ?? null}
        placeholder={t('column.subject')}
        aria-label={t('column.subject')}
        options={subjects.map(({ key, name }) => ({ value: key, label: textOf(name) }))}
        onChange={(subject) => ask({ subject })}
      />
    </div>
  )
}

/** How long approvals take, per flow, node and person, and what is late now. */
export function Component() {
  const { t } = useTranslation('approvals')
  const [question, ask] = useQuestion()
  const result = useStatistics(question)
  const table = () => {
    if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
    if (result.isPending) return <PanelSkeleton rows={8} />
    if (result.data.items.length === 0)
      return <EmptyState title={t('statistics.emptyTitle')} hint={t('statistics.emptyHint')} />
    return <StatisticsTable rows={result.data.items} />
  }
  return (
    <>
      <PageHeader title={t('statistics.title')} detail={t('statistics.detail')} />
      <Filters question={question} ask={ask} />
      <div className={styles.stack}>
        <Panel flush title={t(`statistics.table.${question.by}`)}>
          {table()}
        </Panel>
        <OverdueCases subject={question.subject} />
      </div>
    </>
  )
}
