import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { currencySign, formatAmount, isNegative, isZero } from '../../ui/format-amount'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { useCustomer, type Exposure } from './account-api'
import styles from './credit-panel.module.css'

type Answer =
  | 'blacklisted'
  | 'blocked'
  | 'frozen'
  | 'forced'
  | 'none'
  | 'expired'
  | 'unlimited'
  | 'over'
  | 'usedUp'
  | 'rejected'
  | 'held'
  | 'room'

const tones: Readonly<Record<Answer, Tone>> = {
  blacklisted: 'danger',
  blocked: 'danger',
  frozen: 'warn',
  forced: 'warn',
  none: 'warn',
  expired: 'warn',
  unlimited: 'good',
  over: 'danger',
  usedUp: 'warn',
  rejected: 'danger',
  held: 'warn',
  room: 'good',
}

/**
 * May they buy on account, in one word. Room is only said where the rules in force would let a next order pass: items
 * overdue, the group or the grade stop an account that has all the room it wants.
 */
function answerOf(exposure: Exposure, blacklisted: boolean): Answer {
  const { status, forcedHold, limit, available, nextOrder } = exposure
  if (blacklisted) return 'blacklisted'
  if (status === 'blocked' || status === 'frozen') return status
  if (forcedHold !== null) return 'forced'
  if (limit.mode === 'none') return 'none'
  if (limit.expired) return 'expired'
  if (available !== null && isNegative(available.amount)) return 'over'
  if (available !== null && isZero(available.amount)) return 'usedUp'
  if (nextOrder?.outcome === 'rejected' || nextOrder?.outcome === 'held') return nextOrder.outcome
  return available === null ? 'unlimited' : 'room'
}

/** True when a next order would not go through by itself: what is left of the limit is then of no use. */
export function isStopped(exposure: Exposure, blacklisted: boolean): boolean {
  const answer = answerOf(exposure, blacklisted)
  return answer !== 'room' && answer !== 'unlimited'
}

/** The one question of this page: may they buy more on account, and what to do if not. */
export function CreditAnswer({ exposure, blacklisted }: { exposure: Exposure; blacklisted: boolean }) {
  const { t } = useTranslation('customers')
  const textOf = useText()
  const customer = useCustomer(exposure.customerCode)
  const answer = answerOf(exposure, blacklisted)
  const room = exposure.available
  const amount =
    room === null ? '' : `${currencySign(room.currency)}${formatAmount(room.amount.replace('-', ''))}`
  const why = (exposure.nextOrder?.reasons ?? [])
    .filter(({ strength }) => strength !== 'warn')
    .map(({ message }) => textOf(message))
    .join(' ')
  const query = new URLSearchParams({ customer: exposure.customerCode, segment: exposure.segment })
  return (
    <div className={styles.answer}>
      <StatusTag tone={tones[answer]}>{t(`answer.${answer}.short`)}</StatusTag>
      <span>{t(`answer.${answer}.long`, { amount, reason: exposure.forcedHold ?? '', why })}</span>
      {customer.data?.allowed.includes('check') && (
        <Link to={`/checks?${query.toString()}`} className="xh-no-print">
          <Button size="small" tabIndex={-1}>
            {t('answer.try')}
          </Button>
        </Link>
      )}
    </div>
  )
}
