import type { CreditPolicy } from './policy.js'

const grades = ['AAA', 'AA', 'A', 'B', 'C']

/** What makes a policy unusable, in words; empty when it is sound. */
export function policyFaults(policy: CreditPolicy): string[] {
  const keys = policy.rules.flatMap((rule) =>
    (rule.segments.length === 0 ? ['*'] : rule.segments).map((segment) => `${rule.grade} in ${segment}`),
  )
  const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))]
  const missing = grades.filter(
    (grade) => !policy.rules.some((rule) => rule.grade === grade && rule.segments.length === 0),
  )
  return [
    ...twice.map((key) => `two rules for ${key}`),
    ...missing.map((grade) => `no rule for grade ${grade} in every segment`),
  ]
}
