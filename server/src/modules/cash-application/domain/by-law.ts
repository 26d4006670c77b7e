import type { CalendarDay } from '../../../kernel/calendar-day.js'
import { groupedBy } from '../../../kernel/grouped-by.js'
import { allocateByLaw, type Debt } from './legal-order.js'
import { keyOf, type Pooled } from './pool.js'

/**
 * How much of an amount each item gets by the order of the law (Civil Code art. 560, 561): items that are the billed
 * interest of another item are paid with it and before it. Keys as `keyOf` gives them; items that get nothing are left out.
 */
export function sharesByLaw(
  amountMinor: bigint,
  items: readonly Pooled[],
  { on, designated }: { readonly on: CalendarDay; readonly designated: boolean },
): Map<string, bigint> {
  const keys = new Set(items.map(keyOf))
  const isPart = ({ interestOf }: Pooled) => interestOf !== null && keys.has(interestOf)
  const interestOn = groupedBy(items.filter(isPart), ({ interestOf }) => interestOf)
  const debts = items
    .filter((item) => !isPart(item))
    .map((item) => debtOf(item, interestOn.get(keyOf(item)) ?? [], designated))
  const shares = new Map<string, bigint>()
  for (const { debtId, part, amountMinor: paid } of allocateByLaw(amountMinor, debts, on)) {
    const notes = part === 'interest' ? interestOn.get(debtId) : undefined
    if (notes) spread(paid, notes, shares)
    else shares.set(debtId, paid)
  }
  return shares
}

/** Interest that is given without its debt stands by itself. */
function debtOf(item: Pooled, notes: readonly Pooled[], designated: boolean): Debt {
  const notedMinor = notes.reduce((sum, { leftMinor }) => sum + leftMinor, 0n)
  const isInterest = item.interestOf !== null
  return {
    ...{ id: keyOf(item), feeMinor: 0n, designated, securedBp: 0, burdenBp: 0 },
    interestMinor: isInterest ? item.leftMinor : notedMinor,
    principalMinor: isInterest ? 0n : item.leftMinor,
    dueOn: item.dueOn ?? item.on,
  }
}

/** Interest of one debt that was billed in several notes is paid in the order of the items. */
function spread(amountMinor: bigint, notes: readonly Pooled[], shares: Map<string, bigint>): void {
  let left = amountMinor
  for (const note of notes) {
    const taken = left < note.leftMinor ? left : note.leftMinor
    left -= taken
    if (taken > 0n) shares.set(keyOf(note), taken)
  }
}
