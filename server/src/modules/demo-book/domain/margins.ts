import { calendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { divideRounded } from '../../../kernel/rate.js'
import { totalOf } from '../../exposure/domain/document.js'
import type { Behaviour, BookParams, DemoCustomer, DemoDocument, SegmentCode } from './book.js'
import { INDUSTRIES } from './industries.js'
import { randomFor } from './random.js'

/** What a month's sales to a customer earned, without tax, as the accounts state it. */
export interface DemoMargin {
  readonly segment: SegmentCode
  readonly monthOn: CalendarDay
  readonly currency: Currency
  readonly revenueMinor: bigint
  readonly marginMinor: bigint
}

/** Value-added tax on goods in percent; exports bear none. */
const VAT = { CN01: 13n, EX01: 0n } as const

/** Per mille of the revenue on top of what the trade usually leaves: who pays slowly has often bargained hard, too. */
const BARGAIN: Readonly<Partial<Record<Behaviour, number>>> = {
  'many-small-overdue': -40,
  deteriorating: -25,
  slow: -15,
  'new-customer': 30,
}

/** Margins by month and segment of the ended months: invoices less credit notes, at the customer's own margin. */
export function marginsOf(
  params: BookParams,
  customer: DemoCustomer,
  documents: readonly DemoDocument[],
): DemoMargin[] {
  const sales = new Map<string, DemoMargin>()
  for (const document of lastVersions(documents)) {
    const sign = { invoice: 1n, 'credit-note': -1n }[document.type as string]
    const month = document.on.slice(0, 7)
    if (sign === undefined || month >= params.endOn.slice(0, 7)) continue
    const { segment, currency } = document
    const monthOn = calendarDay(`${month}-01`)
    const key = `${segment} ${month} ${currency}`
    const net = divideRounded(sign * totalOf(document.lines) * 100n, 100n + VAT[segment])
    const revenueMinor = (sales.get(key)?.revenueMinor ?? 0n) + net
    sales.set(key, { segment, monthOn, currency, revenueMinor, marginMinor: 0n })
  }
  const random = randomFor(params.seed, 'margins', customer.index)
  const usual = usualPermille(customer) + random.int(-30, 50)
  return [...sales.values()].map((month) => ({
    ...month,
    marginMinor: divideRounded(month.revenueMinor * BigInt(usual + random.int(-20, 20)), 1_000n),
  }))
}

function usualPermille({ industryCode, behaviour }: DemoCustomer): number {
  const net = INDUSTRIES.find(({ code }) => code === industryCode)?.marginPermille ?? 20
  return 60 + 2 * net + (BARGAIN[behaviour] ?? 0)
}

function lastVersions(documents: readonly DemoDocument[]): DemoDocument[] {
  const last = new Map(documents.map((document) => [`${document.type} ${document.number}`, document]))
  return [...last.values()].filter(({ status }) => status !== 'cancelled')
}
