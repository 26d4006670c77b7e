import { totalOf, type Allocation, type DocumentLine } from '../../exposure/domain/document.js'
import type { Payment } from './settlement.js'
import { record, singleLine, type Stage } from './stage.js'

/** Payments of one day come as one transfer: writes the receipts, in order of time. */
export function receive(stage: Stage, payments: readonly Payment[]): void {
  const byDay = new Map<number, Allocation[]>()
  for (const { day, number, amountMinor } of payments) {
    const allocations = byDay.get(day)
    if (!allocations) byDay.set(day, [{ number, amountMinor }])
    else merge(allocations, { number, amountMinor })
  }
  for (const [day, allocations] of [...byDay].sort(([a], [b]) => a - b))
    receiveTransfer(stage, day, allocations)
}

/** Two payments for one invoice on one day are one allocation. */
function merge(allocations: Allocation[], added: Allocation): void {
  const place = allocations.findIndex((allocation) => allocation.number === added.number)
  const known = allocations[place]
  if (known) allocations[place] = { number: known.number, amountMinor: known.amountMinor + added.amountMinor }
  else allocations.push(added)
}

const RECENT_DAYS = 60

function receiveTransfer(stage: Stage, day: number, allocations: readonly Allocation[]): void {
  const { random, span } = stage
  const number = stage.number('receipt', day)
  const total = totalOf(allocations)
  const tooMuch = day > span.endDay - RECENT_DAYS && random.chance(4)
  const lines = singleLine(tooMuch ? total + total / BigInt(random.int(20, 60)) : total)
  if (random.chance(2)) {
    // The payer names no invoice: the money waits until somebody has asked.
    record(stage, day, day, { type: 'receipt', number, lines })
    record(stage, day, day + random.int(2, 9), { type: 'receipt', number, lines, allocations, version: 2n })
    return
  }
  record(stage, day, day, { type: 'receipt', number, lines, allocations })
  if (random.chance(0.6)) bounce(stage, { day, number, lines, allocations })
}

interface Transfer {
  readonly day: number
  readonly number: string
  readonly lines: readonly DocumentLine[]
  readonly allocations: readonly Allocation[]
}

/** The bank takes a payment back; the customer pays again some days later. */
function bounce(stage: Stage, transfer: Transfer): void {
  const { random } = stage
  const { day, number, lines, allocations } = transfer
  const returnedDay = day + random.int(2, 4)
  const body = { type: 'receipt', lines, allocations } as const
  if (!record(stage, day, returnedDay, { ...body, number, version: 2n, status: 'cancelled' })) return
  const againDay = returnedDay + random.int(3, 10)
  record(stage, againDay, againDay, { ...body, number: stage.number('receipt', againDay) })
}
