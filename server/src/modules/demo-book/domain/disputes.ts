import { creditNote, type OwedPart } from './relief.js'
import { record, type Stage } from './stage.js'
import type { Bill } from './trade-papers.js'

/**
 * Lets the customer object to a bill now and then. Half of the objections end with a credit note.
 *
 * @returns the day before which nothing is paid; undefined while the objection is still open
 */
export function openDispute(stage: Stage, bill: Bill, owed: readonly OwedPart[]): number | undefined {
  const { random, span } = stage
  const openedDay = bill.day + random.int(6, 24)
  const objects = random.chance(stage.behaviour === 'disputing' ? 16 : 1.2)
  if (!objects || openedDay > span.endDay) return bill.day + 1
  const owedMinor = owed.reduce((sum, part) => sum + part.leftMinor, 0n)
  const disputedMinor = random.chance(60) ? owedMinor : (owedMinor * BigInt(random.int(15, 60))) / 100n
  if (disputedMinor <= 0n) return bill.day + 1
  const resolvedDay = openedDay + random.int(20, 90)
  const resolved = resolvedDay <= span.endDay
  record(stage, bill.day, openedDay, { ...bill.document, version: 2n, disputed: true })
  if (!resolved) return undefined
  if (random.chance(50))
    creditNote(stage, bill, owed, resolvedDay, (disputedMinor * BigInt(random.int(10, 45))) / 100n)
  return resolvedDay + random.int(2, 12)
}
