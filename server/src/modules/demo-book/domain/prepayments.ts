import { record, singleLine, type Stage } from './stage.js'
import type { Bill } from './trade-papers.js'

/** A fifth of some orders is paid in advance: a receipt that stays unapplied until the first invoice. */
export function prepay(stage: Stage, order: { number: string; day: number; totalMinor: bigint }): void {
  const { random } = stage
  if (!stage.trade.prepays || !random.chance(45)) return
  const day = order.day + random.int(1, 3)
  const amountMinor = order.totalMinor / 5n
  const receiptNumber = stage.number('receipt', day)
  const lines = singleLine(amountMinor)
  if (record(stage, day, day, { type: 'receipt', number: receiptNumber, lines })) {
    stage.prepaid.set(order.number, { receiptNumber, day, amountMinor })
  }
}

/** Applies what was paid in advance for the orders of a bill; gives the amount that the bill is lower by. */
export function applyPrepayment(stage: Stage, bill: Bill): bigint {
  let applied = 0n
  for (const order of bill.orders) {
    const prepayment = stage.prepaid.get(order.number)
    const left = bill.amountMinor - applied
    if (!prepayment || left <= 0n) continue
    stage.prepaid.delete(order.number)
    const amountMinor = prepayment.amountMinor < left ? prepayment.amountMinor : left
    record(stage, prepayment.day, bill.day, {
      type: 'receipt',
      number: prepayment.receiptNumber,
      version: 2n,
      lines: singleLine(prepayment.amountMinor),
      allocations: [{ number: bill.number, amountMinor }],
    })
    applied += amountMinor
  }
  return applied
}
