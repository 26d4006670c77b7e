import { systemPrincipal } from '../../kernel/access.js'
import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { fillRates, judgePlan } from './domain/plan-standing.js'
import { readMoney, type ItemMoney } from './item-store.js'
import { max0 } from './make-promise.js'
import {
  itemsOfPlans,
  lockActivePlans,
  putPlan,
  putPlanReceived,
  ratesOfPlans,
  type ListedPlan,
  type StoredPlanItem,
  type StoredPlanRate,
} from './plan-store.js'

interface Judging {
  readonly at: Date
  readonly today: CalendarDay
}

/**
 * Holds plans in force against the ledger: what came in fills the rates in their order; a plan whose items are settled is
 * completed, one that missed a rate and its grace is broken, and all that is left is owed again. May be repeated. Gives
 * the id to go on after; null at the end.
 */
export async function judgePlans(
  tx: Tx,
  { at, today, after, limit }: Judging & { readonly after: Id | null; readonly limit: number },
): Promise<Id | null> {
  const plans = await lockActivePlans(tx, { after, limit })
  const ids = plans.map(({ id }) => id)
  const items = await itemsOfPlans(tx, ids)
  const rates = await ratesOfPlans(tx, ids)
  const money = await readMoney(
    tx,
    items.map((item) => ({ ...item, untilOn: today })),
  )
  const priced = items.map((item, index) => ({ item, money: money[index] }))
  for (const plan of plans) {
    const own = priced.filter(({ item }) => item.planId === plan.id)
    await judgeOne(
      tx,
      plan,
      { items: own, rates: rates.filter(({ planId }) => planId === plan.id) },
      { at, today },
    )
  }
  return plans.length < limit ? null : (ids.at(-1) ?? null)
}

async function judgeOne(
  tx: Tx,
  plan: ListedPlan,
  parts: {
    readonly items: readonly { readonly item: StoredPlanItem; readonly money: ItemMoney | undefined }[]
    readonly rates: readonly StoredPlanRate[]
  },
  { at, today }: Judging,
): Promise<void> {
  const items = parts.items.map(({ item, money }) => ({
    ...item,
    openMinor: max0(money?.openMinor ?? 0n),
    receivedMinor: max0((money?.paidMinor ?? 0n) - item.paidBeforeMinor),
  }))
  const receivedMinor = items.reduce((sum, one) => sum + one.receivedMinor, 0n)
  const openMinor = items.reduce((sum, one) => sum + one.openMinor, 0n)
  const standing = judgePlan(parts.rates, { receivedMinor, openMinor }, { today, graceDays: plan.graceDays })
  if (standing.kind === 'active' && receivedMinor === plan.receivedMinor) return
  const filled = fillRates(parts.rates, receivedMinor)
  await putPlanReceived(tx, plan.id, {
    items,
    rates: parts.rates.map((rate, index) => ({ ...rate, receivedMinor: filled[index] ?? 0n })),
  })
  if (standing.kind === 'active') return putPlan(tx, { ...plan, receivedMinor })
  const rate = standing.kind === 'broken' ? parts.rates[standing.rateNo - 1] : undefined
  await putPlan(tx, {
    ...{ ...plan, status: standing.kind, receivedMinor, endedAt: at, endedBy: systemPrincipal.label },
    endedOn: rate ? addDays(rate.dueOn, plan.graceDays + 1) : today,
  })
  await recordAudit(tx, {
    ...{ actor: systemPrincipal, action: `instalment-plan.${standing.kind}`, at },
    ...{ objectType: 'customer', objectId: plan.customerCode },
    before: { planId: plan.id, status: plan.status },
    after: {
      status: standing.kind,
      received: moneyJson(receivedMinor, plan.currency),
      ...(standing.kind === 'broken'
        ? { rate: standing.rateNo, missing: moneyJson(standing.missingMinor, plan.currency) }
        : {}),
    },
  })
}
