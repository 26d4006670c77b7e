import { totalOf, type DocumentLine, type LineSource } from '../../exposure/domain/document.js'
import { dayOf } from './day-of.js'
import { intensityPercent } from './conduct.js'
import { INDUSTRIES } from './industries.js'
import { prepay } from './prepayments.js'
import { record, type Stage } from './stage.js'
import type { Delivery, Order } from './trade-papers.js'

const MONTH_DAYS = 30
const NO_SEASON: readonly number[] = [9, 10, 11]
const seasons = new Map(INDUSTRIES.map((industry) => [industry.code, industry.highSeason]))

/** Writes the orders of the span with their amendments, cancellations and deliveries, and gives the deliveries. */
export function trade(stage: Stage): Delivery[] {
  return plannedOrders(stage).flatMap((planned) => fulfil(stage, planned))
}

interface PlannedOrder {
  readonly day: number
  readonly amountMinor: bigint
  readonly unpaid: boolean
}

function plannedOrders(stage: Stage): PlannedOrder[] {
  const { random, span, behaviour } = stage
  const season = seasons.get(stage.customer.industryCode) ?? []
  const planned: PlannedOrder[] = []
  for (let from = span.startDay; from <= span.endDay; from += MONTH_DAYS) {
    const highSeason = season.length === 0 ? NO_SEASON : season
    const intensity = intensityPercent(
      behaviour,
      span,
      from,
      behaviour === 'seasonal' || season.length > 0 ? highSeason : [],
    )
    const hundredths = Math.floor((stage.trade.ordersPerHundredMonths * intensity) / 100)
    const count = Math.floor(hundredths / 100) + (random.chance(hundredths % 100) ? 1 : 0)
    for (let nth = 0; nth < count; nth++) {
      const day = from + random.int(0, MONTH_DAYS - 1)
      if (day <= span.endDay) planned.push({ day, amountMinor: orderAmount(stage), unpaid: false })
    }
  }
  if (behaviour === 'one-large-overdue') planned.push(largeOrder(stage))
  return planned.sort((a, b) => a.day - b.day)
}

function orderAmount(stage: Stage): bigint {
  const average = (stage.trade.monthlyMinor * 100n) / BigInt(Math.max(25, stage.trade.ordersPerHundredMonths))
  return (average * BigInt(stage.random.int(45, 165))) / 100n
}

function largeOrder(stage: Stage): PlannedOrder {
  const { random, span, trade: terms } = stage
  const longestDays = terms.instalments?.at(-1)?.days ?? terms.netDays
  const day = span.endDay - random.int(42, 90) - longestDays - 30
  const amountMinor = terms.monthlyMinor * BigInt(random.int(2, 4))
  return { day: Math.max(span.startDay, day), amountMinor, unpaid: true }
}

function fulfil(stage: Stage, planned: PlannedOrder): Delivery[] {
  const { random } = stage
  const number = stage.number('order', planned.day)
  const shipDay = planned.day + (random.chance(5) ? random.int(45, 90) : random.int(3, 24))
  const lines = orderLines(stage, planned.amountMinor, shipDay)
  record(stage, planned.day, planned.day, { type: 'order', number, lines })
  if (!planned.unpaid && random.chance(3)) {
    const cancelDay = planned.day + random.int(1, shipDay - planned.day)
    record(stage, planned.day, cancelDay, { type: 'order', number, lines, version: 2n, status: 'cancelled' })
    return []
  }
  const amended = random.chance(4) ? amend(stage, number, planned.day, lines) : undefined
  const order = { number, day: planned.day, totalMinor: totalOf(amended ?? lines), unpaid: planned.unpaid }
  prepay(stage, order)
  return deliver(stage, order, amended ?? lines, shipDay, amended ? 3n : 2n)
}

/** One to four lines of quantity × unit price that come close to the wanted amount. */
function orderLines(stage: Stage, amountMinor: bigint, shipDay: number): DocumentLine[] {
  const count = stage.random.int(1, 4)
  const share = amountMinor / BigInt(count)
  return Array.from({ length: count }, (_, place) => {
    const quantity = BigInt(stage.random.int(4, 60) * 5)
    const unitPrice =
      stage.random.minor((share * 7n) / (quantity * 10n), (share * 13n) / (quantity * 10n)) + 1n
    return { lineNo: place + 1, amountMinor: quantity * unitPrice, shipOn: dayOf(shipDay), from: null }
  })
}

/** The customer changes the quantities the day after the order. */
function amend(
  stage: Stage,
  number: string,
  day: number,
  lines: readonly DocumentLine[],
): DocumentLine[] | undefined {
  const percent = BigInt(stage.random.pick([70, 80, 90, 110, 120, 130]))
  const changed = lines.map((line) => ({ ...line, amountMinor: (line.amountMinor * percent) / 100n + 1n }))
  return record(stage, day, day + 1, { type: 'order', number, lines: changed, version: 2n })
    ? changed
    : undefined
}

/** Ships an order in one to three parts; now and then the rest is given up and the order closed short. */
function deliver(
  stage: Stage,
  order: Order,
  lines: readonly DocumentLine[],
  shipDay: number,
  nextVersion: bigint,
): Delivery[] {
  const { random } = stage
  const parts = splitLines(lines, random.pick(SPLITS))
  const short = parts.length > 1 && random.chance(10)
  const shipped = short ? parts.slice(0, -1) : parts
  let day = shipDay
  const deliveries: Delivery[] = []
  for (const part of shipped) {
    const deliveryLines = part.map((line, place) => ({
      lineNo: place + 1,
      amountMinor: line.amountMinor,
      shipOn: null,
      from: origin('order', order.number, line),
    }))
    const number = stage.number('delivery', day)
    if (record(stage, day, day, { type: 'delivery', number, lines: deliveryLines })) {
      deliveries.push({ number, day, lines: deliveryLines, order })
    }
    day += random.int(5, 28)
  }
  if (short && deliveries.length === shipped.length) {
    record(stage, order.day, day, {
      type: 'order',
      number: order.number,
      lines,
      version: nextVersion,
      status: 'closed',
    })
  }
  return deliveries
}

/** Percentages of the parts an order ships in. */
const SPLITS: readonly (readonly number[])[] = [
  [100],
  [100],
  [100],
  [100],
  [100],
  [100],
  [60, 40],
  [50, 50],
  [40, 30, 30],
]

/** Cuts every line into parts by percent; the last part gets what rounding leaves, empty lines are left out. */
export function splitLines(lines: readonly DocumentLine[], percents: readonly number[]): DocumentLine[][] {
  return percents
    .map((percent, place) =>
      lines.map((line) => {
        const last = place === percents.length - 1
        const before = percents
          .slice(0, place)
          .reduce((sum, p) => sum + (line.amountMinor * BigInt(p)) / 100n, 0n)
        return {
          ...line,
          amountMinor: last ? line.amountMinor - before : (line.amountMinor * BigInt(percent)) / 100n,
        }
      }),
    )
    .map((part) => part.filter((line) => line.amountMinor > 0n))
    .filter((part) => part.length > 0)
}

export function origin(type: 'order' | 'delivery', number: string, line: DocumentLine): LineSource {
  return { type, number, lineNo: line.lineNo, amountMinor: line.amountMinor }
}
