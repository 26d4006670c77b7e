import { useUser } from '../../session/session'
import type { Customer } from './account-api'
import { AgingPanel } from './aging-panel'
import { CreditPanel } from './credit-panel'
import { AccountPolicies } from './account-policies'
import styles from './customers.module.css'
import { ExpectedLossPanel } from './expected-loss-panel'
import { PaymentForecastPanel } from './payment-forecast-panel'
import { RiskMarginPanel } from './risk-margin-panel'
import { PaymentTrendPanel } from './payment-trend-panel'
import { RatingPanel } from './rating-panel'

/** The first look: room for the next order, the grade, what is overdue, how they pay. */
export function Overview({ customer }: { customer: Customer }) {
  const user = useUser()
  const { code } = customer
  return (
    <div className={styles.overview}>
      <div className={styles.stacked}>
        <CreditPanel code={code} blacklisted={customer.status === 'blacklisted'} />
        {user.can('receivables:read') && <AgingPanel code={code} />}
        {user.can('limits:read') && <AccountPolicies code={code} />}
      </div>
      <div className={styles.stacked}>
        {user.can('ratings:read') && <RatingPanel code={code} />}
        {user.can('receivables:read') && <PaymentTrendPanel code={code} />}
        {user.can('insight:read') && <ExpectedLossPanel code={code} />}
        {user.can('insight:read') && <RiskMarginPanel code={code} />}
      </div>
      {user.can('receivables:read') && (
        <div className={styles.wide}>
          <PaymentForecastPanel code={code} />
        </div>
      )}
    </div>
  )
}
