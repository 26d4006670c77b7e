import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Segmented } from 'antd'
import type { Answer, Item } from '../../api/answer'
import { oneOf } from '../../api/one-of'
import { request } from '../../api/request'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataColumn, DataFilter, ListPage } from '../../ui/data-list/list-types'
import { Figure, Figures } from '../../ui/figure'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'

type Page = Answer<'/api/v1/insight/expected-loss'>
type Line = Item<'/api/v1/insight/expected-loss'>

const dimensions = ['customer', 'group', 'grade', 'segment'] as const
type Dimension = (typeof dimensions)[number]
const grades = ['AAA', 'AA', 'A', 'B', 'C']

function KeyCell({ line, by }: { line: Line; by: Dimension }) {
  const { t } = useTranslation('home')
  if (by === 'grade') return line.key === '' ? t('loss.unrated') : <GradeTag grade={line.key} />
  if (by === 'customer') return <Link to={`/customers/${encodeURIComponent(line.key)}`}>{line.name}</Link>
  return (
    <>
      {line.name} <span className="xh-quiet">{line.key}</span>
    </>
  )
}

function useColumns(by: Dimension): readonly DataColumn<Line>[] {
  const { t } = useTranslation('home')
  const amount = (key: 'exposure' | 'atDefault' | 'expectedLoss') => (line: Line) => (
    <Money value={line[key]} currency="sign" />
  )
  return [
    {
      key: 'key',
      title: t(`loss.by.${by}`),
      sort: 'key',
      pinned: true,
      card: 'title',
      render: (line) => <KeyCell line={line} by={by} />,
    },
    { key: 'accounts', title: t('loss.accounts'), align: 'right', render: ({ accounts }) => accounts },
    {
      key: 'exposure',
      title: t('loss.exposure'),
      align: 'right',
      sort: 'exposure',
      render: amount('exposure'),
    },
    { key: 'atDefault', title: t('loss.atDefault'), align: 'right', render: amount('atDefault') },
    { key: 'pd', title: t('loss.pd'), align: 'right', sort: 'pd', render: ({ pd }) => `${pd.toFixed(2)}%` },
    {
      key: 'loss',
      title: t('loss.loss'),
      align: 'right',
      sort: 'loss',
      card: 'aside',
      render: amount('expectedLoss'),
    },
  ]
}

function Totals({ page }: { page: Page | undefined }) {
  const { t } = useTranslation('home')
  if (page === undefined) return null
  const { totals, policyVersion, lgd, unusedDrawn } = page
  return (
    <Figures>
      <Figure label={t('loss.loss')} value={<Money value={totals.expectedLoss} currency="sign" />} />
      <Figure label={t('loss.exposure')} value={<Money value={totals.exposure} currency="sign" />} />
      <Figure
        label={t('loss.atDefault')}
        value={<Money value={totals.atDefault} currency="sign" />}
        note={t('loss.method', { version: policyVersion, lgd, drawn: unusedDrawn })}
      />
    </Figures>
  )
}

/** What losses are expected from the book within a year, by customer, group, grade or segment. */
export function Component() {
  const { t } = useTranslation('home')
  const [params, setParams] = useSearchParams()
  const by = oneOf(params.get('by') ?? 'customer', dimensions) ?? 'customer'
  const [shown, setShown] = useState<Page>()
  const columns = useColumns(by)
  const filters: readonly DataFilter[] = [
    { key: 'grade', label: t('loss.by.grade'), options: grades.map((value) => ({ value, label: value })) },
  ]
  const load = async ({ filters: chosen, sort, page, pageSize }: ListState, signal: AbortSignal) => {
    const query = { by, grade: chosen['grade']?.[0], sort: sort === '-key' ? 'key' : sort, page, pageSize }
    const answer = await request<Page>('GET', '/api/v1/insight/expected-loss', { query, signal })
    setShown(answer)
    return answer as ListPage<Line>
  }
  return (
    <>
      <PageHeader title={t('loss.title')} detail={t('loss.detail')} />
      <Totals page={shown} />
      <Segmented<Dimension>
        value={by}
        options={dimensions.map((value) => ({ value, label: t(`loss.by.${value}`) }))}
        onChange={(value) => setParams({ by: value })}
      />
      <DataList<Line>
        key={by}
        name="expected-loss"
        scope={by}
        columns={columns}
        filters={filters}
        load={load}
        rowKey={({ key }) => key}
        exportHref={() => `/api/v1/insight/expected-loss.csv?by=${by}`}
        empty={{ title: t('loss.empty') }}
      />
    </>
  )
}
