import type { Contribution } from '../scorecard/statistical-scorecard.js'
import { thinned, type Case } from './case.js'

const CASES_MAX = 2_000
const DRIVERS = 5

export interface FeatureShare {
  readonly feature: string
  /** Of all that moves the cases up or down. */
  readonly share: number
  /** Mean effect on the log-odds of bad: above 0 it speaks against these cases. */
  readonly meanLogOdds: number
}

export interface FeatureUse {
  readonly cases: number
  readonly overall: readonly FeatureShare[]
  /** Which features drive whom: the strongest of each group. */
  readonly groups: readonly {
    readonly group: string
    readonly n: number
    readonly meanPd: number
    readonly drivers: readonly FeatureShare[]
  }[]
}

/**
 * How much each feature moves the predictions, by its mean absolute contribution: of all cases, and of groups of them.
 * At most 2,000 cases are explained, evenly taken.
 */
export function featureUse(
  cases: readonly Case[],
  contributionsOf: (row: number) => readonly Contribution[],
  groupOf: (one: Case) => string,
): FeatureUse {
  const explained = thinned(cases, CASES_MAX).map((one) => ({ one, parts: contributionsOf(one.row) }))
  const groups = new Map<string, typeof explained>()
  for (const item of explained) {
    const group = groupOf(item.one)
    groups.set(group, [...(groups.get(group) ?? []), item])
  }
  return {
    cases: explained.length,
    overall: sharesOf(explained.map(({ parts }) => parts)),
    groups: [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, items]) => ({
        ...{ group, n: items.length },
        meanPd: items.reduce((sum, { one }) => sum + one.pd, 0) / items.length,
        drivers: sharesOf(items.map(({ parts }) => parts)).slice(0, DRIVERS),
      })),
  }
}

function sharesOf(contributions: readonly (readonly Contribution[])[]): FeatureShare[] {
  const sums = new Map<string, { absolute: number; signed: number }>()
  let total = 0
  for (const parts of contributions) {
    for (const { feature, logOdds } of parts) {
      const sum = sums.get(feature) ?? { absolute: 0, signed: 0 }
      sums.set(feature, { absolute: sum.absolute + Math.abs(logOdds), signed: sum.signed + logOdds })
      total += Math.abs(logOdds)
    }
  }
  return [...sums]
    .map(([feature, { absolute, signed }]) => ({
      feature,
      share: total > 0 ? absolute / total : 0,
      meanLogOdds: signed / contributions.length,
    }))
    .sort((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1))
}
