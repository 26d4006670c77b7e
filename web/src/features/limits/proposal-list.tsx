import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSegmentOptions } from '../../session/segments'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn, DataFilter } from '../../ui/data-list/list-types'
import { fiveGrades } from '../../ui/grade-step'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { MoneyChange } from '../../ui/money-change'
import { NamedCell } from '../../ui/named-cell'
import { StatusTag } from '../../ui/status-tag'
import { listProposals, totalsOf, type Proposal, type ProposalTotal } from './api'
import { LimitAndTerms } from './limit-and-terms'
import styles from './limits.module.css'
import { DecideAll, DecideButtons } from './decide'

function Sums({ totals, pick }: { totals: readonly ProposalTotal[]; pick: 'current' | 'proposed' }) {
  return (
    <div className={styles.sums}>
      {totals.map((total) => (
        <Money key={total.currency} value={total[pick]} currency="sign" />
      ))}
    </div>
  )
}

function useColumns(openId: string | undefined): readonly DataColumn<Proposal>[] {
  const { t } = useTranslation('limits')
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('column.customer'),
        pinned: true,
        card: 'title',
        render: (row) => (
          <NamedCell
            name={row.customerName}
            detail={`${row.customerCode} · ${row.segment}`}
            open={row.id === openId}
          />
        ),
        total: (page) => (
          <>
            {totalsOf(page).map(({ currency, count, raises, cuts }) => (
              <div key={currency}>{t('totals', { currency, count, raises, cuts })}</div>
            ))}
          </>
        ),
      },
      {
        key: 'grade',
        title: t('column.grade'),
        card: 'aside',
        render: (row) => <GradeTag grade={row.grade} />,
      },
      {
        key: 'current',
        optional: openId !== undefined,
        title: t('column.current'),
        align: 'right',
        render: (row) => <LimitAndTerms value={row.current} />,
        total: (page) => <Sums totals={totalsOf(page)} pick="current" />,
      },
      {
        key: 'proposed',
        title: t('column.proposed'),
        sort: 'proposed',
        align: 'right',
        render: (row) => <LimitAndTerms value={row.proposed} />,
        total: (page) => <Sums totals={totalsOf(page)} pick="proposed" />,
      },
      {
        key: 'change',
        title: t('column.change'),
        sort: 'change',
        align: 'right',
        render: (row) => <MoneyChange value={row.change} />,
      },
      {
        key: 'kind',
        title: t('column.kind'),
        // The case beside the list says it in full.
        optional: openId !== undefined,
        render: (row) => (
          <>
            {row.attention !== null && <StatusTag tone="warn">{t(`attention.${row.attention}`)}</StatusTag>}
            {row.status === 'open' ? (
              <span className="xh-quiet">{t(`kind.${row.kind}`)}</span>
            ) : (
              <StatusTag tone={row.status === 'accepted' ? 'good' : 'neutral'}>
                {t(`status.${row.status}`)}
              </StatusTag>
            )}
          </>
        ),
      },
    ],
    [t, openId],
  )
}

function useFilters(): readonly DataFilter[] {
  const { t } = useTranslation('limits')
  const segmentOptions = useSegmentOptions()
  return [
    {
      key: 'direction',
      label: t('filter.direction'),
      options: (['raise', 'cut', 'terms'] as const).map((value) => ({
        value,
        label: t(`direction.${value}`),
      })),
    },
    {
      key: 'grade',
      label: t('column.grade'),
      options: fiveGrades.map((value) => ({ value, label: value })),
    },
    { key: 'segment', label: t('filter.segment'), options: segmentOptions },
    {
      key: 'status',
      label: t('filter.status'),
      options: (['open', 'accepted', 'rejected', 'superseded'] as const).map((value) => ({
        value,
        label: t(`status.${value}`),
      })),
    },
    {
      key: 'kind',
      label: t('column.kind'),
      more: true,
      options: (['policy', 'request'] as const).map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      key: 'attention',
      label: t('filter.attention'),
      more: true,
      options: [{ value: 'true', label: t('filter.attentionOnly') }],
    },
    {
      key: 'automatic',
      label: t('filter.automatic'),
      more: true,
      options: [{ value: 'true', label: t('filter.automaticOnly') }],
    },
  ]
}

/** The worklist of proposals; ticked ones or all that the filter finds are decided together. */
export function ProposalList({
  onOpen,
  openId,
}: {
  onOpen: (row: Proposal) => void
  openId: string | undefined
}) {
  const { t } = useTranslation('limits')
  const user = useUser()
  const [selected, setSelected] = useState<readonly string[]>([])
  const columns = useColumns(openId)
  const filters = useFilters()
  const mayDecide = user.can('limits:write')
  return (
    <DataList
      name="proposals"
      columns={columns}
      filters={filters}
      load={listProposals}
      rowKey={(row) => row.id}
      onOpen={onOpen}
      searchPlaceholder={t('search')}
      actions={mayDecide && selected.length === 0 ? <DecideAll /> : undefined}
      {...(mayDecide
        ? {
            selection: {
              selected,
              onChange: setSelected,
              bar: (
                <DecideButtons
                  chosen={{ ids: selected }}
                  count={selected.length}
                  size="small"
                  verdicts={['accept', 'reject']}
                  onDone={() => setSelected([])}
                />
              ),
            },
          }
        : {})}
      empty={{ title: t('emptyTitle'), hint: t('emptyHint') }}
    />
  )
}
