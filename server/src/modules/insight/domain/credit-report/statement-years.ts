import type { CalendarDay } from '../../../../kernel/calendar-day.js'
import type { ArrangedFact } from '../../../facts/domain/arrange-facts.js'
import { findFactItem, isStatementItem } from '../../../facts/domain/catalogue.js'
import type { StatementYear } from './report-data.js'

/** So many periods fit beside each other on a page. */
const YEARS_MAX = 4

/**
 * Statements by day and currency, newest first. Of several words for a figure the longest period counts, then the
 * surest and newest: the order in which the facts come, and the one that the ratios use.
 */
export function statementYears(facts: readonly ArrangedFact[]): Omit<StatementYear, 'ratios'>[] {
  const periods = new Map<string, ArrangedFact[]>()
  for (const fact of facts) {
    const item = findFactItem(fact.item)
    if (!item || !isStatementItem(item) || fact.valueNumber === null) continue
    const key = `${fact.validOn} ${fact.unit}`
    periods.set(key, [...(periods.get(key) ?? []), fact])
  }
  return [...periods]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, YEARS_MAX)
    .map(([key, known]) => yearOf(key.slice(0, 10) as CalendarDay, key.slice(11), known))
}

function yearOf(
  validOn: CalendarDay,
  currency: string,
  known: readonly ArrangedFact[],
): Omit<StatementYear, 'ratios'> {
  const chosen = new Map<string, ArrangedFact>()
  for (const fact of known) {
    const before = chosen.get(fact.item)
    if (!before || fact.periodMonths > before.periodMonths) chosen.set(fact.item, fact)
  }
  const facts = [...chosen.values()]
  return {
    ...{ validOn, currency },
    months: Math.max(...facts.map(({ periodMonths }) => periodMonths)),
    sources: [...new Set(facts.map(({ source }) => source))],
    figures: Object.fromEntries(facts.map(({ item, valueNumber }) => [item, valueNumber ?? ''])),
  }
}
