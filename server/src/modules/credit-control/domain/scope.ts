import type { Facts } from './facts.js'
import type { Rule, RulesDocument, Scope } from './rules.js'

/**
 * The rules that speak for these facts: of each key the one with the most specific scope
 * (customer before segment, grade, industry, before everybody); the first stated wins among equals.
 */
export function applicableRules(document: RulesDocument, facts: Facts): Rule[] {
  const best = new Map<string, { rule: Rule; rank: number }>()
  for (const rule of document.rules) {
    if (!rule.checkpoints.includes(facts.checkpoint) || !covers(rule.scope, facts)) continue
    const rank = specificity(rule.scope)
    const known = best.get(rule.key)
    if (!known || rank > known.rank) best.set(rule.key, { rule, rank })
  }
  return [...best.values()].map(({ rule }) => rule)
}

function covers(scope: Scope, { account }: Facts): boolean {
  const within = (list: readonly string[] | undefined, value: string | null | undefined) =>
    list === undefined || (value != null && list.includes(value))
  return (
    within(scope.customers, account.customerCode) &&
    within(scope.segments, account.segmentCode) &&
    within(scope.grades, account.rating?.grade) &&
    within(scope.industries, account.industry)
  )
}

function specificity(scope: Scope): number {
  return (
    (scope.customers ? 8 : 0) + (scope.segments ? 4 : 0) + (scope.grades ? 2 : 0) + (scope.industries ? 1 : 0)
  )
}
