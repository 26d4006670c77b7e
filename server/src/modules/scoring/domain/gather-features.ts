import { daysBetween, isCalendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'
import { freshFrom } from '../../facts/domain/arrange-facts.js'
import { factItems } from '../../facts/domain/catalogue.js'
import type { FeatureCode, FeatureInputs, FeatureValue } from './features.js'

/** A figure of the credit file with the day on which it held. */
export interface KnownFact {
  readonly item: string
  readonly value: string
  readonly on: CalendarDay
}

/** What the stores found about one customer. Trading features are named as in the feature catalogue. */
export interface FeatureSources {
  readonly asOf: CalendarDay
  readonly trading: Readonly<Partial<Record<FeatureCode, FeatureValue>>>
  readonly status: string
  readonly industry: string | null
  /** Codes joined by commas; null without a credit account. */
  readonly segments: string | null
  readonly foundedOn: CalendarDay | null
  /** From the customer's master data, in ten thousands of the base currency. */
  readonly registeredCapital: number | null
  readonly ratios: Readonly<
    Partial<Record<FeatureCode, { readonly value: number; readonly on: CalendarDay }>>
  >
  readonly facts: readonly KnownFact[]
}

type Reader = (value: string, asOf: CalendarDay) => FeatureValue

/** Facts that become features one to one: the feature, and how its text is read. */
const readers: Readonly<Partial<Record<string, readonly [FeatureCode, Reader]>>> = {
  employees: ['employees', wholeNumber],
  management_years: ['management_years', wholeNumber],
  litigation_count: ['litigation_count', wholeNumber],
  enforcement_count: ['enforcement_count', wholeNumber],
  negative_news_count: ['negative_news_count', wholeNumber],
  contract_breach_count: ['contract_breach_count', wholeNumber],
  trade_reference_score: ['trade_reference_score', hundredths],
  external_score: ['external_score', hundredths],
  tax_rating: ['tax_rating', text],
  registration_status: ['registration_status', text],
  dishonest_debtor: ['dishonest_debtor', wholeNumber],
  consumption_restriction: ['consumption_restriction', wholeNumber],
  founded_on: ['company_age_months', ageMonths],
  registered_capital: ['registered_capital', tenThousands],
  paid_in_capital: ['registered_capital', tenThousands],
}

/** The single facts that rating reads. */
export const ratedFactItems: readonly string[] = Object.keys(readers)

/** The item that decides how long a ratio stays fresh. */
const RATIO_ITEM = 'total_assets'

/**
 * Brings everything known about a customer into the form that a scorecard reads. Paid-in capital goes before
 * registered capital, facts before master data.
 */
export function gatherFeatures(sources: FeatureSources, freshness: Freshness): FeatureInputs {
  const { asOf, foundedOn } = sources
  const values: Partial<Record<FeatureCode, FeatureValue>> = {
    ...sources.trading,
    customer_status: sources.status,
  }
  if (sources.industry !== null) values.industry = sources.industry
  if (sources.segments !== null) values.segments = sources.segments
  if (foundedOn !== null) values.company_age_months = ageMonths(foundedOn, asOf)
  if (sources.registeredCapital !== null) values.registered_capital = sources.registeredCapital
  const stale = new Set<FeatureCode>()
  const mark = (feature: FeatureCode, item: string, on: CalendarDay) => {
    if (on < (freshness.get(item) ?? on)) stale.add(feature)
    else stale.delete(feature)
  }
  for (const fact of inReadingOrder(sources.facts)) {
    const [feature, read] = readers[fact.item] ?? []
    const value = read?.(fact.value, asOf) ?? null
    if (feature === undefined || value === null) continue
    values[feature] = value
    mark(feature, fact.item, fact.on)
  }
  for (const [feature, ratio] of Object.entries(sources.ratios) as [
    FeatureCode,
    { value: number; on: CalendarDay },
  ][]) {
    values[feature] = ratio.value
    mark(feature, RATIO_ITEM, ratio.on)
  }
  return { values, stale: [...stale].sort((a, b) => (a < b ? -1 : 1)) }
}

/** The order of the readers: the later of two facts of one feature counts. */
function inReadingOrder(facts: readonly KnownFact[]): KnownFact[] {
  return [...facts].sort((a, b) => ratedFactItems.indexOf(a.item) - ratedFactItems.indexOf(b.item))
}

/** Days from which items are fresh, by item code; computed once for a whole batch. */
export type Freshness = ReadonlyMap<string, CalendarDay>

export function freshnessOn(asOf: CalendarDay): Freshness {
  return new Map(factItems.map((item) => [item.code, freshFrom(item, asOf)]))
}

function text(value: string): string {
  return value
}

function wholeNumber(value: string): number | null {
  const number = Math.trunc(Number(value))
  return Number.isSafeInteger(number) ? number : null
}

function hundredths(value: string): number | null {
  const number = Math.round(Number(value) * 100)
  return Number.isSafeInteger(number) ? number : null
}

function tenThousands(value: string): number | null {
  return wholeNumber(String(Number(value) / 10_000))
}

/** Whole months of 30.4375 days. */
function ageMonths(day: string, asOf: CalendarDay): number | null {
  if (!isCalendarDay(day)) return null
  const days = daysBetween(day, asOf)
  return days < 0 ? null : Math.floor((days * 16) / 487)
}
