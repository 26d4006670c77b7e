import { dayNumber } from '../../../kernel/calendar-day.js'
import type { DocumentType } from '../../exposure/domain/document.js'
import { bill } from './billing.js'
import type { BookParams, DemoCustomer, DemoDocument } from './book.js'
import { stopDayOf } from './conduct.js'
import { trade } from './orders.js'
import { randomFor } from './random.js'
import { receive } from './receipts.js'
import { settle } from './settlement.js'
import { numbering, type Prepayment } from './stage.js'

const RANK: Readonly<Record<DocumentType, number>> = {
  order: 0,
  delivery: 1,
  invoice: 2,
  'credit-note': 3,
  receipt: 4,
  'write-off': 5,
  bill: 6,
}

/** Everything one customer ordered, received, was billed and paid up to the book's last day, in order of time. */
export function generateHistory(params: BookParams, customer: DemoCustomer): DemoDocument[] {
  const documents: DemoDocument[] = []
  const number = numbering(customer)
  const startDay = dayNumber(customer.tradingSinceOn)
  const endDay = dayNumber(params.endOn)
  const failure = randomFor(params.seed, 'failure', customer.index)
  const span = { startDay, endDay, stopDay: stopDayOf(failure, customer.behaviour, startDay, endDay) }
  const writesOffLosses = failure.chance(50)
  for (const terms of customer.trades) {
    const random = randomFor(params.seed, `trade ${terms.segment}`, customer.index)
    const { behaviour } = customer
    const common = {
      customer,
      behaviour,
      trade: terms,
      random,
      span,
      number,
      documents,
      writesOffLosses,
    }
    const stage = { ...common, prepaid: new Map<string, Prepayment>() }
    const bills = bill(stage, trade(stage))
    receive(
      stage,
      bills.flatMap((invoice) => settle(stage, invoice)),
    )
  }
  return documents.sort(byRecording)
}

/** By the day of recording; on one day a document stands after those it can come from. */
function byRecording(a: DemoDocument, b: DemoDocument): number {
  if (a.recordedOn !== b.recordedOn) return a.recordedOn < b.recordedOn ? -1 : 1
  if (a.type !== b.type) return RANK[a.type] - RANK[b.type]
  return a.number === b.number ? Number(a.version - b.version) : a.number < b.number ? -1 : 1
}
