import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { ActivateDrawer } from './activate-drawer'
import type { Plan } from './api'
import { AttachEvidence } from './evidence-panel'
import { endPlan } from './plan-api'
import { WithReason } from './with-reason'
import styles from './worklist.module.css'

const planTones: Readonly<Record<Plan['status'], Tone>> = {
  requested: 'info',
  approved: 'info',
  active: 'info',
  completed: 'good',
  broken: 'danger',
  rejected: 'neutral',
  withdrawn: 'neutral',
  cancelled: 'neutral',
}

/** An instalment plan with its rates, and what can be done about it as it stands. */
export function PlanLine({ plan }: { plan: Plan }) {
  const { t } = useTranslation('worklist')
  const [activating, setActivating] = useState(false)
  const may = plan.allowed.includes('edit')
  return (
    <li>
      <StatusTag tone={planTones[plan.status]}>{t(`plan.${plan.status}`)}</StatusTag>
      <span>{plan.number}</span>
      <Money value={plan.amount} currency="sign" />
      <span>
        {t('arrangement.received')} <Money value={plan.received} />
      </span>
      {may && plan.status === 'approved' && (
        <Button size="small" type="primary" onClick={() => setActivating(true)}>
          {t('plan.activate')}
        </Button>
      )}
      {may && <AttachEvidence code={plan.customerCode} type="instalment-plan" id={plan.id} />}
      {may && (
        <WithReason
          label={t(plan.status === 'active' ? 'plan.end' : 'plan.takeBack')}
          act={(reason) => endPlan(plan.id, reason)}
        />
      )}
      <details className={styles.planRates}>
        <summary>{t('plan.rates', { count: plan.rates.length })}</summary>
        <ol>
          {plan.rates.map(({ no, dueOn, amount, received }) => (
            <li key={no}>
              <Day value={dueOn} /> <Money value={amount} currency="sign" />
              {Number(received.amount) > 0 && (
                <span className="xh-quiet">
                  {t('arrangement.received')} <Money value={received} />
                </span>
              )}
            </li>
          ))}
        </ol>
      </details>
      {activating && <ActivateDrawer plan={plan} onClose={() => setActivating(false)} />}
    </li>
  )
}
