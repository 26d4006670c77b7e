import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { convert, type CurrencyExposure } from '../../exposure/domain/exposure-in.js'
import type { Bucket } from '../../exposure/domain/bucket.js'
import type { Facts } from './facts.js'
import type { Grade } from './rules.js'

/** One thing that somebody could do so that a held order may go. Amounts are minor units. */
export type Step =
  /** Open invoices are paid, those due longest first; in the account currency. */
  | { readonly kind: 'pay'; readonly minor: bigint; readonly currency: Currency }
  /** Money comes before the goods; in the account currency. */
  | { readonly kind: 'prepay'; readonly minor: bigint; readonly currency: Currency }
  /** The order becomes smaller: its new amount, in its own currency. */
  | { readonly kind: 'reduce'; readonly minor: bigint; readonly currency: Currency }
  | { readonly kind: 'raise-limit'; readonly minor: bigint; readonly currency: Currency }
  /** A limit where there is none, or in place of one that has expired. */
  | { readonly kind: 'grant-limit'; readonly minor: bigint; readonly currency: Currency }
  | { readonly kind: 'raise-group-limit'; readonly minor: bigint; readonly currency: Currency }
  /** Nothing is done; from this day it would pass, if nothing else changes and nothing is paid. */
  | { readonly kind: 'wait'; readonly until: CalendarDay }
  | { readonly kind: 'shorten-terms'; readonly days: number }
  | { readonly kind: 'unfreeze' }
  | { readonly kind: 'lift-forced-hold' }
  | { readonly kind: 'rate'; readonly grade: Grade | null }
  | { readonly kind: 'record-rate'; readonly from: Currency; readonly to: Currency }

/** An open instalment of the account. */
export interface OpenItem {
  readonly currency: Currency
  /** More than zero. */
  readonly minor: bigint
  readonly dueOn: CalendarDay
  readonly documentOn: CalendarDay
}

/** What becomes different by itself as days pass. */
export interface Later {
  /** Last day of a forced hold that ends by itself. */
  readonly forcedUntil: CalendarDay | null
  /** Reservations of other orders that end unless their orders arrive. */
  readonly expiring: readonly {
    readonly on: CalendarDay
    readonly currency: Currency
    readonly minor: bigint
  }[]
}

/** What the decision saw, and beyond it the items behind its sums. */
export interface Predicament {
  readonly facts: Facts
  /** Every open receivable of the account. */
  readonly items: readonly OpenItem[]
  readonly later: Later
}

/** The predicament as it would be after the step. */
export function afterStep(before: Predicament, step: Step): Predicament {
  const { facts } = before
  const { account, group } = facts
  const withAccount = (change: Partial<Facts['account']>): Predicament => ({
    ...before,
    facts: { ...facts, account: { ...account, ...change } },
  })
  switch (step.kind) {
    case 'pay':
      return afterPayment(before, step.minor)
    case 'prepay':
      return { ...before, facts: moved(facts, 'unapplied', account.currency, -step.minor) }
    case 'reduce':
      return { ...before, facts: { ...facts, amountMinor: step.minor } }
    case 'raise-limit':
    case 'grant-limit': {
      const kind = step.kind === 'raise-limit' ? ('temporary' as const) : ('base' as const)
      const line = { kind, amountMinor: step.minor, validFrom: facts.today, validTo: null }
      return withAccount({ limitMode: 'amount', limitLines: [line, ...account.limitLines] })
    }
    case 'raise-group-limit': {
      const minor = (group.limit?.minor ?? 0n) + step.minor
      const limit = { mode: 'amount' as const, minor, currency: step.currency }
      return { ...before, facts: { ...facts, group: { ...group, limit } } }
    }
    case 'wait':
      return afterWaiting(before, step.until)
    case 'shorten-terms':
      return { ...before, facts: { ...facts, netDays: step.days } }
    case 'unfreeze':
      return withAccount({ status: 'active' })
    case 'lift-forced-hold':
      return withAccount({ forcedHold: null })
    case 'rate':
      return withAccount({ rating: { grade: step.grade ?? 'AAA', coverageBp: 10_000 } })
    case 'record-rate':
      return before
  }
}

function afterPayment(before: Predicament, minor: bigint): Predicament {
  const { currency } = before.facts.account
  const { rates } = before.facts
  let { facts } = before
  let rest = minor
  const items: OpenItem[] = []
  for (const item of byDue(before.items)) {
    const worth = convert(item.minor, item.currency, currency, rates)
    const all = worth !== null && worth <= rest
    const part = all ? item.minor : rest > 0n ? convert(rest, currency, item.currency, rates) : 0n
    const paid = part === null ? 0n : part < item.minor ? part : item.minor
    rest -= all ? worth : rest
    if (paid > 0n) facts = moved(facts, 'receivables', item.currency, -paid)
    if (paid < item.minor) items.push({ ...item, minor: item.minor - paid })
  }
  return { ...before, items, facts: withItems(facts, items) }
}

function byDue(items: readonly OpenItem[]): OpenItem[] {
  return [...items].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

function afterWaiting(before: Predicament, until: CalendarDay): Predicament {
  const { forcedUntil, expiring } = before.later
  let { facts } = before
  for (const { on, currency, minor } of expiring) {
    if (on <= until) facts = moved(facts, 'reserved', currency, -minor)
  }
  const { account } = facts
  const over = forcedUntil !== null && forcedUntil < until
  facts = { ...facts, today: until, account: { ...account, forcedHold: over ? null : account.forcedHold } }
  return { ...before, facts: withItems(facts, before.items) }
}

/** The account's overdue and oldest item, from its open items on the day of the facts. */
function withItems(facts: Facts, items: readonly OpenItem[]): Facts {
  const overdue = new Map<Currency, { minor: bigint; oldestDueOn: CalendarDay }>()
  let oldestItemOn: CalendarDay | null = null
  for (const { currency, minor, dueOn, documentOn } of items) {
    if (oldestItemOn === null || documentOn < oldestItemOn) oldestItemOn = documentOn
    if (dueOn >= facts.today) continue
    const known = overdue.get(currency)
    const oldestDueOn = known && known.oldestDueOn < dueOn ? known.oldestDueOn : dueOn
    overdue.set(currency, { minor: (known?.minor ?? 0n) + minor, oldestDueOn })
  }
  const parts = [...overdue].map(([currency, part]) => ({ currency, ...part }))
  return { ...facts, account: { ...facts.account, overdue: parts, oldestItemOn } }
}

/** The exposure of the account, and with it of the group, moved in one bucket. */
function moved(facts: Facts, bucket: Bucket, currency: Currency, deltaMinor: bigint): Facts {
  const move = (exposure: readonly CurrencyExposure[]): readonly CurrencyExposure[] => {
    const known = exposure.some((part) => part.currency === currency)
    const parts = known ? exposure : [...exposure, noExposureIn(currency)]
    return parts.map((part) =>
      part.currency === currency
        ? { ...part, buckets: { ...part.buckets, [bucket]: part.buckets[bucket] + deltaMinor } }
        : part,
    )
  }
  const { account, group } = facts
  return {
    ...facts,
    account: { ...account, exposure: move(account.exposure) },
    group: { ...group, exposure: move(group.exposure) },
  }
}

function noExposureIn(currency: Currency): CurrencyExposure {
  const buckets = {
    reserved: 0n,
    open_orders: 0n,
    delivered_not_billed: 0n,
    receivables: 0n,
    bills: 0n,
    unapplied: 0n,
  }
  return { currency, buckets, beyondHorizonMinor: 0n }
}
