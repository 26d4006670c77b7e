import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { oneOf } from '../../api/one-of'
import { request } from '../../api/request'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { DataFilter, ListPage } from '../../ui/data-list/list-types'
import { Figure, Figures } from '../../ui/figure'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { FundingRateButton } from './funding-rate-drawer'
import { sourceOf } from './funding-rate-source'
import {
  dimensions,
  useMarginColumns,
  type Dimension,
  type MarginLine,
  type MarginPage,
} from './margin-columns'

const grades = ['AAA', 'AA', 'A', 'B', 'C']

function Totals({ page }: { page: MarginPage | undefined }) {
  const { t } = useTranslation('home')
  if (page === undefined) return null
  const { totals, fundingRate, from, until, withoutMargin } = page
  const share = (percent: string | null) =>
    percent === null ? undefined : t('margin.ofRevenue', { percent })
  const { rate, validFrom } = fundingRate
  return (
    <>
      <Figures>
        <Figure
          label={t('margin.net')}
          value={<Money value={totals.net} currency="sign" />}
          note={share(totals.netPercent)}
        />
        <Figure
          label={t('margin.margin')}
          value={<Money value={totals.margin} currency="sign" />}
          note={share(totals.marginPercent)}
        />
        <Figure label={t('margin.loss')} value={<Money value={totals.expectedLoss} currency="sign" />} />
        <Figure
          label={t('margin.financing')}
          value={<Money value={totals.financingCost} currency="sign" />}
          note={`${t('margin.rate.line', { rate, from: validFrom })} · ${sourceOf(fundingRate, t)}`}
        />
      </Figures>
      <p className="xh-quiet">
        {t('margin.window', { from, until })}
        {withoutMargin > 0 && ` · ${t('margin.without', { count: withoutMargin })}`}
      </p>
    </>
  )
}

/** What the book earns after risk, by customer, group, grade or segment. */
export function Component() {
  const { t } = useTranslation('home')
  const user = useUser()
  const [params, setParams] = useSearchParams()
  const by = oneOf(params.get('by') ?? 'customer', dimensions) ?? 'customer'
  const [shown, setShown] = useState<MarginPage>()
  const columns = useMarginColumns(by)
  const filters: readonly DataFilter[] = [
    { key: 'grade', label: t('loss.by.grade'), options: grades.map((value) => ({ value, label: value })) },
  ]
  const queryOf = ({ filters: chosen, sort }: ListState) => ({
    ...{ by, grade: chosen['grade']?.[0], sort: sort === '-key' ? 'key' : sort },
  })
  const load = async (state: ListState, signal: AbortSignal) => {
    const query = { ...queryOf(state), page: state.page, pageSize: state.pageSize }
    const answer = await request<MarginPage>('GET', '/api/v1/insight/risk-adjusted-margin', { query, signal })
    setShown(answer)
    return answer as ListPage<MarginLine>
  }
  const exportHref = (state: ListState) => {
    const asked = Object.entries(queryOf(state)).filter((pair): pair is [string, string] => Boolean(pair[1]))
    return `/api/v1/insight/risk-adjusted-margin.csv?${new URLSearchParams(asked).toString()}`
  }
  return (
    <>
      <PageHeader
        title={t('margin.title')}
        detail={t('margin.detail')}
        actions={<FundingRateButton mayChange={user.can('policy:write')} />}
      />
      <Totals page={shown} />
      <Segmented<Dimension>
        value={by}
        options={dimensions.map((value) => ({ value, label: t(`loss.by.${value}`) }))}
        onChange={(value) => setParams({ by: value })}
      />
      <DataList<MarginLine>
        key={by}
        name="risk-adjusted-margin"
        scope={by}
        columns={columns}
        filters={filters}
        load={load}
        rowKey={({ key }) => key}
        exportHref={exportHref}
        empty={{
          title: t('margin.empty'),
          hint: t('margin.emptyHint'),
          ...(user.can('facts:write') && { action: <Link to="/imports/new">{t('margin.import')}</Link> }),
        }}
      />
    </>
  )
}
