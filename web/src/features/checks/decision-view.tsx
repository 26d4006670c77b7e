import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Money as MoneyValue } from '../../api/money'
import { useText } from '../../i18n/use-text'
import { Explain, type Reason } from '../../ui/explain'
import { isNegative, sumAmounts } from '../../ui/format-amount'
import { Instant } from '../../ui/day'
import { Meter } from '../../ui/meter'
import { Money } from '../../ui/money'
import { OutcomeTag } from '../../ui/outcome-tag'
import type { Decision } from './api'
import styles from './checks.module.css'

const tones = { warn: 'warn', hold: 'warn', block: 'danger' } as const

function reasonsOf(decision: Decision): readonly Reason[] {
  return decision.reasons.map(({ code, message, strength }) => ({ code, message, tone: tones[strength] }))
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`
}

/** How much the order adds to the exposure, in the currency of the account. */
function orderInAccountCurrency(before: MoneyValue, projected: MoneyValue): string {
  return sumAmounts([projected.amount, negated(before.amount)])
}

function Gauge({ decision }: { decision: Decision }) {
  const { t } = useTranslation('checks')
  const { exposureBefore: before, projectedExposure: projected, limit } = decision
  if (before === null || projected === null) return null
  const order = orderInAccountCurrency(before, projected)
  const parts = [
    { key: 'before', label: t('gauge.before'), amount: before.amount, colour: 0 },
    {
      key: 'order',
      label: t('gauge.order'),
      amount: isNegative(before.amount) ? projected.amount : order,
      colour: 2,
    },
  ]
  return (
    <Meter parts={parts} limit={limit.amount} label={t('gauge.label')}>
      <div className={styles.legend}>
        <span>
          <i className={styles.dot} data-colour={0} aria-hidden />
          {t('gauge.before')} <Money value={before} />
        </span>
        <span>
          <i className={styles.dot} data-colour={2} aria-hidden />
          {t('gauge.order')} <Money value={{ ...before, amount: order }} />
        </span>
      </div>
    </Meter>
  )
}

function LimitOf({ limit }: { limit: Decision['limit'] }) {
  const { t } = useTranslation('checks')
  if (limit.mode === 'unlimited') return t('limit.unlimited')
  if (limit.mode === 'none') return t('limit.none')
  return <Money value={{ amount: limit.amount ?? '0.00', currency: limit.currency }} currency="sign" />
}

function Numbers({ decision }: { decision: Decision }) {
  const { t } = useTranslation('checks')
  const { limit, exposureBefore, projectedExposure, available } = decision
  return (
    <dl className={styles.numbers}>
      <div>
        <dt>{t('number.limit')}</dt>
        <dd>
          <LimitOf limit={limit} />
        </dd>
      </div>
      <div>
        <dt>{t('number.before')}</dt>
        <dd>
          <Money value={exposureBefore} currency="sign" />
        </dd>
      </div>
      <div>
        <dt>{t('number.projected')}</dt>
        <dd>
          <Money value={projectedExposure} currency="sign" />
        </dd>
      </div>
      <div>
        <dt>{t('number.available')}</dt>
        <dd>
          {limit.mode === 'unlimited' && available === null ? (
            t('limit.unlimited')
          ) : (
            <Money value={available} currency="sign" />
          )}
        </dd>
      </div>
    </dl>
  )
}

/** The answer in one line: outcome and the room that is left. */
export function ShortVerdict({ decision }: { decision: Decision }) {
  const { t } = useTranslation('checks')
  return (
    <>
      <OutcomeTag outcome={decision.outcome} />
      {decision.available !== null && (
        <span>
          {t('number.available')} <Money value={decision.available} currency="sign" strong />
        </span>
      )}
    </>
  )
}

/** A decision in words and numbers: what, why, the room before and after, and what it left behind. */
export function DecisionView({ decision }: { decision: Decision }) {
  const { t } = useTranslation('checks')
  const textOf = useText()
  const { reservation, hold } = decision
  return (
    <div className={styles.decision} data-outcome={decision.outcome} aria-live="polite">
      <div className={styles.verdict}>
        <OutcomeTag outcome={decision.outcome} />
        {!decision.reserve && <span className="xh-quiet">{t('question')}</span>}
      </div>
      <p className={styles.explanation}>{textOf(decision.explanation)}</p>
      {decision.reasons.length > 1 && <Explain reasons={reasonsOf(decision)} />}
      <Numbers decision={decision} />
      <Gauge decision={decision} />
      {reservation !== null && (
        <p>
          {t('reserved')} <Instant value={reservation.expiresAt} />
        </p>
      )}
      {hold !== null && (
        <p className={styles.holdLine}>
          <span>{t('holdOpened')}</span>
          <Link to={`/holds/${hold.id}`}>{t('openHold')}</Link>
        </p>
      )}
    </div>
  )
}
