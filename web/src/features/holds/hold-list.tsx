import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { NamedCell } from '../../ui/named-cell'
import { Person } from '../../ui/person'
import { listHolds, reEvaluateHold, useHoldsChanged, type Hold } from './api'
import { HoldRank } from './hold-rank'
import styles from './holds.module.css'
import { BulkAssign } from './bulk-assign'
import { BulkReason } from './bulk-reason'
import { useHoldFilters } from './hold-filters'

function useColumns(openId: string | undefined): readonly DataColumn<Hold>[] {
  const { t } = useTranslation('holds')
  const textOf = useText()
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('column.customer'),
        pinned: true,
        card: 'title',
        render: (row) => (
          <NamedCell name={row.customerName} detail={row.document.number} open={row.id === openId} />
        ),
      },
      {
        key: 'amount',
        title: t('column.amount'),
        sort: 'amount',
        align: 'right',
        card: 'aside',
        render: (row) => <Money value={row.amount} currency="sign" strong />,
      },
      {
        key: 'rank',
        title: t('column.rank'),
        render: (row) => <HoldRank hold={row} />,
      },
      {
        key: 'reason',
        title: t('column.reason'),
        // The case beside the list says it in full.
        optional: openId !== undefined,
        render: (row) => (
          <span className={styles.reason}>
            {row.reasons[0] === undefined ? null : textOf(row.reasons[0].message)}
          </span>
        ),
      },
      {
        key: 'openedAt',
        title: t('column.openedAt'),
        sort: 'openedAt',
        optional: true,
        render: (row) => <Instant value={row.openedAt} />,
      },
      {
        key: 'assignee',
        title: t('column.assignee'),
        optional: openId !== undefined,
        render: (row) => <Person username={row.assignee} nobody={t('work.nobody')} />,
      },
      { key: 'segment', title: t('column.segment'), optional: true, render: (row) => row.segment },
      {
        key: 'owner',
        title: t('column.owner'),
        optional: true,
        render: (row) => <Person username={row.ownerUsername} />,
      },
    ],
    [t, textOf, openId],
  )
}

function BulkBar({ selected, onDone }: { selected: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('holds')
  const { message } = App.useApp()
  const user = useUser()
  const changed = useHoldsChanged()
  const evaluate = useMutation({
    mutationFn: async () => {
      for (const id of selected) await reEvaluateHold(id)
    },
    onSuccess: () => void message.success(t('bulk.evaluated', { count: selected.length })),
    onSettled: changed,
  })
  return (
    <>
      {user.can('holds:release') && (
        <>
          <BulkAssign ids={selected} onDone={onDone} />
          <BulkReason kind="release" ids={selected} onDone={onDone} />
          <BulkReason kind="reject" ids={selected} onDone={onDone} />
        </>
      )}
      {user.can('checks:create') && (
        <Button size="small" loading={evaluate.isPending} onClick={() => evaluate.mutate()}>
          {t('action.evaluate')}
        </Button>
      )}
    </>
  )
}

/** The worklist: rank and its reason, filters in the address, ticking for bulk actions. */
export function HoldList({ onOpen, openId }: { onOpen: (hold: Hold) => void; openId: string | undefined }) {
  const { t } = useTranslation('holds')
  const [selected, setSelected] = useState<readonly string[]>([])
  const columns = useColumns(openId)
  const filters = useHoldFilters()
  return (
    <DataList
      name="holds"
      columns={columns}
      filters={filters}
      load={listHolds}
      rowKey={(row) => row.id}
      onOpen={onOpen}
      searchPlaceholder={t('search')}
      selection={{
        selected,
        onChange: setSelected,
        bar: <BulkBar selected={selected} onDone={() => setSelected([])} />,
      }}
      empty={{ title: t('emptyTitle'), hint: t('emptyHint') }}
    />
  )
}
