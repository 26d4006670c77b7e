import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { usePersonName } from '../../session/people'
import { useUser } from '../../session/session'
import { Age } from '../../ui/age'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { Day, Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Explain } from '../../ui/explain'
import { GradeTag } from '../../ui/grade-tag'
import { Meter } from '../../ui/meter'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { ObjectCases } from '../../ui/cases/object-cases'
import { Person } from '../../ui/person'
import { useHold, useHoldCustomer, type Hold } from './api'
import { HoldActions } from './hold-actions'
import { HoldWork } from './hold-work'
import { WayOut } from './way-out'
import { HoldRank } from './hold-rank'
import styles from './holds.module.css'

const tones = { warn: 'warn', hold: 'warn', block: 'danger' } as const

function CustomerState({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const { exposure, grade } = useHoldCustomer(hold.customerCode, hold.segment)
  if (exposure.isError) return <ErrorState error={exposure.error} onRetry={() => void exposure.refetch()} />
  if (exposure.isPending) return <PanelSkeleton rows={4} />
  const picture = exposure.data
  const { limit } = picture
  const parts = [{ key: 'exposure', label: t('case.exposure'), amount: picture.exposure.amount, colour: 0 }]
  return (
    <>
      <dl className={styles.numbers}>
        <div>
          <dt>{t('case.grade')}</dt>
          <dd>
            <GradeTag grade={grade} />
          </dd>
        </div>
        <div>
          <dt>{t('case.available')}</dt>
          <dd>
            <Money value={picture.available} currency="sign" />
          </dd>
        </div>
        <div>
          <dt>{t('case.limit')}</dt>
          <dd>
            {limit.amount === null ? (
              t(`limitMode.${limit.mode === 'amount' ? 'none' : limit.mode}`)
            ) : (
              <Money value={{ amount: limit.amount, currency: limit.currency }} currency="sign" />
            )}
          </dd>
        </div>
        <div>
          <dt>{t('case.exposure')}</dt>
          <dd>
            <Money value={picture.exposure} currency="sign" />
          </dd>
        </div>
        <div>
          <dt>{t('case.overdue')}</dt>
          <dd>
            <Money value={picture.overdue.amount} currency="sign" />
          </dd>
        </div>
        <div>
          <dt>{t('case.oldest')}</dt>
          <dd>
            <Age days={picture.overdue.oldestDays > 0 ? picture.overdue.oldestDays : null} />
          </dd>
        </div>
      </dl>
      <Meter parts={parts} limit={limit.amount} label={t('case.exposure')} />
    </>
  )
}

function Ending({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const text = useText()
  const { closed, release } = hold
  if (closed === null) return null
  return (
    <Panel title={t(`status.${hold.status}`)}>
      <p>
        <Person username={closed.by} /> · <Instant value={closed.at} />
      </p>
      {closed.codeText !== null && <p>{text(closed.codeText)}</p>}
      {closed.reason !== null && <p>{closed.reason}</p>}
      {release !== null && (
        <p className="xh-quiet">
          {t('case.releasedUpTo')} <Money value={release.maxAmount} currency="sign" /> · {t('case.until')}{' '}
          <Day value={release.validUntil} />
        </p>
      )}
    </Panel>
  )
}

function Loaded({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const nameOf = usePersonName()
  const user = useUser()
  const isOpen = hold.status === 'open'
  return (
    <div className={styles.case}>
      <Panel title={hold.customerName} extra={<HoldRank hold={hold} />}>
        <p className={styles.order}>
          <Money value={hold.amount} currency="sign" strong />
          <span>{t('case.order', { number: hold.document.number })}</span>
        </p>
        <p className={styles.meta}>
          {hold.netDays !== null && <span>{t('case.netDays', { count: hold.netDays })}</span>}
          {hold.shipDate !== null && (
            <span>
              {t('case.ship')} <Day value={hold.shipDate} />
            </span>
          )}
          <span>
            {t('column.openedAt')} <Instant value={hold.openedAt} />
          </span>
          <span>{t('case.by', { name: nameOf(hold.submittedBy) })}</span>
        </p>
        {hold.ready && isOpen && <p className="xh-quiet">{t('case.reasonsThen')}</p>}
        <Explain
          reasons={hold.reasons.map(({ code, message, strength }) => ({
            code,
            message,
            tone: tones[strength],
          }))}
        />
        {hold.releaseRequest !== null && isOpen && (
          <p className={styles.request}>
            {t('case.requested', { name: nameOf(hold.releaseRequest.by) })}
            {hold.releaseRequest.reason !== null && <q>{hold.releaseRequest.reason}</q>}
          </p>
        )}
        <ObjectCases objectId={hold.id} />
        <p className={styles.links}>
          {user.can('checks:read') && <Link to={`/checks/${hold.checkId}`}>{t('case.check')}</Link>}
          <Link to={`/customers/${encodeURIComponent(hold.customerCode)}`}>{t('case.customer')}</Link>
        </p>
      </Panel>
      <WayOut hold={hold} />
      <Panel title={t('case.state')}>
        <CustomerState hold={hold} />
      </Panel>
      <Ending hold={hold} />
      <HoldWork hold={hold} />
      {isOpen && <HoldActions hold={hold} />}
      <HistoryPanel objectType="hold" objectId={hold.id} />
    </div>
  )
}

/** The case: the order, why it is held, how the customer stands, and what can be done. */
export function HoldCase({ id }: { id: string }) {
  const hold = useHold(id)
  if (hold.isError) return <ErrorState error={hold.error} onRetry={() => void hold.refetch()} />
  if (hold.isPending)
    return (
      <Panel>
        <PanelSkeleton rows={12} />
      </Panel>
    )
  return <Loaded hold={hold.data} />
}
