import { addMonths, dayNumber } from '../../../kernel/calendar-day.js'
import { totalOf, type DocumentLine } from '../../exposure/domain/document.js'
import { dayOf } from './day-of.js'
import { origin, splitLines } from './orders.js'
import { record, type DocumentBody, type Stage } from './stage.js'
import type { Bill, Delivery } from './trade-papers.js'

interface Billable {
  readonly day: number
  readonly delivery: Delivery
  readonly lines: readonly DocumentLine[]
}

/** Invoices deliveries, each on its own or gathered at the end of the month; some in two steps. */
export function bill(stage: Stage, deliveries: readonly Delivery[]): Bill[] {
  const byDay = new Map<string, Billable[]>()
  for (const billable of deliveries.flatMap((delivery) => billables(stage, delivery))) {
    if (billable.day > stage.span.endDay) continue
    const key =
      stage.trade.billing === 'monthly' ? String(billable.day) : `${billable.day} ${billable.delivery.number}`
    const gathered = byDay.get(key)
    if (gathered) gathered.push(billable)
    else byDay.set(key, [billable])
  }
  const invoices = [...byDay.values()].sort((a, b) => (a[0]?.day ?? 0) - (b[0]?.day ?? 0))
  return invoices.map((gathered) => invoice(stage, gathered))
}

function billables(stage: Stage, delivery: Delivery): Billable[] {
  const { random } = stage
  if (stage.trade.billing === 'monthly')
    return [{ day: monthlyBillingDay(delivery.day), delivery, lines: delivery.lines }]
  const day = delivery.day + random.int(1, 13)
  const percents = random.chance(5) ? [60, 40] : [100]
  return splitLines(delivery.lines, percents).map((lines, place) => ({
    day: day + place * random.int(12, 35),
    delivery,
    lines,
  }))
}

/** The second day of the month after the delivery. */
function monthlyBillingDay(day: number): number {
  const next = addMonths(dayOf(day), 1)
  return dayNumber(next) - Number(next.slice(8)) + 2
}

function invoice(stage: Stage, gathered: readonly Billable[]): Bill {
  const day = gathered[0]?.day ?? stage.span.endDay
  const number = stage.number('invoice', day)
  const lines = gathered
    .flatMap(({ delivery, lines: billed }) =>
      billed.map((line) => ({
        amountMinor: line.amountMinor,
        shipOn: null,
        from: origin('delivery', delivery.number, line),
      })),
    )
    .map((line, place) => ({ lineNo: place + 1, ...line }))
  const amountMinor = totalOf(lines)
  const parts = duePlan(stage, day, amountMinor)
  const [single] = parts
  const due =
    parts.length === 1 && single
      ? { dueOn: dayOf(single.dueDay) }
      : { installments: parts.map((part) => ({ dueOn: dayOf(part.dueDay), amountMinor: part.amountMinor })) }
  const document: DocumentBody = { type: 'invoice', number, lines, ...due }
  record(stage, day, day, document)
  const orders = [...new Set(gathered.map(({ delivery }) => delivery.order))]
  return { number, day, amountMinor, parts, orders, document }
}

function duePlan(stage: Stage, day: number, amountMinor: bigint): Bill['parts'] {
  const plan = stage.trade.instalments
  if (!plan) return [{ dueDay: day + stage.trade.netDays, amountMinor }]
  let left = amountMinor
  return plan
    .map(({ percent, days }, place) => {
      const share = place === plan.length - 1 ? left : (amountMinor * BigInt(percent)) / 100n
      left -= share
      return { dueDay: day + days, amountMinor: share }
    })
    .filter((part) => part.amountMinor > 0n)
}
