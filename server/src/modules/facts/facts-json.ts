import type { Bilingual } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { arrangeItems, arrangeStatements, type StatementView } from './domain/arrange-facts.js'
import { factItems } from './domain/catalogue.js'
import type { FactItem } from './domain/fact-item.js'
import { factFaultTexts } from './domain/fact-value.js'
import { identityWarning } from './domain/statement-identity.js'
import type { StoredFact } from './fact-store.js'
import type { FactOutcome } from './record-facts.js'

/** Facts of one customer as answered: per item with age and conflicts, and as statements. */
export function factsJson(facts: readonly StoredFact[], asOf: CalendarDay) {
  const views = arrangeItems(facts, asOf)
  return {
    completeness: {
      known: views.length,
      stale: views.filter((view) => view.stale).length,
      total: factItems.length,
    },
    items: views.map((view) => ({
      ...itemJson(view.item),
      ...sourcedJson(view.item, view.fact),
      valueLabel: valueLabel(view.item, view.fact),
      ageDays: view.ageDays,
      stale: view.stale,
      conflicts: view.conflicts.map((fact) => sourcedJson(view.item, fact)),
    })),
    statements: arrangeStatements(facts).map(statementJson),
  }
}

function statementJson(statement: StatementView<StoredFact>) {
  const figure = (code: string) =>
    statement.figures.find(({ item }) => item.code === code)?.fact.valueNumber ?? null
  const warning = identityWarning({
    totalAssets: figure('total_assets'),
    totalLiabilities: figure('total_liabilities'),
    equity: figure('equity'),
  })
  return {
    source: statement.source,
    validOn: statement.validOn,
    figures: statement.figures.map(({ item, fact }) => ({ ...itemJson(item), ...sourcedJson(item, fact) })),
    warnings: warning ? [warning] : [],
  }
}

function itemJson(item: FactItem) {
  return { item: item.code, label: item.label, group: item.group, kind: item.kind }
}

function sourcedJson(item: FactItem, fact: StoredFact) {
  return {
    value: valueText(item, fact),
    unit: fact.unit,
    source: fact.source,
    validOn: fact.validOn,
    periodMonths: fact.periodMonths,
    evidence: fact.evidence,
    confidence: fact.confidence,
    recordedAt: fact.recordedAt.toISOString(),
    recordedBy: fact.recordedBy,
  }
}

function valueText(item: FactItem, fact: StoredFact): string {
  if (item.kind === 'flag') return fact.valueNumber === '1' ? 'true' : 'false'
  return fact.valueNumber ?? fact.valueText ?? ''
}

function valueLabel(item: FactItem, fact: StoredFact): Bilingual {
  const text = valueText(item, fact)
  if (item.kind === 'flag') return text === 'true' ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
  return item.choices?.[text] ?? { zh: text, en: text }
}

const unknownTexts = {
  unknown_item: { zh: '没有这个数据项', en: 'there is no such item' },
  unknown_currency: { zh: '不是 ISO 4217 币种', en: 'not an ISO 4217 currency' },
  customer_not_found: { zh: '没有这个客户', en: 'there is no such customer' },
} as const

type Fault = NonNullable<FactOutcome['fault']> | 'customer_not_found'

export function faultText(fault: Fault): Bilingual {
  switch (fault) {
    case 'unknown_item':
    case 'unknown_currency':
    case 'customer_not_found':
      return unknownTexts[fault]
    default:
      return factFaultTexts[fault]
  }
}

export type OutcomeOfLine = Omit<FactOutcome, 'fault'> & { readonly fault: Fault | null }

/** Results per line, with counts. */
export function outcomesJson(items: readonly string[], outcomes: readonly OutcomeOfLine[]) {
  const counted = (...statuses: string[]) =>
    outcomes.filter((outcome) => statuses.includes(outcome.status)).length
  return {
    recorded: counted('recorded', 'corrected'),
    unchanged: counted('unchanged', 'outdated'),
    rejected: counted('rejected'),
    results: outcomes.map(({ status, warnings, fault }, index) => ({
      index,
      item: items[index] ?? '',
      status,
      warnings: [...warnings],
      error: fault === null ? null : { code: fault, message: faultText(fault) },
    })),
  }
}

export function factItemsJson() {
  return factItems.map((item) => ({
    ...itemJson(item),
    flow: item.flow === true,
    min: item.min ?? null,
    max: item.max ?? null,
    choices: Object.entries(item.choices ?? {}).map(([code, label]) => ({ code, label })),
    staleAfterMonths: item.staleAfterMonths,
  }))
}
