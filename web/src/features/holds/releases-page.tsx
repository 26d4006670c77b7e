import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { usePersonName } from '../../session/people'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { DayRangePicker } from '../../ui/days/day-picker'
import styles from './holds.module.css'

type Report = Answer<'/api/v1/reports/releases'>
type Releases = Answer<'/api/v1/reports/releases/items'>
type Releaser = Report['releasers'][number]
type Release = Releases['items'][number]

const results = ['amount', 'billed', 'paidOnTime', 'paidLate', 'notDue', 'overdue', 'writtenOff'] as const

function usePeriod() {
  const [params, setParams] = useSearchParams()
  const day = (value: dayjs.Dayjs) => value.format('YYYY-MM-DD')
  return {
    from: params.get('from') ?? day(dayjs().subtract(1, 'year').add(1, 'day')),
    to: params.get('to') ?? day(dayjs()),
    releasedBy: params.get('by') ?? undefined,
    setPeriod: (from: string, to: string) => setParams({ from, to }),
    open: (by: string | undefined) =>
      setParams((now) => {
        const { by: _, ...rest } = Object.fromEntries(now)
        return by === undefined ? rest : { ...rest, by }
      }),
  }
}

function useAmounts<Row extends Releaser | Release>(): readonly StackingColumn<Row>[] {
  const { t } = useTranslation('holds')
  return [
    ...results.map((key) => ({
      key,
      title: t(`releases.${key}`),
      align: 'right' as const,
      render: (_: unknown, row: Row) => <Money value={row[key]} currency="sign" />,
    })),
    { key: 'late', title: t('releases.late'), align: 'right', dataIndex: 'lateDaysMax' },
  ]
}

function Drill({ from, to, releasedBy }: { from: string; to: string; releasedBy: string }) {
  const { t } = useTranslation('holds')
  const nameOf = usePersonName()
  const amounts = useAmounts<Release>()
  const query = { from, to, releasedBy }
  const releases = useQuery({
    queryKey: ['holds', 'releases', 'items', query],
    queryFn: ({ signal }) => request<Releases>('GET', '/api/v1/reports/releases/items', { query, signal }),
  })
  if (releases.isError) return <ErrorState error={releases.error} onRetry={() => void releases.refetch()} />
  const columns: readonly StackingColumn<Release>[] = [
    {
      key: 'order',
      title: t('column.customer'),
      render: (_, row) => (
        <Link to={`/holds/${row.holdId}`}>
          {row.customerName} {row.document}
        </Link>
      ),
    },
    { key: 'at', title: t('releases.at'), render: (_, row) => <Instant value={row.releasedAt} /> },
    ...amounts,
    { key: 'reason', title: t('release.reason'), dataIndex: 'reason', width: 240 },
  ]
  return (
    <Panel flush title={t('releases.by', { name: nameOf(releasedBy) })}>
      {releases.isPending ? (
        <PanelSkeleton rows={4} />
      ) : (
        <StackingTable<Release>
          flush
          rowKey={(row) => row.holdId}
          rows={releases.data.items}
          columns={columns}
        />
      )}
    </Panel>
  )
}

function useReleaserColumns(open: (by: string) => void): readonly StackingColumn<Releaser>[] {
  const { t } = useTranslation('holds')
  const nameOf = usePersonName()
  const amounts = useAmounts<Releaser>()
  return [
    {
      key: 'by',
      title: t('releases.releaser'),
      render: (_, row) => (
        <Button type="link" size="small" onClick={() => open(row.releasedBy)}>
          {nameOf(row.releasedBy)}
        </Button>
      ),
    },
    { key: 'count', title: t('releases.count'), align: 'right', dataIndex: 'count' },
    { key: 'troubled', title: t('releases.troubled'), align: 'right', dataIndex: 'troubled' },
    ...amounts,
  ]
}

/** Releases and what became of them, by who released. */
export function Component() {
  const { t } = useTranslation(['holds', 'common'])
  const { from, to, releasedBy, setPeriod, open } = usePeriod()
  const columns = useReleaserColumns(open)
  const report = useQuery({
    queryKey: ['holds', 'releases', from, to],
    queryFn: ({ signal }) =>
      request<Report>('GET', '/api/v1/reports/releases', { query: { from, to }, signal }),
  })
  return (
    <>
      <PageHeader title={t('releases.title')} detail={t('releases.detail')} />
      <div className={styles.reportTools}>
        <DayRangePicker
          allowClear={false}
          value={[dayjs(from), dayjs(to)]}
          onChange={(_, [start, end]) => setPeriod(start, end)}
        />
        <Button href={`/api/v1/reports/releases/export?${new URLSearchParams({ from, to }).toString()}`}>
          {t('releases.export')}
        </Button>
      </div>
      {report.isError ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : report.isPending ? (
        <PanelSkeleton rows={8} />
      ) : (
        <Panel flush>
          {report.data.releasers.length === 0 ? (
            <EmptyState title={t('releases.empty')} />
          ) : (
            <StackingTable<Releaser>
              flush
              rowKey={(row) => row.releasedBy}
              rows={report.data.releasers}
              columns={columns}
            />
          )}
        </Panel>
      )}
      {releasedBy !== undefined && <Drill from={from} to={to} releasedBy={releasedBy} />}
    </>
  )
}
