import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
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
  room: 'good',
}

/** The state of the account in one word. Overdue items and rules may hold an order as well: the check tells. */
function answerOf(exposure: Exposure, blacklisted: boolean): Answer {
  const { status, forcedHold, limit, available } = exposure
  if (blacklisted) return 'blacklisted'
  if (status === 'blocked' || status === 'frozen') return status
  if (forcedHold !== null) return 'forced'
  if (limit.mode === 'none') return 'none'
  if (limit.expired) return 'expired'
  if (available === null) return 'unlimited'
  if (isNegative(available.amount)) return 'over'
  return isZero(available.amount) ? 'usedUp' : 'room'
}

/** The one question of this page: may they buy more on account, and what to do if not. */
export function CreditAnswer({ exposure, blacklisted }: { exposure: Exposure; blacklisted: boolean }) {
  const { t } = useTranslation('customers')
  const customer = useCustomer(exposure.customerCode)
  const answer = answerOf(exposure, blacklisted)
  const room = exposure.available
  const amount =
    room === null ? '' : `${currencySign(room.currency)}${formatAmount(room.amount.replace('-', ''))}`
  const query = new URLSearchParams({ customer: exposure.customerCode, segment: exposure.segment })
  return (
    <div className={styles.answer}>
      <StatusTag tone={tones[answer]}>{t(`answer.${answer}.short`)}</StatusTag>
      <span>{t(`answer.${answer}.long`, { amount, reason: exposure.forcedHold ?? '' })}</span>
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
