import type { CalendarDay } from '../../kernel/calendar-day.js'
import { minorDigits, type Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import { type CurrencyFactors } from './currency-factor-store.js'
import { features, type FeatureCode, type FeatureInputs, type FeatureValue } from './domain/features.js'
import { freshnessOn, gatherFeatures, ratedFactItems, type FeatureSources } from './domain/gather-features.js'
import { listCreditFiles, type CreditFile } from './fact-feature-store.js'
import { listPaymentFeatures } from './payment-feature-store.js'
import { listPurchaseFeatures } from './purchase-feature-store.js'

/** Where features are taken from: a day, what was known by an instant, and the day's rates. */
export interface FeatureFrame {
  readonly asOf: CalendarDay
  readonly asOfToday: boolean
  readonly knownAt: Date
  readonly baseCurrency: Currency
  readonly factors: CurrencyFactors
}

/** Features of many customers, three statements in all. A customer without any data still gets its inputs. */
export async function loadFeatures(
  db: Queryable,
  customerIds: readonly Id[],
  frame: FeatureFrame,
): Promise<Map<Id, FeatureInputs>> {
  const scope = { customerIds, asOf: frame.asOf, asOfToday: frame.asOfToday, factors: frame.factors }
  const payments = byCustomer(await listPaymentFeatures(db, scope))
  const purchases = byCustomer(await listPurchaseFeatures(db, scope))
  const files = await listCreditFiles(db, {
    customerIds,
    items: ratedFactItems,
    asOf: frame.asOf,
    knownAt: frame.knownAt,
    factors: frame.factors,
    tenThousandMinor: (10_000n * 10n ** BigInt(minorDigits(frame.baseCurrency))).toString(),
  })
  const freshness = freshnessOn(frame.asOf)
  return new Map(
    files.map((file) => {
      const trading = { ...payments.get(file.customerId), ...purchases.get(file.customerId) }
      return [file.customerId, gatherFeatures(sourcesOf(file, trading, frame.asOf), freshness)]
    }),
  )
}

type TradingRow = Readonly<Partial<Record<FeatureCode, FeatureValue>>>

function byCustomer<Row extends { readonly customerId: Id }>(
  rows: readonly Row[],
): Map<Id, Omit<Row, 'customerId'>> {
  return new Map(rows.map(({ customerId, ...row }) => [customerId, row]))
}

const ratioFeatures = [
  'current_ratio',
  'debt_to_assets',
  'net_margin',
  'cash_flow_to_debt',
  'revenue_growth',
] as const

function sourcesOf(file: CreditFile, trading: TradingRow, asOf: CalendarDay): FeatureSources {
  const ratios = ratioFeatures.flatMap((feature) => {
    const value = file[feature] ?? null
    const on = file[`${feature}_on`] ?? null
    return value === null || on === null ? [] : [[feature, { value, on }] as const]
  })
  return {
    asOf,
    trading: Object.fromEntries(Object.entries(trading).filter(([code]) => code in features)),
    status: file.status,
    industry: file.industry,
    segments: file.segments,
    foundedOn: file.foundedOn,
    registeredCapital: file.registeredCapital,
    ratios: Object.fromEntries(ratios),
    facts: file.facts ?? [],
  }
}
