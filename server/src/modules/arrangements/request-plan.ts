import { addMonths } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { formatAmount, groupedAmount, moneyJson, type Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { caseNumber, type NewRequest } from '../approvals/case-record.js'
import { startCase } from '../approvals/start-case.js'
import type { Approvals } from '../approvals/subject.js'
import { recordAudit } from '../audit/record-audit.js'
import { amountInBase } from '../customers/amount-in-base.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { chooseItems, type Chosen, type NamedItem } from './choose-items.js'
import type { PlanRate } from './domain/plan-standing.js'
import { max0, type Doing } from './make-promise.js'
import { insertPlan, type InstalmentPlan } from './plan-store.js'
import { INSTALMENT_PLAN } from './plan-approval.js'
import { getArrangementSettings } from './settings-store.js'

export const RATES_MAX = 60
const MONTHS_MAX = 36

export interface PlanDraft {
  readonly customerCode: string
  readonly reason: string
  /** The whole instalments that the plan covers, less what is disputed of them. */
  readonly items: readonly NamedItem[]
  readonly rates: readonly { readonly dueOn: PlanRate['dueOn']; readonly amount: Money }[]
  readonly contactId: Id | null
}

/**
 * Asks for a plan by which a customer pays what is open in rates. It pauses nothing until it is approved, the written
 * commitment is there and the question of the guarantor is answered.
 */
export async function requestPlan(
  tx: Tx,
  approvals: Approvals,
  draft: PlanDraft,
  { actor, at, today }: Doing,
): Promise<{ readonly plan: InstalmentPlan; readonly caseId: Id; readonly caseNumber: string }> {
  const { planGraceDays } = await getArrangementSettings(tx)
  const chosen = await chooseItems(tx, draft.customerCode, draft.items, (item) => {
    if (item.planned) throw new Refusal('item_planned', { number: item.number, item: item.itemNo })
    if (item.promised) throw new Refusal('item_promised', { number: item.number, item: item.itemNo })
    return item.openMinor - item.disputedMinor
  })
  const rates = ratesOf(draft, chosen, today)
  const plan: InstalmentPlan = {
    ...{ id: newId(), customerId: chosen.customer.id, currency: chosen.currency },
    ...{
      amountMinor: chosen.totalMinor,
      reason: draft.reason,
      graceDays: planGraceDays,
      status: 'requested',
    },
    ...{ guarantorConsent: null, guarantorNote: null, commitmentId: null, contactId: draft.contactId },
    ...{ requestedOn: today, requestedBy: actor.label, requestedAt: at, receivedMinor: 0n },
    ...{ activatedOn: null, activatedBy: null, activatedAt: null },
    ...{ endedOn: null, endedAt: null, endedBy: null, endReason: null },
  }
  const items = chosen.items.map((item) => ({ ...item, paidBeforeMinor: max0(item.paidMinor) }))
  await insertPlan(tx, plan, { items, rates })
  await recordAudit(tx, {
    ...{
      actor,
      action: 'instalment-plan.requested',
      objectType: 'customer',
      objectId: chosen.customer.code,
      at,
    },
    after: {
      ...{ planId: plan.id, amount: moneyJson(plan.amountMinor, plan.currency) },
      rates: rates.map(({ dueOn, amountMinor }) => `${dueOn} ${formatAmount(amountMinor, plan.currency)}`),
      items: chosen.items.map(({ number, itemNo }) => `${number}/${itemNo}`),
    },
    reason: draft.reason,
  })
  const record = await startCase(tx, approvals, await requestOf(tx, plan, { chosen, rates }), {
    actor,
    at,
  })
  return { plan, caseId: record.id, caseNumber: caseNumber(record) }
}

/** The rates in their order; refuses days that do not rise, that lie too far, and a sum that is not the plan's. */
function ratesOf(draft: PlanDraft, { currency, totalMinor }: Chosen, today: PlanRate['dueOn']): PlanRate[] {
  const rates = draft.rates.map(({ dueOn, amount }) => {
    if (amount.currency !== currency)
      throw new Refusal('currency_mismatch', { actual: amount.currency, expected: currency })
    return { dueOn, amountMinor: amount.minor }
  })
  const rising = rates.every(({ dueOn }, index) => dueOn > (rates[index - 1]?.dueOn ?? ''))
  const last = rates.at(-1)?.dueOn
  if (!rising || !last || (rates[0]?.dueOn ?? '') < today || last > addMonths(today, MONTHS_MAX))
    throw new Refusal('plan_days', { max: MONTHS_MAX })
  const sum = rates.reduce((total, { amountMinor }) => total + amountMinor, 0n)
  if (sum !== totalMinor)
    throw new Refusal('plan_sum', {
      rates: formatAmount(sum, currency),
      items: formatAmount(totalMinor, currency),
      currency,
    })
  return rates
}

async function requestOf(
  tx: Tx,
  plan: InstalmentPlan,
  { chosen, rates }: { readonly chosen: Chosen; readonly rates: readonly PlanRate[] },
): Promise<NewRequest> {
  const { customer, currency, totalMinor, items } = chosen
  const { baseCurrency } = await getOrganisation(tx)
  const amount = { minor: totalMinor, currency }
  const said = `${groupedAmount(totalMinor, currency)} ${currency}`
  return {
    ...{ subject: INSTALMENT_PLAN, objectId: plan.id, submitter: plan.requestedBy, barred: [] },
    title: {
      zh: `${customer.name} 分期还款：${said}，${rates.length} 期`,
      en: `Instalment plan of ${customer.name}: ${said} in ${rates.length} rates`,
    },
    ...{ ownerUsername: customer.ownerUsername, customerCode: customer.code, customerName: customer.name },
    ...{ segmentCode: null, amount, overLimitBp: null, days: null, reason: plan.reason },
    request: {
      rates: rates.map(({ dueOn, amountMinor }) => ({ dueOn, amount: formatAmount(amountMinor, currency) })),
      items: items.map(({ number, itemNo }) => `${number}/${itemNo}`),
    },
    fields: {
      amount: await amountInBase(tx, amount, baseCurrency, plan.requestedOn),
      rates: String(rates.length),
    },
  }
}
