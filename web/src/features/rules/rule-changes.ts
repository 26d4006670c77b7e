import type { Rule } from './api'

export type RuleChange =
  | { readonly kind: 'added'; readonly after: Rule }
  | { readonly kind: 'removed'; readonly before: Rule }
  | { readonly kind: 'changed'; readonly before: Rule; readonly after: Rule }

/** The rules of one list that are not, word for word, in the other. */
function notIn(rules: readonly Rule[], others: readonly Rule[]): Rule[] {
  const known = new Set(others.map((rule) => JSON.stringify(rule)))
  return rules.filter((rule) => !known.has(JSON.stringify(rule)))
}

/**
 * What publishing `after` changes of the rules in force. A rule of the same code is the same rule, changed; where several
 * share a code, the first that is gone is taken for the first that is new.
 */
export function ruleChanges(before: readonly Rule[], after: readonly Rule[]): RuleChange[] {
  const gone = notIn(before, after)
  const changes = notIn(after, before).map((rule): RuleChange => {
    const index = gone.findIndex(({ key }) => key === rule.key)
    const [was] = index < 0 ? [] : gone.splice(index, 1)
    return was === undefined ? { kind: 'added', after: rule } : { kind: 'changed', before: was, after: rule }
  })
  return [...changes, ...gone.map((rule): RuleChange => ({ kind: 'removed', before: rule }))]
}
