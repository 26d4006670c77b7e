import { addDays } from '../../../kernel/calendar-day.js'
import { sharesByLaw } from './by-law.js'
import { citedNumbers } from './designation.js'
import { grantDifference } from './granted.js'
import type { MatchingRules } from './matching-settings.js'
import type { Ground, MatchItem, MatchMethod, MoneyIn, Proposal, Receivable } from './money-in.js'
import { keyOf, Pool, type Pooled } from './pool.js'
import { findSubset } from './subset-sum.js'

/** What one way of matching found. Confidence in basis points, before the payer is considered. */
interface Found {
  readonly method: MatchMethod
  readonly confidenceBp: number
  readonly grounds: readonly Ground[]
  readonly items: readonly MatchItem[]
  readonly grantedKind?: 'discount' | 'fee'
}

type Way = (money: MoneyIn, pool: Pool, settings: MatchingRules) => Found | null

/** The surest way first: what is named, what is exactly equal, what sums up, and the order of the law at last. */
const ways: readonly Way[] = [byDesignation, byExactAmount, bySum, byLegalOrder]

/** An amount of whole thousands is met by chance more often. In minor units of a currency with two decimals. */
const ROUND_MINOR = 100_000n
const ROUND_PENALTY = 500
/** Money is seldom for what is due much later. */
const FAR_DAYS = 30
const FAR_PENALTY = 300

/**
 * Proposes what each receipt and credit note of one account and currency settles. No proposal takes more than its money
 * has left, and together they take no more than is open. The order in which money and receivables are given does not
 * matter: all of them are tried by the surest way before the next one begins, in the order of their days.
 */
export function matchAccount(
  moneyIn: readonly MoneyIn[],
  receivables: readonly Receivable[],
  settings: MatchingRules,
): Proposal[] {
  const pool = new Pool(receivables)
  const proposals: Proposal[] = []
  let waiting = [...moneyIn].filter(({ leftMinor }) => leftMinor > 0n).sort(earlierFirst)
  for (const way of ways) {
    waiting = waiting.filter((money) => {
      const found = way(money, pool, settings)
      if (!found) return true
      pool.take(found.items)
      proposals.push(proposalOf(money, found))
      return false
    })
  }
  return proposals
}

function earlierFirst(a: MoneyIn, b: MoneyIn): number {
  const order = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0)
  return order(a.on, b.on) || order(a.number, b.number) || order(a.documentId, b.documentId)
}

function proposalOf({ documentId, payerBp }: MoneyIn, found: Found): Proposal {
  const unsure = payerBp < found.confidenceBp
  return {
    documentId,
    method: found.method,
    confidenceBp: unsure ? payerBp : found.confidenceBp,
    grounds: unsure ? [...found.grounds, { code: 'payer_unsure' }] : found.grounds,
    items: found.items,
    grantedKind: found.grantedKind ?? null,
  }
}

function byDesignation(money: MoneyIn, pool: Pool, settings: MatchingRules): Found | null {
  if (money.reference === '') return null
  const cited = citedNumbers(money.reference, pool.numbers)
  const items = [...cited.keys()].flatMap((number) => pool.numbered(number)).sort(byDue)
  if (items.length === 0) return null
  const numbers = [...new Set(items.map(({ number }) => number))]
  const full = numbers.every((number) => cited.get(number) === 'full')
  const cite: Ground = { code: full ? 'cited_full' : 'cited_part', values: { numbers: shortList(numbers) } }
  const found = (confidenceBp: number, chosen: readonly MatchItem[], ...more: Ground[]): Found => ({
    method: 'designation',
    confidenceBp: full ? confidenceBp : confidenceBp - 600,
    grounds: [cite, ...more],
    items: chosen,
  })
  const citedMinor = sumOf(items)
  if (money.leftMinor === citedMinor) return found(9900, whole(items), { code: 'cited_sum' })
  if (money.leftMinor > citedMinor) return found(8500, whole(items), { code: 'cited_over' })
  const one = items.find(({ leftMinor }) => leftMinor === money.leftMinor)
  if (one) return found(9700, whole([one]), { code: 'exact_only' })
  const granted = grantDifference(money.leftMinor, items, money.on, settings)
  if (granted) return { ...found(9600, granted.items, { code: granted.kind }), grantedKind: granted.kind }
  return found(numbers.length === 1 ? 9100 : 8000, byLaw(money, items, true), { code: 'cited_short' })
}

function byExactAmount(money: MoneyIn, pool: Pool, settings: MatchingRules): Found | null {
  const equal = pool.withLeft(money.leftMinor)
  const [first, ...others] = equal
  if (first) {
    const ground: Ground =
      others.length === 0
        ? { code: 'exact_only' }
        : { code: 'exact_several', values: { count: equal.length } }
    const start = {
      method: 'exact' as const,
      confidenceBp: others.length === 0 ? 9300 : 7800,
      grounds: [ground],
    }
    return doubted({ ...start, items: whole([first]) }, money, [first])
  }
  if (settings.feeMaxMinor === 0n && settings.discountBp === 0) return null
  const grants = pool.undisputed().flatMap((item) => {
    const granted = grantDifference(money.leftMinor, [item], money.on, settings)
    return granted ? [granted] : []
  })
  const [only, second] = grants
  if (!only || second) return null
  return {
    method: 'exact',
    confidenceBp: only.kind === 'discount' ? 9000 : 8700,
    grounds: [{ code: only.kind }],
    items: only.items,
    grantedKind: only.kind,
  }
}

function bySum(money: MoneyIn, pool: Pool, settings: MatchingRules): Found | null {
  const items = pool.undisputed()
  if (items.length < 2) return null
  const found = (confidenceBp: number, code: Ground['code'], chosen: readonly Pooled[]): Found =>
    doubted(
      {
        method: 'sum',
        confidenceBp,
        grounds: [{ code, values: { count: chosen.length } }],
        items: whole(chosen),
      },
      money,
      chosen,
    )
  const target = money.leftMinor
  if (sumOf(items) === target) return found(9300, 'whole_balance', items)
  const due = items.filter(({ dueOn, on }) => (dueOn ?? on) <= money.on)
  if (due.length > 1 && sumOf(due) === target) return found(9300, 'due_balance', due)
  const oldest = prefixOf(items, target)
  if (oldest) return found(9000, 'oldest_sum', oldest)
  const subset = findSubset(
    items.map(({ leftMinor }) => leftMinor),
    target,
    settings.sumItemsMax,
  )
  if (!subset) return null
  const chosen = subset.indexes.flatMap((index) => items[index] ?? [])
  return subset.onlyOne ? found(8600, 'sum_only', chosen) : found(6500, 'sum_several', chosen)
}

/** Nothing points to an invoice: the order of the law, for a person to confirm. */
function byLegalOrder(money: MoneyIn, pool: Pool): Found | null {
  const items = pool.undisputed()
  if (items.length === 0) return null
  const over = sumOf(items) < money.leftMinor
  return {
    method: 'order',
    confidenceBp: over ? 5500 : 5000,
    grounds: [{ code: over ? 'over_balance' : 'legal_order' }],
    items: byLaw(money, items, false),
  }
}

function byLaw(money: MoneyIn, items: readonly Pooled[], designated: boolean): MatchItem[] {
  const shares = sharesByLaw(money.leftMinor, items, { on: money.on, designated })
  return items.flatMap((item) => {
    const amountMinor = shares.get(keyOf(item)) ?? 0n
    return amountMinor > 0n ? [{ ...idsOf(item), amountMinor, grantedMinor: 0n }] : []
  })
}

/** What speaks against a match that rests on its amount alone. */
function doubted(found: Found, money: MoneyIn, items: readonly Pooled[]): Found {
  const grounds = [...found.grounds]
  let { confidenceBp } = found
  if (items.length === 1 && money.leftMinor % ROUND_MINOR === 0n) {
    confidenceBp -= ROUND_PENALTY
    grounds.push({ code: 'round_amount' })
  }
  if (items.some(({ dueOn }) => dueOn !== null && dueOn > addDays(money.on, FAR_DAYS))) {
    confidenceBp -= FAR_PENALTY
    grounds.push({ code: 'not_due' })
  }
  return { ...found, confidenceBp, grounds }
}

/** The oldest items that sum exactly to the target, two or more. */
function prefixOf(items: readonly Pooled[], target: bigint): Pooled[] | null {
  let sum = 0n
  for (const [index, item] of items.entries()) {
    sum += item.leftMinor
    if (sum === target) return index > 0 ? items.slice(0, index + 1) : null
    if (sum > target) return null
  }
  return null
}

function whole(items: readonly Pooled[]): MatchItem[] {
  return items.map((item) => ({ ...idsOf(item), amountMinor: item.leftMinor, grantedMinor: 0n }))
}

function idsOf({ invoiceId, itemNo }: Pooled) {
  return { invoiceId, itemNo }
}

function sumOf(items: readonly Pooled[]): bigint {
  return items.reduce((sum, { leftMinor }) => sum + leftMinor, 0n)
}

function byDue(a: Pooled, b: Pooled): number {
  const [left, right] = [`${a.dueOn ?? a.on} ${a.number}`, `${b.dueOn ?? b.on} ${b.number}`]
  return left < right ? -1 : left > right ? 1 : a.itemNo - b.itemNo
}

const LISTED = 3

function shortList(numbers: readonly string[]): string {
  const shown = numbers.slice(0, LISTED).join(', ')
  return numbers.length > LISTED ? `${shown} +${numbers.length - LISTED}` : shown
}
