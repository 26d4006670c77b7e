import { Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePersonName } from '../../session/people'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useInvoice, type Invoice } from './api'
import { InvoiceNumber } from './invoice-number'
import styles from './receipts.module.css'

/** One invoice: what is open of each instalment, and the receipts and credit notes that settled it. */
export function InvoicePanel({ id }: { id: string }) {
  const { t } = useTranslation('receipts')
  const invoice = useInvoice(id)
  if (invoice.isError) return <ErrorState error={invoice.error} onRetry={() => void invoice.refetch()} />
  if (invoice.isPending) return <PanelSkeleton rows={8} />
  const { data } = invoice
  const items = [
    {
      key: 'customer',
      label: t('column.customer'),
      children: <Link to={`/customers/${encodeURIComponent(data.customerCode)}`}>{data.customerName}</Link>,
    },
    { key: 'date', label: t('column.date'), children: <Day value={data.date} /> },
    { key: 'total', label: t('column.total'), children: <Money value={data.total} currency="sign" /> },
    { key: 'open', label: t('column.open'), children: <Money value={data.open} currency="sign" strong /> },
    {
      key: 'overdue',
      label: t('invoices.overdue'),
      children: <Money value={data.overdue} currency="sign" />,
    },
  ]
  return (
    <div className={styles.stack}>
      <Panel title={<InvoiceNumber {...data} />}>
        <Descriptions column={1} size="small" items={items} />
      </Panel>
      <Instalments invoice={data} />
      <Settlements invoice={data} />
    </div>
  )
}

function Instalments({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation('receipts')
  return (
    <Panel title={t('invoices.items')}>
      <ul className={styles.parts}>
        {invoice.items.map((item) => (
          <li key={item.itemNo}>
            <span>
              {t('column.instalment', { no: item.itemNo })} <Day value={item.dueDate} />
              {Number(item.open.amount) > 0 && item.daysOverdue > 0 && (
                <span className={styles.small}>{t('match.overdue', { count: item.daysOverdue })}</span>
              )}
            </span>
            <span>
              <Money value={item.open} /> / <Money value={item.amount} currency="sign" />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Settlements({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation('receipts')
  const nameOf = usePersonName()
  return (
    <Panel title={t('invoices.settlements')}>
      {invoice.settlements.length === 0 && <p className="xh-quiet">{t('invoices.notSettled')}</p>}
      <ul className={styles.parts}>
        {invoice.settlements.map((one, index) => (
          <li key={`${one.documentId} ${index}`}>
            <span>
              {one.kind === 'write-off' ? (
                one.number
              ) : (
                <Link to={`/receipts?state=all&search=${encodeURIComponent(one.number)}`}>{one.number}</Link>
              )}{' '}
              <Day value={one.date} />
              <span className={styles.small}>
                {one.matchId === null
                  ? t('stated')
                  : one.automatic === true
                    ? t('automatic')
                    : t('by', { name: nameOf(one.decidedBy ?? '') }).replace(/[,，]$/, '')}
              </span>
            </span>
            <Money value={one.amount} currency="sign" />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
