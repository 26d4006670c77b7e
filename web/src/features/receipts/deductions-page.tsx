import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Person } from '../../ui/person'
import { StatusTag, type Tone } from '../../ui/status-tag'
import {
  deductionStates,
  deductionsFile,
  listDeductions,
  useDeductionReasons,
  type DeductionRow,
} from './deductions-api'
import { ReceiptTabs } from './receipt-tabs'
import styles from './receipts.module.css'

const tones: Readonly<Record<DeductionRow['status'], Tone>> = {
  opened: 'warn',
  in_work: 'info',
  resolved_for_us: 'neutral',
  resolved_for_customer: 'good',
  withdrawn: 'neutral',
}

function useColumns(): readonly DataColumn<DeductionRow>[] {
  const { t } = useTranslation('receipts')
  const text = useText()
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('column.customer'),
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      {
        key: 'invoice',
        title: t('deduction.column.invoice'),
        render: ({ invoice }) => (
          <Link to={`/invoices?state=all&search=${encodeURIComponent(invoice.number)}`}>
            {invoice.number}
          </Link>
        ),
      },
      {
        key: 'receipt',
        title: t('deduction.column.receipt'),
        render: ({ receipt }) => (
          <Link to={`/receipts?state=all&search=${encodeURIComponent(receipt.number)}`}>
            {receipt.number}
          </Link>
        ),
      },
      {
        key: 'reason',
        title: t('deduction.column.reason'),
        card: 'block',
        render: ({ reason, note }) => (
          <>
            {text(reason)}
            <span className={styles.small}>{note}</span>
          </>
        ),
      },
      {
        key: 'amount',
        title: t('deduction.amount'),
        align: 'right',
        card: 'aside',
        render: ({ amount }) => <Money value={amount} currency="sign" strong />,
      },
      {
        key: 'status',
        title: t('deduction.state.title'),
        render: ({ status, undone, disputeNumber, customerCode }) => (
          <>
            <StatusTag tone={tones[status]}>{t(`deduction.state.${status}`)}</StatusTag>{' '}
            <Link to={`/worklist/${encodeURIComponent(customerCode)}`}>{disputeNumber}</Link>
            {undone && <span className={styles.small}>{t('deduction.undone')}</span>}
          </>
        ),
      },
      {
        key: 'owner',
        title: t('deduction.column.owner'),
        render: ({ owner }) => <Person username={owner} />,
      },
      {
        key: 'dueOn',
        title: t('deduction.column.dueOn'),
        width: 110,
        render: ({ dueOn }) => <Day value={dueOn} />,
      },
      {
        key: 'receivedOn',
        title: t('deduction.column.receivedOn'),
        optional: true,
        render: ({ receivedOn }) => <Day value={receivedOn} />,
      },
      {
        key: 'resolution',
        title: t('deduction.column.resolution'),
        optional: true,
        render: ({ resolution }) => resolution ?? '–',
      },
      {
        key: 'takenBy',
        title: t('deduction.column.takenBy'),
        optional: true,
        render: ({ takenBy }) => <Person username={takenBy} />,
      },
    ],
    [t, text],
  )
}

/** What customers kept back when they paid, by reason and state, with what became of it. */
export function Component() {
  const { t, i18n } = useTranslation('receipts')
  const text = useText()
  const reasons = useDeductionReasons().data?.items ?? []
  const columns = useColumns()
  const filters = [
    {
      key: 'state',
      label: t('deduction.state.title'),
      options: deductionStates.map((value) => ({ value, label: t(`deduction.state.${value}`) })),
    },
    {
      key: 'reason',
      label: t('deduction.filter'),
      options: reasons.map(({ code, nameZh, nameEn }) => ({
        ...{ value: code, label: text({ zh: nameZh, en: nameEn }) },
      })),
    },
  ]
  return (
    <>
      <PageHeader title={t('deduction.title')} detail={t('deduction.detail')} />
      <ReceiptTabs />
      <DataList
        name="deductions"
        columns={columns}
        filters={filters}
        load={listDeductions}
        rowKey={({ disputeId }) => disputeId}
        searchPlaceholder={t('deduction.search')}
        exportHref={(state) => deductionsFile(state, i18n.language)}
        empty={{ title: t('deduction.none'), hint: t('deduction.noneHint') }}
      />
    </>
  )
}
