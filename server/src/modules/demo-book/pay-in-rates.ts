import type { Principal } from '../../kernel/access.js'
import { addDays, addMonths, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { formatAmount, money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { activatePlan } from '../arrangements/activate-plan.js'
import { keepEvidence } from '../arrangements/keep-evidence.js'
import { INSTALMENT_PLAN } from '../arrangements/plan-approval.js'
import { requestPlan } from '../arrangements/request-plan.js'
import { logContact } from '../collections/contact-log.js'
import { approveRequest } from './approve-request.js'
import type { CollectingOffice } from './collecting-office.js'
import { monthlyRates, type OwedItem } from './domain/collecting.js'
import { instantOn } from './instant-on.js'
import type { OverdueCustomer } from './overdue-customer-store.js'

const ITEMS = 4
const RATES = 4
/** A plan asked for in the last days still waits for the manager. */
const WAITING_DAYS = 7

interface Asking {
  readonly customer: OverdueCustomer
  readonly actor: Principal
  readonly today: CalendarDay
}

/**
 * A customer asks to pay in four monthly rates: the talk is noted, the plan asked for, approved by the manager and put
 * in force with the written commitment. The latest ones still wait for approval.
 */
export async function payInRates(
  tx: Tx,
  { approvals, manager, timeZone, params }: CollectingOffice,
  { customer, actor, today }: Asking,
): Promise<void> {
  const [first] = customer.owed
  if (!first) return
  const doing = { actor, at: instantOn(today, timeZone, 3), today }
  const owed = customer.owed.filter(({ currency }) => currency === first.currency).slice(0, ITEMS)
  const items = owed.map(({ source, number, itemNo }) => ({ source, number, itemNo }))
  const contactId = await logContact(
    tx,
    {
      ...{ customerCode: customer.code, at: undefined, channel: 'phone', direction: 'out', outcome: 'plan' },
      ...{ contactPersonId: null, recipient: null, signed: false, items, evidence: [], doneTasks: [] },
      ...{ note: '客户资金周转困难，申请分四期付清。', promise: null, dispute: null, next: null },
    },
    doing,
  )
  const rates = ratesOf(owed, today)
  const reason = '客户提出分期付清逾期货款，经营正常，建议同意。'
  const draft = { customerCode: customer.code, reason, items, rates, contactId }
  const { plan } = await requestPlan(tx, approvals, draft, doing)
  if (addDays(today, WAITING_DAYS) > params.endOn) return
  const approval = {
    subjects: [INSTALMENT_PLAN],
    objectId: plan.id,
    comment: '同意分期，逾期一期即恢复全额催收。',
  }
  await approveRequest(tx, approvals, { ...approval, manager, at: instantOn(today, timeZone, 7) })
  const text = [
    '分期付款承诺书',
    ...rates.map(
      ({ dueOn, amount }) => `${dueOn}  ${amount.currency} ${formatAmount(amount.minor, amount.currency)}`,
    ),
  ]
  const file = {
    name: `分期付款承诺书-${today}.txt`,
    content: Buffer.from(`${text.join('\n')}\n（盖章）\n`, 'utf8'),
  }
  const commitment = await keepEvidence(tx, customer.id, file, doing)
  const activation = {
    commitmentId: commitment.id,
    guarantorConsent: 'no_guarantee',
    guarantorNote: null,
  } as const
  await activatePlan(
    tx,
    plan.id,
    { ...activation, consentId: null },
    { ...doing, at: instantOn(today, timeZone, 8) },
  )
}

function ratesOf(owed: readonly OwedItem[], today: CalendarDay) {
  const total = owed.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  return monthlyRates(total, RATES).map((minor, index) => ({
    dueOn: addMonths(addDays(today, 15), index),
    amount: money(minor, (owed[0]?.currency ?? 'CNY') as Currency),
  }))
}
