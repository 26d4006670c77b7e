import { Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { Day, Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { useBill, type Bill } from './api'
import { BillDeeds } from './bill-deeds'
import { BillState } from './bill-state'
import styles from './bills.module.css'
import { DaysToMaturity } from './days-to-maturity'

/** One bill: where it stands, what may be done next, what it settles, and its history. */
export function BillPanel({ id }: { id: string }) {
  const { data, error, refetch } = useBill(id)
  const user = useUser()
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PanelSkeleton />
  return (
    <div className={styles.stack}>
      <Facts bill={data} />
      {user.can('receipts:match') && data.acts.length > 0 && <BillDeeds bill={data} />}
      <Settles bill={data} />
      <Events bill={data} />
    </div>
  )
}

function Facts({ bill }: { bill: Bill }) {
  const { t } = useTranslation('bills')
  const inHand = bill.state === 'held' || bill.state === 'presented'
  const items = [
    {
      key: 'customer',
      label: t('customer'),
      children: <Link to={`/customers/${encodeURIComponent(bill.customerCode)}`}>{bill.customerName}</Link>,
    },
    { key: 'amount', label: t('amount'), children: <Money value={bill.amount} currency="sign" strong /> },
    { key: 'exposure', label: t('exposure'), children: <Money value={bill.exposure} currency="sign" /> },
    {
      key: 'matures',
      label: t('maturesOn'),
      children: (
        <>
          <Day value={bill.maturesOn} /> <DaysToMaturity bill={bill} />
        </>
      ),
    },
    ...(inHand
      ? [{ key: 'until', label: t('presentUntil'), children: <Day value={bill.presentUntil} /> }]
      : []),
    { key: 'kind', label: t('kind.title'), children: t(`kind.${bill.kind}`) },
    { key: 'acceptor', label: t('acceptor'), children: bill.acceptor },
    { key: 'drawer', label: t('drawer'), children: bill.drawer },
    { key: 'issued', label: t('issuedOn'), children: <Day value={bill.issuedOn} /> },
    { key: 'received', label: t('receivedOn'), children: <Day value={bill.receivedOn} /> },
    ...(bill.subRange === '' ? [] : [{ key: 'part', label: t('subRange'), children: bill.subRange }]),
    ...(bill.reference === '' ? [] : [{ key: 'ref', label: t('reference'), children: bill.reference }]),
  ]
  return (
    <Panel title={bill.number} extra={<BillState {...bill} />}>
      <Descriptions column={1} size="small" items={items} />
    </Panel>
  )
}

function Settles({ bill }: { bill: Bill }) {
  const { t } = useTranslation('bills')
  const rest = bill.unapplied
  return (
    <Panel
      title={t('settles')}
      extra={
        <Link to={`/receipts?state=all&search=${encodeURIComponent(bill.number)}`}>{t('toReceipt')}</Link>
      }
    >
      {bill.settles.length === 0 && <p className="xh-quiet">{t('settlesNothing')}</p>}
      <ul className={styles.parts}>
        {bill.settles.map(({ number, itemNo, amount }) => (
          <li key={`${number} ${itemNo}`}>
            <Link to={`/invoices?state=all&search=${encodeURIComponent(number)}`}>{number}</Link>
            <Money value={amount} currency="sign" />
          </li>
        ))}
      </ul>
      {Number(rest.amount) > 0 && (
        <p>
          {t('unapplied')} <Money value={rest} currency="sign" strong />
        </p>
      )}
    </Panel>
  )
}

function Events({ bill }: { bill: Bill }) {
  const { t } = useTranslation('bills')
  return (
    <Panel title={t('history')}>
      {bill.events.map((event) => (
        <div key={event.seq} className={styles.event} data-gone={!event.inForce}>
          <div className={styles.what}>
            <strong>{t(`act.${event.act}`)}</strong>
            <Day value={event.on} />
            {event.party !== null && <span>{event.party}</span>}
            {event.charge !== null && (
              <span>
                {t('charge')} <Money value={event.charge} currency="sign" />
              </span>
            )}
          </div>
          {event.reason !== null && <div>{event.reason}</div>}
          <div className="xh-quiet">
            <Person username={event.by} /> <Instant value={event.at} />
            {!event.inForce && ` · ${t('takenBack')}`}
          </div>
        </div>
      ))}
    </Panel>
  )
}
