import { daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { dueSteps, strategyFor } from './due-steps.js'
import type { AsideReason, CustomerPlan, DueStep, PlanDay, PlannedContact, SetAside } from './plan.js'
import type { CustomerFacts, OpenInstalment, Pause } from './plan-facts.js'
import { isQuiet } from './sending-time.js'
import { isOutward, type Channel, type Strategy } from './strategy.js'

/**
 * Everything that strategies want of one customer on a day: contacts, one for each channel, and what is set aside with
 * the reason. Pure, and the only such function: preview, dry run, simulation and the real run all call it.
 */
export function planCustomer(customer: CustomerFacts, day: PlanDay): CustomerPlan {
  const asides: SetAside[] = []
  const due: DueStep[] = []
  for (const found of itemsWithSteps(customer, day)) {
    const reason = 'reason' in found ? found.reason : reasonAgainst(customer, found, day)
    if (reason === null && !('reason' in found)) due.push(found)
    else if (reason !== null)
      asides.push({
        customer,
        item: found.item,
        strategy: found.strategy,
        step: 'step' in found ? found.step : null,
        reason,
      })
  }
  const contacts: PlannedContact[] = []
  for (const [channel, steps] of byChannel(due)) {
    const { kept, dropped } = aboveMinimum(steps, day)
    asides.push(...dropped.map((one) => asideOf(customer, one, 'below_minimum')))
    const lead = firmest(kept)
    if (lead === undefined) continue
    contacts.push({ customer, channel, lead, items: kept, approval: kept.some(({ step }) => step.approval) })
  }
  return day.document.onePerDay === 'customer'
    ? onlyFirmest(customer, contacts, asides)
    : { contacts, asides }
}

interface Unplanned {
  readonly item: OpenInstalment
  readonly strategy: Strategy | null
  readonly reason: AsideReason
}

function* itemsWithSteps(customer: CustomerFacts, day: PlanDay): Generator<DueStep | Unplanned> {
  const { on } = day
  const chosen = customer.items.map((item) => ({ item, strategy: strategyFor(customer, item, day) }))
  const oldest = oldestByStrategy(chosen)
  for (const { item, strategy } of chosen) {
    if (item.dueOn === null) yield { item, strategy, reason: 'no_due_day' }
    else if (strategy === null) {
      if (item.dueOn < on) yield { item, strategy, reason: 'no_strategy' }
    } else {
      for (const { step, days } of dueSteps(strategy, item, oldest.get(strategy.code) ?? item, day)) {
        yield { item, strategy, step, days, askedMinor: restOf(item, on) }
      }
    }
  }
}

function oldestByStrategy(
  chosen: readonly { readonly item: OpenInstalment; readonly strategy: Strategy | null }[],
): Map<string, OpenInstalment> {
  const oldest = new Map<string, OpenInstalment>()
  for (const { item, strategy } of chosen) {
    if (strategy === null || item.dueOn === null) continue
    const before = oldest.get(strategy.code)?.dueOn
    if (before === undefined || before === null || item.dueOn < before) oldest.set(strategy.code, item)
  }
  return oldest
}

function pausesOn(item: OpenInstalment, on: CalendarDay): Pause[] {
  return item.pauses.filter(({ untilOn }) => untilOn === null || untilOn >= on)
}

/** What may be asked for of an item on a day; at least zero. */
export function restOf(item: OpenInstalment, on: CalendarDay): bigint {
  const rest = pausesOn(item, on).reduce((left, { minor }) => left - minor, item.openMinor)
  return rest > 0n ? rest : 0n
}

function reasonAgainst(customer: CustomerFacts, due: DueStep, day: PlanDay): AsideReason | null {
  const { on, document, isWorkingDay } = day
  const { item, strategy, step, askedMinor } = due
  const { excluded } = customer
  if (!customer.active) return 'inactive_customer'
  if (excluded && (excluded.untilOn === null || excluded.untilOn >= on)) return 'excluded'
  if (askedMinor === 0n) return pausesOn(item, on)[0]?.reason ?? 'disputed'
  if (isQuiet(on, document)) return 'quiet_day'
  if (step.workingDaysOnly && !isWorkingDay) return 'not_working_day'
  const inside = step.channel === 'in-app'
  if (inside) return isContacted(customer, 'in-app', day) ? 'contacted_today' : null
  return (
    stopReason(customer, strategy, step.channel, on) ??
    (strategy.unmatchedMoney === 'set-aside' && (customer.unmatched.get(item.currency) ?? 0n) > 0n
      ? 'money_unmatched'
      : null) ??
    (isUnreachable(customer, step.channel) ? 'no_address' : null) ??
    (isContacted(customer, step.channel, day) ? 'contacted_today' : null)
  )
}

function stopReason(
  customer: CustomerFacts,
  { stop }: Strategy,
  channel: Channel,
  on: CalendarDay,
): AsideReason | null {
  const { lastReceiptOn, contacts, items } = customer
  if (stop.openPromise && items.some((one) => pausesOn(one, on).some(({ reason }) => reason === 'promised')))
    return 'open_promise'
  if (lastReceiptOn !== null && daysBetween(lastReceiptOn, on) < stop.afterReceiptDays) return 'just_paid'
  const recent = contacts.filter((past) => isOutward(past.channel) && daysBetween(past.on, on) < 30).length
  if (isOutward(channel) && stop.contactsIn30Days !== null && recent >= stop.contactsIn30Days)
    return 'enough_contacts'
  return null
}

function isUnreachable({ hasEmail, hasPhone }: CustomerFacts, channel: Channel): boolean {
  return (channel === 'email' && !hasEmail) || (channel === 'sms' && !hasPhone)
}

function isContacted({ contacts }: CustomerFacts, channel: Channel, { on, document }: PlanDay): boolean {
  return contacts.some(
    (past) =>
      past.on === on &&
      (past.channel === channel ||
        (document.onePerDay === 'customer' && channel !== 'in-app' && past.channel !== 'in-app')),
  )
}

function byChannel(due: readonly DueStep[]): Map<Channel, DueStep[]> {
  const groups = new Map<Channel, DueStep[]>()
  for (const one of due) {
    const group = groups.get(one.step.channel)
    if (group) group.push(one)
    else groups.set(one.step.channel, [one])
  }
  return groups
}

/** The step that stands furthest; of several, the one that its strategy names first. */
function firmest(due: readonly DueStep[]): DueStep | undefined {
  return due.reduce<DueStep | undefined>(
    (best, one) => (best === undefined || one.days > best.days ? one : best),
    undefined,
  )
}

/** Leaves out currencies whose sum is below the least amount of the firmest step that is left. */
function aboveMinimum(
  due: readonly DueStep[],
  day: PlanDay,
): { readonly kept: readonly DueStep[]; readonly dropped: readonly DueStep[] } {
  let kept = due
  const dropped: DueStep[] = []
  for (;;) {
    const minimum = firmest(kept)?.step.minimum ?? {}
    const small = [...sums(kept)].find(([currency, sum]) => {
      const least = minimum[currency]
      return least !== undefined && sum < day.minorOf(least, currency)
    })?.[0]
    if (small === undefined) return { kept, dropped }
    dropped.push(...kept.filter(({ item }) => item.currency === small))
    kept = kept.filter(({ item }) => item.currency !== small)
  }
}

/** What is asked for, by currency. */
export function sums(due: readonly DueStep[]): Map<Currency, bigint> {
  const totals = new Map<Currency, bigint>()
  for (const { item, askedMinor } of due) {
    totals.set(item.currency, (totals.get(item.currency) ?? 0n) + askedMinor)
  }
  return totals
}

function onlyFirmest(
  customer: CustomerFacts,
  contacts: readonly PlannedContact[],
  asides: readonly SetAside[],
): CustomerPlan {
  const outside = contacts.filter(({ channel }) => channel !== 'in-app')
  const best = firmest(outside.map(({ lead }) => lead))
  const late = outside.filter(({ lead }) => lead !== best)
  return {
    contacts: contacts.filter((one) => !late.includes(one)),
    asides: [
      ...asides,
      ...late.flatMap(({ items }) => items.map((one) => asideOf(customer, one, 'one_per_day'))),
    ],
  }
}

function asideOf(customer: CustomerFacts, { item, strategy, step }: DueStep, reason: AsideReason): SetAside {
  return { customer, item, strategy, step, reason }
}
