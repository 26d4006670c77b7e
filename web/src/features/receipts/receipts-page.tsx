import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import {
  acceptMany,
  listReceipts,
  receiptsFile,
  receiptStates,
  useReceiptCounts,
  useReceiptsChanged,
  type ReceiptRow,
} from './api'
import { Confidence } from './confidence'
import { useDragMatch, type DragMatch } from './drag-match'
import { MatchingActions, MatchingNews } from './matching-bar'
import { ReceiptPanel } from './receipt-panel'
import { ReceiptTabs } from './receipt-tabs'
import styles from './receipts.module.css'

function useColumns(narrow: boolean): readonly DataColumn<ReceiptRow>[] {
  const { t } = useTranslation('receipts')
  return useMemo(
    () => [
      { key: 'date', title: t('column.date'), width: 110, render: ({ date }) => <Day value={date} /> },
      {
        key: 'customer',
        title: t('column.customer'),
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      { key: 'number', title: t('column.number'), optional: narrow, render: ({ number }) => number },
      {
        key: 'reference',
        title: t('column.reference'),
        optional: narrow,
        card: 'block',
        render: ({ reference }) => reference ?? <span className="xh-quiet">–</span>,
      },
      {
        key: 'total',
        title: t('column.total'),
        align: 'right',
        optional: narrow,
        render: ({ total }) => <Money value={total} currency="sign" />,
      },
      {
        key: 'left',
        title: t('column.left'),
        align: 'right',
        card: 'aside',
        render: ({ left }) => <Money value={left} currency="sign" strong />,
      },
      {
        key: 'proposal',
        title: t('column.proposal'),
        width: 170,
        render: ({ proposal }) => <Confidence proposal={proposal} />,
      },
      {
        key: 'deducted',
        title: t('column.deducted'),
        align: 'right',
        optional: narrow,
        render: ({ deducted }) =>
          deducted === null ? (
            <span className="xh-quiet">–</span>
          ) : (
            <Money value={deducted} currency="sign" />
          ),
      },
      { key: 'payer', title: t('column.payer'), optional: true, render: ({ payerName }) => payerName ?? '–' },
      { key: 'kind', title: t('column.kind'), optional: true, render: ({ kind }) => t(`kind.${kind}`) },
      { key: 'segment', title: t('column.segment'), optional: true, render: ({ segment }) => segment },
    ],
    [t, narrow],
  )
}

/** Receipts and what is left of them; one click opens the matching beside the list. */
export function Component() {
  const { t, i18n } = useTranslation('receipts')
  const user = useUser()
  const [opened, setOpened] = useState<string | null>(null)
  const [selected, setSelected] = useState<readonly string[]>([])
  const drag = useDragMatch(setOpened)
  const show = (id: string | null) => {
    drag.forget()
    setOpened(id)
  }
  const columns = useColumns(opened !== null)
  const filters = [
    {
      key: 'state',
      label: t('state.title'),
      options: receiptStates.map((value) => ({ value, label: t(`state.${value}`) })),
    },
  ]
  const bar = <AcceptMany selected={selected} onDone={() => setSelected([])} />
  return (
    <>
      <PageHeader title={t('title')} detail={t('detail')} actions={<MatchingActions />} />
      <ReceiptTabs />
      <Notes />
      <SplitView
        label={t('one')}
        onClose={() => show(null)}
        list={
          <DataList<ReceiptRow>
            name="receipts"
            columns={columns}
            filters={filters}
            load={listReceipts}
            rowKey={({ id }) => id}
            onOpen={({ id }) => show(id)}
            searchPlaceholder={t('search')}
            exportHref={(state) => receiptsFile(state, i18n.language)}
            {...(user.can('receipts:match') ? { rowProps: (row) => dragOf(drag, row) } : {})}
            empty={{ title: t('none'), hint: t('noneHint') }}
            {...(user.can('receipts:match') ? { selection: { selected, onChange: setSelected, bar } } : {})}
          />
        }
        detail={opened === null ? undefined : <ReceiptPanel key={opened} id={opened} drag={drag} />}
      />
    </>
  )
}

/** A receipt of which something is left is dragged onto an invoice, and invoices onto it. */
function dragOf(drag: DragMatch, { id, number, customerCode, left }: ReceiptRow) {
  if (Number(left.amount) <= 0) return {}
  const owner = { customerCode, currency: left.currency }
  return {
    ...drag.source({ kind: 'receipt', receiptId: id, number, ...owner }),
    ...drag.ontoReceipt(id, owner),
  }
}

function Notes() {
  const { t } = useTranslation('receipts')
  const user = useUser()
  const { data } = useReceiptCounts()
  const lines = data?.counts.bankLines ?? 0
  return (
    <div className={styles.notes}>
      <span>
        {t('unapplied')}{' '}
        {(data?.unapplied ?? []).map((value) => (
          <span key={value.currency} className={styles.sum}>
            <Money value={value} currency="sign" strong />
          </span>
        ))}
      </span>
      <MatchingNews />
      {lines > 0 && user.can('receipts:match') && (
        <Link to="/receipts/bank-lines">{t('waiting', { count: lines })}</Link>
      )}
    </div>
  )
}

/** Accepts the proposals of the receipts ticked. */
function AcceptMany({ selected, onDone }: { selected: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('receipts')
  const { message } = App.useApp()
  const changed = useReceiptsChanged()
  const accept = useMutation({
    mutationFn: () => acceptMany(selected),
    onSuccess: ({ accepted, refused }) => {
      if (accepted > 0) void message.success(t('accepted', { count: accepted }))
      if (refused.length > 0) void message.warning(t('acceptRefused', { count: refused.length }))
      onDone()
    },
    onSettled: changed,
  })
  return (
    <Button size="small" loading={accept.isPending} onClick={() => accept.mutate()}>
      {t('acceptMany', { count: selected.length })}
    </Button>
  )
}
