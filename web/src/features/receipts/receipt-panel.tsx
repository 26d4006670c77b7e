import { useQueryClient } from '@tanstack/react-query'
import { Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useReceipt, useReceiptsChanged, type Receipt } from './api'
import type { DragMatch } from './drag-match'
import { MatchForm } from './match-form'
import { MatchHistory } from './match-history'
import { ProposalPanel } from './proposal-panel'
import styles from './receipts.module.css'

/** One receipt beside the list: where it came from, what is proposed, matching by hand, and what was done. */
export function ReceiptPanel({ id, drag }: { id: string; drag: DragMatch }) {
  const receipt = useReceipt(id)
  const queries = useQueryClient()
  const changed = useReceiptsChanged()
  if (receipt.isError) return <ErrorState error={receipt.error} onRetry={() => void receipt.refetch()} />
  if (receipt.isPending) return <PanelSkeleton rows={8} />
  const done = (after: Receipt) => {
    queries.setQueryData(['receipt', id], after)
    changed()
  }
  const { data } = receipt
  const mayMatch = data.allowed.includes('match')
  const proposal = data.matches.find(({ state }) => state === 'proposed')
  const isOpen = Number(data.left.amount) > 0
  return (
    <div className={styles.stack}>
      <Facts receipt={data} />
      {proposal !== undefined && <ProposalPanel {...{ receipt: data, proposal, mayMatch }} onDone={done} />}
      {mayMatch && isOpen && <MatchForm receipt={data} drag={drag} onDone={done} />}
      <MatchHistory receipt={data} onDone={done} />
    </div>
  )
}

function Facts({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation('receipts')
  const { bankLine } = receipt
  const items = [
    {
      key: 'customer',
      label: t('column.customer'),
      children: (
        <Link to={`/customers/${encodeURIComponent(receipt.customerCode)}`}>{receipt.customerName}</Link>
      ),
    },
    { key: 'date', label: t('column.date'), children: <Day value={receipt.date} /> },
    {
      key: 'total',
      label: t('column.total'),
      children: <Money value={receipt.total} currency="sign" strong />,
    },
    { key: 'left', label: t('column.left'), children: <Money value={receipt.left} currency="sign" strong /> },
    ...(bankLine === null
      ? [{ key: 'source', label: t('facts.source'), children: receipt.source }]
      : [
          { key: 'payer', label: t('column.payer'), children: bankLine.payerName },
          { key: 'account', label: t('facts.payerAccount'), children: bankLine.payerAccount ?? '–' },
          { key: 'reference', label: t('column.reference'), children: bankLine.reference },
          { key: 'bank', label: t('facts.bank'), children: bankLine.bankAccount },
          { key: 'ref', label: t('facts.ref'), children: bankLine.bankRef },
          ...(bankLine.identifiedBy === null
            ? []
            : [
                {
                  key: 'by',
                  label: t('facts.identified'),
                  children: t(`identified.${bankLine.identifiedBy as 'name'}`),
                },
              ]),
        ]),
  ]
  return (
    <Panel title={`${t(`kind.${receipt.kind}`)} ${receipt.number}`}>
      <Descriptions column={1} size="small" items={items} />
    </Panel>
  )
}
