import { moneyJson } from '../../kernel/money.js'
import type { Difference, Reconciliation } from './reconciliation-store.js'

export function reconciliationJsonOf(made: Reconciliation) {
  const { totals, statedAt, ...head } = made
  return {
    ...{ ...head, statedAt: statedAt.toISOString(), status: statusOf(made) },
    totals: totals.map(({ theirMinor, ourMinor, ...total }) => ({
      ...total,
      theirs: moneyJson(theirMinor, total.currency),
      ours: moneyJson(ourMinor, total.currency),
      difference: moneyJson(theirMinor - ourMinor, total.currency),
    })),
  }
}

function statusOf({ differences, openDifferences }: Reconciliation): 'agreed' | 'open' | 'settled' {
  if (differences === 0) return 'agreed'
  return openDifferences > 0 ? 'open' : 'settled'
}

export function differenceJsonOf(difference: Difference) {
  const { theirMinor, ourMinor, currency, segmentCode, changedAt, ...rest } = difference
  return {
    ...{ ...rest, segment: segmentCode, changedAt: changedAt?.toISOString() ?? null },
    theirs: moneyJson(theirMinor, currency),
    ours: moneyJson(ourMinor, currency),
    difference: moneyJson(theirMinor - ourMinor, currency),
  }
}
