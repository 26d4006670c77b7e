import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Day } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import { StatusTag, type Tone } from '../../ui/status-tag'
import {
  cancelPromise,
  resolveDispute,
  useArrangements,
  useDisputeReasons,
  type Cockpit,
  type Dispute,
  type PaymentPromise,
} from './api'
import { AttachEvidence } from './evidence-panel'
import { PlanDrawer } from './plan-drawer'
import { PlanLine } from './plan-line'
import { WithReason } from './with-reason'
import styles from './worklist.module.css'

const promiseTones: Readonly<Record<PaymentPromise['status'], Tone>> = {
  open: 'info',
  kept: 'good',
  partly: 'warn',
  broken: 'danger',
  lapsed: 'neutral',
  cancelled: 'neutral',
}
function PromiseLine({ promise }: { promise: PaymentPromise }) {
  const { t } = useTranslation('worklist')
  const { status, amount, received, payOn, promisedBy, allowed } = promise
  return (
    <li>
      <StatusTag tone={promiseTones[status]}>{t(`promise.${status}`)}</StatusTag>
      <Money value={amount} currency="sign" />
      <span>
        {t('arrangement.by')} <Day value={payOn} />
      </span>
      {(status === 'partly' || Number(received.amount) > 0) && (
        <span>
          {t('arrangement.received')} <Money value={received} />
        </span>
      )}
      <span className="xh-quiet">{promisedBy ?? ''}</span>
      {allowed.includes('edit') && (
        <>
          <WithReason label={t('promise.cancel')} act={(reason) => cancelPromise(promise.id, reason)} />
          <AttachEvidence code={promise.customerCode} type="promise" id={promise.id} />
        </>
      )}
    </li>
  )
}

function DisputeLine({ dispute }: { dispute: Dispute }) {
  const { t } = useTranslation('worklist')
  const text = useText()
  const reason = useDisputeReasons().data?.items.find(({ code }) => code === dispute.reasonCode)
  const open = dispute.status === 'opened' || dispute.status === 'in_work'
  return (
    <li>
      <StatusTag tone={open ? 'warn' : 'neutral'}>{t(`dispute.${dispute.status}`)}</StatusTag>
      <Money value={dispute.amount} currency="sign" />
      <span>{reason ? text({ zh: reason.nameZh, en: reason.nameEn }) : dispute.reasonCode}</span>
      <span>{dispute.description}</span>
      {dispute.receipt !== null && (
        <Link to={`/receipts?state=all&search=${encodeURIComponent(dispute.receipt.number)}`}>
          {t('dispute.ofReceipt')} {dispute.receipt.number}
        </Link>
      )}
      {open && (
        <span className="xh-quiet">
          {dispute.owner !== null && <Person username={dispute.owner} />} {t('arrangement.until')}{' '}
          <Day value={dispute.dueOn} />
        </span>
      )}
      {dispute.allowed.includes('edit') && (
        <Flex gap="small" wrap>
          <WithReason label={t('dispute.forUs')} act={(said) => resolveDispute(dispute.id, false, said)} />
          <WithReason
            label={t('dispute.forCustomer')}
            act={(said) => resolveDispute(dispute.id, true, said)}
          />
          <AttachEvidence code={dispute.customerCode} type="dispute" id={dispute.id} />
        </Flex>
      )}
    </li>
  )
}

interface ArrangementsPanelProps {
  code: string
  cockpit: Cockpit
  may: boolean
}

/** What is agreed with a customer: promises, disputes and plans. */
export function ArrangementsPanel({ code, cockpit, may }: ArrangementsPanelProps) {
  const { t } = useTranslation('worklist')
  const agreed = useArrangements(code)
  const [asking, setAsking] = useState(false)
  const { promises = [], disputes = [], plans = [] } = agreed.data ?? {}
  const nothing = agreed.data !== undefined && promises.length + disputes.length + plans.length === 0
  return (
    <Panel
      title={t('cockpit.arrangements')}
      extra={
        may && cockpit.items.length > 0 ? (
          <Button size="small" onClick={() => setAsking(true)}>
            {t('planForm.title')}
          </Button>
        ) : undefined
      }
    >
      {agreed.isError && <ErrorState error={agreed.error} onRetry={() => void agreed.refetch()} />}
      {nothing && <EmptyState title={t('arrangement.none')} />}
      <ul className={styles.agreed}>
        {promises.map((promise) => (
          <PromiseLine key={promise.id} promise={promise} />
        ))}
        {disputes.map((dispute) => (
          <DisputeLine key={dispute.id} dispute={dispute} />
        ))}
        {plans.map((plan) => (
          <PlanLine key={plan.id} plan={plan} />
        ))}
      </ul>
      {asking && <PlanDrawer {...{ code, cockpit }} onClose={() => setAsking(false)} />}
    </Panel>
  )
}
