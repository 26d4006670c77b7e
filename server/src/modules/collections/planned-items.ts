import { formatAmount } from '../../kernel/money.js'
import type { PlannedContact } from './domain/plan.js'
import { sums } from './domain/plan-customer.js'

/** What is asked for, by currency, as decimals. */
export type Totals = Readonly<Record<string, string>>

/** One item of a contact as it is kept and shown; amounts are decimals in `currency`. */
export interface PlannedItem {
  readonly number: string
  readonly itemNo: number
  readonly dueOn: string
  readonly currency: string
  readonly open: string
  readonly asked: string
  readonly step: string
}

export function totalsOf({ items }: PlannedContact): Totals {
  return Object.fromEntries(
    [...sums(items)].map(([currency, minor]) => [currency, formatAmount(minor, currency)]),
  )
}

/** The items of a contact, by due day and number. */
export function plannedItems({ items }: PlannedContact): PlannedItem[] {
  return items
    .map(({ item, step, askedMinor }) => ({
      number: item.number,
      itemNo: item.itemNo,
      dueOn: item.dueOn ?? '',
      currency: item.currency,
      open: formatAmount(item.openMinor, item.currency),
      asked: formatAmount(askedMinor, item.currency),
      step: step.code,
    }))
    .sort(byPlace)
}

export function byPlace(a: PlannedItem, b: PlannedItem): number {
  return (
    compare(a.dueOn, b.dueOn) || compare(a.number, b.number) || a.itemNo - b.itemNo || compare(a.step, b.step)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
