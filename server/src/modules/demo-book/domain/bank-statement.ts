import { addDays, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'

/** What a customer could be paying. */
export interface PayableInvoice {
  readonly customerName: string
  readonly segmentCode: string
  readonly number: string
  readonly currency: Currency
  readonly openMinor: bigint
}

/** A line of the demo organisation's bank statement. */
export interface DemoBankLine {
  readonly bankAccount: string
  readonly bankRef: string
  readonly segmentCode: string
  readonly on: CalendarDay
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly payerName: string
  readonly payerAccount: string | null
  readonly reference: string
}

/** The organisation's own account. */
export const DEMO_BANK_ACCOUNT = '31050161000000001688'
/** Every so many customers one pays in each of these ways. */
const ways = ['names it', 'exact', 'part', 'names it', 'several', 'stranger'] as const
const DAYS = 3

/**
 * The bank statement of the last days: most customers name the invoice they pay, some pay the exact amount without a
 * word, some a round part, one several invoices at once, and of some nobody knows who they are.
 */
export function bankStatement(invoices: readonly PayableInvoice[], endOn: CalendarDay): DemoBankLine[] {
  return byCustomer(invoices).flatMap((own, index): DemoBankLine[] => {
    const [first, second] = own
    if (!first) return []
    const way = ways[index % ways.length] ?? 'exact'
    const base = {
      ...{ bankAccount: DEMO_BANK_ACCOUNT, bankRef: `DEMO${String(index + 1).padStart(8, '0')}` },
      ...{ segmentCode: first.segmentCode, on: addDays(endOn, -(index % DAYS)), currency: first.currency },
      ...{ amountMinor: first.openMinor, payerName: first.customerName, reference: '货款' },
      payerAccount: `62220000${String(index * 7919 + 10_000_019).padStart(11, '0')}`,
    }
    switch (way) {
      case 'names it':
        return [{ ...base, reference: `付货款 ${first.number}` }]
      case 'exact':
        return [base]
      case 'part':
        return [{ ...base, amountMinor: roundPart(first.openMinor) }]
      case 'several':
        return [{ ...base, amountMinor: first.openMinor + (second?.openMinor ?? 0n) }]
      case 'stranger':
        return [{ ...base, payerName: strangers[index % strangers.length] ?? '', reference: '代付货款' }]
    }
  })
}

const strangers = ['王建国', '上海融通供应链管理有限公司', '深圳前海代收付服务有限公司'] as const

/** Six tenths, in whole hundreds of the currency. */
function roundPart(openMinor: bigint): bigint {
  const part = ((openMinor * 6n) / 10n / 10_000n) * 10_000n
  return part > 0n ? part : openMinor
}

function byCustomer(invoices: readonly PayableInvoice[]): PayableInvoice[][] {
  const groups = new Map<string, PayableInvoice[]>()
  for (const invoice of invoices) {
    const key = `${invoice.customerName} ${invoice.segmentCode} ${invoice.currency}`
    const group = groups.get(key)
    if (group) group.push(invoice)
    else groups.set(key, [invoice])
  }
  return [...groups.values()]
}
