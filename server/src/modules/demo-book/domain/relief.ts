import { record, singleLine, type Stage } from './stage.js'
import type { Bill } from './trade-papers.js'

/** What is still owed on a bill, part by part, while its settlement is planned. */
export interface OwedPart {
  readonly dueDay: number
  leftMinor: bigint
}

/** Takes an amount from the earliest parts; gives what was really taken. */
export function take(owed: readonly OwedPart[], amountMinor: bigint): bigint {
  let left = amountMinor
  for (const part of owed) {
    const taken = part.leftMinor < left ? part.leftMinor : left
    part.leftMinor -= taken
    left -= taken
  }
  return amountMinor - left
}

/** Writes a credit note for at most what is owed; its relief goes to the earliest instalments. */
export function creditNote(
  stage: Stage,
  bill: Bill,
  owed: readonly OwedPart[],
  day: number,
  amountMinor: bigint,
): void {
  if (day > stage.span.endDay) return
  const taken = take(owed, amountMinor)
  if (taken <= 0n) return
  const allocations = [{ number: bill.number, amountMinor: taken }]
  const lines = singleLine(taken)
  record(stage, day, day, {
    type: 'credit-note',
    number: stage.number('credit-note', day),
    lines,
    allocations,
  })
}
