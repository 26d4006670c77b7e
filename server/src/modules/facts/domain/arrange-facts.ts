import { addMonths, daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import { findFactItem, factItems, isStatementItem } from './catalogue.js'
import type { FactItem } from './fact-item.js'

/** The part of a stored fact that arranging looks at. */
export interface ArrangedFact {
  readonly item: string
  readonly source: string
  readonly validOn: CalendarDay
  readonly periodMonths: number
  readonly valueNumber: string | null
  readonly valueText: string | null
  readonly unit: string
}

/** What is taken as true for an item, with what other sources say differently. */
export interface ItemView<F extends ArrangedFact> {
  readonly item: FactItem
  readonly fact: F
  readonly ageDays: number
  readonly stale: boolean
  readonly conflicts: readonly F[]
}

/**
 * Chooses the leading fact per item from facts sorted newest and surest first, and finds the conflicts: the latest
 * word of each other source that differs. Statement figures of different periods do not conflict.
 */
export function arrangeItems<F extends ArrangedFact>(facts: readonly F[], asOf: CalendarDay): ItemView<F>[] {
  const byItem = new Map<string, F[]>()
  for (const fact of facts) byItem.set(fact.item, [...(byItem.get(fact.item) ?? []), fact])
  return factItems.flatMap((item) => {
    const known = byItem.get(item.code) ?? []
    const [fact] = known
    if (!fact) return []
    return [
      {
        item,
        fact,
        ageDays: daysBetween(fact.validOn, asOf),
        stale: isStale(item, fact.validOn, asOf),
        conflicts: conflictsOf(item, fact, known),
      },
    ]
  })
}

/** True when the fact is older than its item's freshness limit. */
export function isStale(item: FactItem, validOn: CalendarDay, asOf: CalendarDay): boolean {
  return validOn < freshFrom(item, asOf)
}

/** The first valid day that is still fresh on a day. */
export function freshFrom(item: FactItem, asOf: CalendarDay): CalendarDay {
  return addMonths(asOf, -item.staleAfterMonths)
}

function conflictsOf<F extends ArrangedFact>(item: FactItem, leading: F, known: readonly F[]): F[] {
  const latestBySource = new Map<string, F>()
  for (const fact of known) {
    if (isStatementItem(item) && !samePeriod(fact, leading)) continue
    if (!latestBySource.has(fact.source)) latestBySource.set(fact.source, fact)
  }
  return [...latestBySource.values()].filter(
    (fact) => fact.source !== leading.source && !sameValue(fact, leading),
  )
}

function samePeriod(a: ArrangedFact, b: ArrangedFact): boolean {
  return a.validOn === b.validOn && a.periodMonths === b.periodMonths
}

function sameValue(a: ArrangedFact, b: ArrangedFact): boolean {
  return a.valueNumber === b.valueNumber && a.valueText === b.valueText && a.unit === b.unit
}

/** One financial statement: what a source says about a day and the period ending on it. */
export interface StatementView<F extends ArrangedFact> {
  readonly source: string
  readonly validOn: CalendarDay
  readonly figures: readonly { readonly item: FactItem; readonly fact: F }[]
}

/** Groups statement figures by day and source, newest first; figures in the order of the catalogue. */
export function arrangeStatements<F extends ArrangedFact>(facts: readonly F[]): StatementView<F>[] {
  const statements = new Map<string, { item: FactItem; fact: F }[]>()
  for (const fact of facts) {
    const item = findFactItem(fact.item)
    if (!item || !isStatementItem(item)) continue
    const key = `${fact.validOn}|${fact.source}`
    statements.set(key, [...(statements.get(key) ?? []), { item, fact }])
  }
  return [...statements]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([key, figures]) => ({
      validOn: key.slice(0, 10) as CalendarDay,
      source: key.slice(11),
      figures: figures.sort(
        (a, b) => rank(a.item) - rank(b.item) || b.fact.periodMonths - a.fact.periodMonths,
      ),
    }))
}

function rank(item: FactItem): number {
  return factItems.indexOf(item)
}
