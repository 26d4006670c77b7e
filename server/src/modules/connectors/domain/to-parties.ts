import { calendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'
import { isCurrency } from '../../../kernel/currency.js'
import { money, type Money } from '../../../kernel/money.js'
import { amountOf, currencyOf, segmentOf, type ImportContext } from './import-context.js'
import type { ImportFault } from './import-fault.js'
import type { ReadRow } from './read-row.js'

/** A customer as a file states it; columns that are not mapped and blank cells leave stored values alone. */
export interface CustomerDraft {
  readonly code: string
  readonly name: string
  readonly uscc?: string
  readonly groupCode?: string
  readonly industry?: string
  readonly region?: string
  readonly ownerUsername?: string
  readonly foundedOn?: CalendarDay
  readonly registeredCapital?: Money
  readonly status?: 'active' | 'inactive' | 'blacklisted'
}

const plainFields = ['uscc', 'groupCode', 'industry', 'region', 'ownerUsername'] as const
const statuses = ['active', 'inactive', 'blacklisted'] as const

export function toCustomer(row: ReadRow, context: ImportContext): CustomerDraft | ImportFault {
  const { values } = row
  const stated = values['capitalCurrency'] ?? context.settings.currency
  const currency = stated !== null && isCurrency(stated) ? stated : context.baseCurrency
  const capital = amountOf(row, context, 'registeredCapital', currency)
  if (typeof capital === 'object') return capital
  const status = statuses.find((known) => known === values['status'])
  const { foundedOn } = values
  return {
    code: values['code'] ?? '',
    name: values['name'] ?? '',
    ...Object.fromEntries(
      plainFields.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])),
    ),
    ...(foundedOn === undefined ? {} : { foundedOn: calendarDay(foundedOn) }),
    ...(capital === undefined ? {} : { registeredCapital: money(capital, currency) }),
    ...(status === undefined ? {} : { status }),
  }
}

/** Facts of one customer at one day: item code and value, as many as the row has filled cells. */
export interface FactsDraft {
  readonly customerCode: string
  readonly customerName: string | undefined
  readonly validOn: CalendarDay
  readonly periodMonths: number | undefined
  readonly currency: string
  readonly values: readonly { readonly item: string; readonly value: string }[]
}

const factPartyKeys = new Set(['customerCode', 'customerName', 'currency', 'validOn', 'periodMonths'])

export function toFacts(row: ReadRow, context: ImportContext): FactsDraft {
  const { values } = row
  const months = values['periodMonths']
  return {
    customerCode: values['customerCode'] ?? '',
    customerName: values['customerName'],
    validOn: calendarDay(values['validOn'] ?? ''),
    periodMonths: months === undefined ? undefined : Number(months),
    currency: currencyOf(row, context),
    values: Object.entries(values)
      .filter(([key]) => !factPartyKeys.has(key))
      .map(([item, value]) => ({ item, value })),
  }
}

/** A limit line as a file states it. */
export interface LimitDraft {
  readonly customerCode: string
  readonly segmentCode: string
  readonly kind: 'base' | 'temporary' | 'seasonal' | 'secured'
  readonly amount: Money
  readonly validFrom: CalendarDay | null
  readonly validTo: CalendarDay | null
  readonly reason: string | null
}

const lineKinds = ['base', 'temporary', 'seasonal', 'secured'] as const

export function toLimit(row: ReadRow, context: ImportContext): LimitDraft | ImportFault {
  const { values } = row
  const currency = currencyOf(row, context)
  const minor = amountOf(row, context, 'amount', currency)
  if (typeof minor === 'object') return minor
  const day = (text: string | undefined) => (text === undefined ? null : calendarDay(text))
  return {
    customerCode: values['customerCode'] ?? '',
    segmentCode: segmentOf(row, context),
    kind: lineKinds.find((known) => known === values['lineKind']) ?? 'base',
    amount: money(minor ?? 0n, currency),
    validFrom: day(values['validFrom']),
    validTo: day(values['validTo']),
    reason: values['reason'] ?? null,
  }
}
