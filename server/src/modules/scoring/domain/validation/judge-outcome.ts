import { addDays, type CalendarDay } from '../../../../kernel/calendar-day.js'

/** When a customer counts as bad. */
export type BadDefinition =
  /** An instalment is still open more than so many days after it was due. */
  | { readonly kind: 'overdue'; readonly days: number }
  /** Something is written off. */
  | { readonly kind: 'write-off' }

/** An instalment of an invoice with everything that the ledger says of it; days and deltas in step, in order. */
export interface ItemHistory {
  readonly billedOn: CalendarDay
  readonly dueOn: CalendarDay
  readonly amountMinor: bigint
  /** The same amount in the base currency; null where no rate is known. */
  readonly valueMinor: bigint | null
  readonly days: readonly CalendarDay[]
  readonly deltas: readonly bigint[]
  /** Written off, as positive amounts. */
  readonly writeOffDays: readonly CalendarDay[]
  readonly writeOffs: readonly bigint[]
}

/** What became of a customer in the window after a day; amounts in minor units of the base currency. */
export interface JudgedOutcome {
  /** Was bad on the day itself: no case, it is lost already. */
  readonly already: boolean
  readonly bad: boolean
  /** Had anything to pay in the window: nobody can be good who owed nothing. */
  readonly seen: boolean
  /** What was late or written off. */
  readonly badMinor: bigint
  /** What was billed in the window. */
  readonly billedMinor: bigint
}

/**
 * What became of a customer after `from` up to `to`, by its ledger. A later reversal changes nothing of what an earlier
 * day saw: each day is judged by the entries up to that day.
 */
export function judgeOutcome(
  items: readonly ItemHistory[],
  window: { readonly from: CalendarDay; readonly to: CalendarDay },
  definition: BadDefinition,
): JudgedOutcome {
  const { from, to } = window
  let already = false
  let bad = false
  let seen = false
  let badMinor = 0n
  let billedMinor = 0n
  for (const item of items) {
    if (item.billedOn > to) continue
    if (item.billedOn > from) billedMinor += item.valueMinor ?? 0n
    if (item.dueOn > from && item.dueOn <= to) seen = true
    const lost =
      definition.kind === 'overdue' ? lateIn(item, window, definition.days) : writtenOff(item, window)
    if (lost === 'already') already = true
    else if (lost > 0n) {
      bad = true
      badMinor += inBase(item, lost)
    } else if (definition.kind === 'write-off' && openOn(item, from) > 0n) seen = true
  }
  return { already, bad, seen, badMinor, billedMinor }
}

/** What was open of an item at the end of a day. */
function openOn({ days, deltas }: ItemHistory, on: CalendarDay): bigint {
  let open = 0n
  for (const [at, day] of days.entries()) if (day <= on) open += deltas[at] ?? 0n
  return open
}

function lateIn(
  item: ItemHistory,
  { from, to }: { readonly from: CalendarDay; readonly to: CalendarDay },
  overdueDays: number,
): bigint | 'already' {
  const lateOn = addDays(item.dueOn, overdueDays + 1)
  if (lateOn > to) return 0n
  if (lateOn <= from) return openOn(item, from) > 0n ? 'already' : 0n
  return openOn(item, lateOn)
}

function writtenOff(
  { writeOffDays, writeOffs }: ItemHistory,
  { from, to }: { readonly from: CalendarDay; readonly to: CalendarDay },
): bigint {
  return writeOffDays.reduce(
    (sum, day, at) => (day > from && day <= to ? sum + (writeOffs[at] ?? 0n) : sum),
    0n,
  )
}

/** A part of an item in the base currency, in proportion, cut off at the minor unit. */
function inBase({ amountMinor, valueMinor }: ItemHistory, part: bigint): bigint {
  return valueMinor === null || amountMinor === 0n ? 0n : (valueMinor * part) / amountMinor
}
