import { addMonths, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { BookParams } from './book.js'
import { randomFor } from './random.js'

/** What one unit of `from` is worth in `to`, from the day on until the next rate of the pair. */
export interface DemoRate {
  readonly from: Currency
  readonly to: Currency
  readonly on: CalendarDay
  readonly rate: string
}

/** Rates around which the months move, in ten-thousandths. */
const CENTRES: readonly { readonly from: string; readonly to: string; readonly tenThousandths: number }[] = [
  { from: 'USD', to: 'CNY', tenThousandths: 71_600 },
  { from: 'EUR', to: 'CNY', tenThousandths: 79_200 },
  { from: 'EUR', to: 'USD', tenThousandths: 11_060 },
]

/** One rate per pair and month, both ways, from the month the book begins in to the month it ends in. */
export function generateRates(params: BookParams): DemoRate[] {
  const months = Array.from({ length: params.months + 2 }, (_, back) => monthStart(params, back)).reverse()
  return months.flatMap((on) => CENTRES.flatMap((centre) => bothWays(params.seed, on, centre)))
}

function monthStart(params: BookParams, monthsBack: number): CalendarDay {
  return `${addMonths(params.endOn, -monthsBack).slice(0, 7)}-01` as CalendarDay
}

function bothWays(seed: number, on: CalendarDay, centre: (typeof CENTRES)[number]): DemoRate[] {
  const month = Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7))
  const random = randomFor(seed, `rate ${centre.from}${centre.to}`, month)
  const swing = Math.floor(centre.tenThousandths / 60)
  const rate = centre.tenThousandths + random.int(-swing, swing)
  const from = centre.from as Currency
  const to = centre.to as Currency
  const inverse = Math.floor(1_000_000_000_000 / rate)
  return [
    { from, to, on, rate: decimal(rate, 4) },
    { from: to, to: from, on, rate: decimal(inverse, 8) },
  ]
}

function decimal(value: number, scale: number): string {
  const text = String(value).padStart(scale + 1, '0')
  return `${text.slice(0, -scale)}.${text.slice(-scale)}`
}
