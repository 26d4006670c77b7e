import { delayDays } from './conduct.js'
import { dayOf } from './day-of.js'
import { openDispute } from './disputes.js'
import { applyPrepayment } from './prepayments.js'
import { creditNote, take, type OwedPart } from './relief.js'
import { record, singleLine, type Stage } from './stage.js'
import type { Bill } from './trade-papers.js'

/** Money that arrives for one invoice; what arrives on one day becomes one receipt. */
export interface Payment {
  readonly day: number
  readonly number: string
  readonly amountMinor: bigint
}

const FAR_RESIDUE_MINOR: readonly [bigint, bigint] = [1_200n, 4_800n]

/** Plans how a bill is settled, writes its credit notes, disputes and write-offs, and gives the payments. */
export function settle(stage: Stage, bill: Bill): Payment[] {
  const owed: OwedPart[] = bill.parts.map((part) => ({ dueDay: part.dueDay, leftMinor: part.amountMinor }))
  take(owed, applyPrepayment(stage, bill))
  returnGoods(stage, bill, owed)
  const notBefore = openDispute(stage, bill, owed)
  const unpaid = bill.orders.some((order) => order.unpaid)
  const payments =
    notBefore === undefined || unpaid ? [] : owed.flatMap((part) => pay(stage, bill, part, notBefore))
  const made = payments.filter((payment) => payment.day <= stage.span.endDay && payment.amountMinor > 0n)
  writeOffLoss(stage, bill, owed)
  return made
}

/** A part of the goods comes back, or their price is lowered afterwards: a credit note. */
function returnGoods(stage: Stage, bill: Bill, owed: readonly OwedPart[]): void {
  const { random } = stage
  if (!random.chance(stage.behaviour === 'disputing' ? 9 : 2.5)) return
  const day = bill.day + random.int(4, 20)
  creditNote(stage, bill, owed, day, (bill.amountMinor * BigInt(random.int(3, 20))) / 100n)
}

function pay(stage: Stage, bill: Bill, part: OwedPart, notBefore: number): Payment[] {
  const { random } = stage
  const delay = delayDays(random, stage.behaviour, stage.span, part.dueDay)
  if (delay === undefined) return []
  const planned = Math.max(part.dueDay + delay, bill.day + 1, notBefore)
  const day = cashierDay(stage, planned, bill.day)
  const full = part.leftMinor - residue(stage, bill, part, day)
  if (!random.chance(6)) return [{ day, number: bill.number, amountMinor: full }]
  const first = (full * BigInt(random.int(40, 70))) / 100n
  return [
    { day, number: bill.number, amountMinor: first },
    { day: day + random.int(9, 40), number: bill.number, amountMinor: full - first },
  ]
}

/** Bank charges on the way from abroad leave a small rest, written off after some weeks. */
function residue(stage: Stage, bill: Bill, part: OwedPart, day: number): bigint {
  const { random } = stage
  if (stage.trade.segment !== 'EX01' || !random.chance(8)) return 0n
  const rest = random.minor(...FAR_RESIDUE_MINOR)
  if (rest * 20n > part.leftMinor) return 0n
  writeOff(stage, bill.number, day + random.int(45, 85), rest)
  return rest
}

/**
 * A customer with fixed cashier days pays on the last one before a payment in time, and on the next one after a late one.
 */
function cashierDay(stage: Stage, planned: number, billDay: number): number {
  const { payDays } = stage.trade
  if (payDays.length === 0) return planned
  const step = stage.behaviour === 'prompt' || stage.behaviour === 'new-customer' ? -1 : 1
  for (let day = planned; Math.abs(day - planned) <= 31 && day > billDay; day += step) {
    if (payDays.includes(Number(dayOf(day).slice(8)))) return day
  }
  return planned
}

const LOSS_AFTER_DAYS = 150

/** What a failed customer owes for half a year is given up in half of the cases. */
function writeOffLoss(stage: Stage, bill: Bill, owed: readonly OwedPart[]): void {
  const lost = owed.filter((part) => part.dueDay >= stage.span.stopDay)
  const [first] = lost
  if (!first || !stage.writesOffLosses) return
  const day = first.dueDay + LOSS_AFTER_DAYS + 10
  const amountMinor = lost.reduce((sum, part) => sum + part.leftMinor, 0n)
  if (lost.length < owed.length || amountMinor <= 0n) return
  writeOff(stage, bill.number, day, amountMinor)
}

function writeOff(stage: Stage, invoiceNumber: string, day: number, amountMinor: bigint): void {
  if (day > stage.span.endDay) return
  record(stage, day, day, {
    type: 'write-off',
    number: stage.number('write-off', day),
    lines: singleLine(amountMinor),
    allocations: [{ number: invoiceNumber, amountMinor }],
  })
}
