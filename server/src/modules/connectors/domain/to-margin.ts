import { calendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { currencyOf, faultOf, segmentOf, signedAmountOf, type ImportContext } from './import-context.js'
import type { ImportFault } from './import-fault.js'
import type { ReadRow } from './read-row.js'

/** What a month's sales to a customer earned, as a file states it. */
export interface MarginDraft {
  readonly customerCode: string
  readonly segmentCode: string
  /** First day of the month. */
  readonly monthOn: CalendarDay
  readonly currency: Currency
  readonly revenueMinor: bigint
  readonly marginMinor: bigint
}

/** Reads a row that states the cost, the margin or both; where both are stated they must agree with the revenue. */
export function toMargin(row: ReadRow, context: ImportContext): MarginDraft | ImportFault {
  const currency = currencyOf(row, context)
  const amount = (key: string) => signedAmountOf(row, context, key, currency)
  const [revenue, cost, stated] = [amount('salesRevenue'), amount('salesCost'), amount('salesMargin')]
  for (const one of [revenue, cost, stated]) if (typeof one === 'object') return one
  const revenueMinor = typeof revenue === 'bigint' ? revenue : 0n
  const byCost = typeof cost === 'bigint' ? revenueMinor - cost : undefined
  const marginMinor = typeof stated === 'bigint' ? stated : byCost
  if (marginMinor === undefined) return faultOf(row, context, 'salesMargin', 'cost_or_margin')
  if (byCost !== undefined && byCost !== marginMinor) {
    return faultOf(row, context, 'salesMargin', 'margin_differs')
  }
  return {
    customerCode: row.values['customerCode'] ?? '',
    segmentCode: segmentOf(row, context),
    monthOn: calendarDay(row.values['month'] ?? ''),
    ...{ currency, revenueMinor, marginMinor },
  }
}
