import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { evaluate, type Evaluation } from './domain/evaluate.js'
import { capReason, contributionReason, valueText } from './domain/explain.js'
import { features, type FeatureCode, type FeatureInputs, type FeatureValue } from './domain/features.js'
import { contributionChanges } from './domain/move-reasons.js'
import { inProfile } from './domain/profiles.js'
import { featuresOf, indicatorsOf, type Scorecard } from './domain/scorecard.js'
import { checkScorecard } from './preview-scorecard.js'
import { listRatings } from './rating-store.js'
import type { ScorecardVersion } from './scorecard-store.js'

export interface WhatIf {
  readonly tried: Scorecard
  /** Values to be looked at instead of the known ones; null: not known. They count as fresh. */
  readonly values: Readonly<Partial<Record<FeatureCode, FeatureValue>>>
}

/**
 * One customer under the scorecard in force as it is known, and under another scorecard with other values. Refuses a
 * customer that has no rating yet.
 */
export async function askWhatIf(
  db: Queryable,
  customer: { readonly id: string; readonly code: string; readonly name: string },
  inForce: ScorecardVersion,
  { tried, values }: WhatIf,
) {
  checkScorecard(tried)
  const [rating] = await listRatings(db, customer.id, { limit: 1, after: null })
  if (!rating) throw new Refusal('customer_unrated', { code: customer.code })
  const inputs = withValues(rating.inputs, values)
  const now = evaluate(inForce.content, rating.inputs)
  const after = evaluate(tried, inputs)
  return {
    customerCode: customer.code,
    customerName: customer.name,
    asOf: rating.asOf,
    against: inForce.version,
    inputs: inputsJson(tried, inputs, rating.inputs),
    now: evaluationJson(inForce.content, now),
    after: evaluationJson(tried, after),
    changes: contributionChanges(
      { scorecard: inForce.content, evaluation: now },
      { scorecard: tried, evaluation: after },
    ).map((change) => ({ ...change, before: change.before / 100, after: change.after / 100 })),
  }
}

function withValues(known: FeatureInputs, values: WhatIf['values']): FeatureInputs {
  const asked = new Set(Object.keys(values))
  return {
    values: { ...known.values, ...values },
    stale: known.stale.filter((feature) => !asked.has(feature)),
  }
}

function inputsJson(scorecard: Scorecard, inputs: FeatureInputs, known: FeatureInputs) {
  return featuresOf(scorecard).map((feature) => {
    const value = inputs.values[feature] ?? null
    return {
      feature,
      label: features[feature].label,
      unit: features[feature].unit,
      value,
      valueText: valueText(feature, value),
      known: known.values[feature] ?? null,
      stale: inputs.stale.includes(feature),
    }
  })
}

function evaluationJson(document: Scorecard, evaluation: Evaluation) {
  const { score, grade, scaleGrade, gradeByScore, profile, coverage, alert, caps, contributions } = evaluation
  const scorecard = inProfile(document, profile)
  const indicators = indicatorsOf(scorecard)
  return {
    ...{ score: score / 100, grade, scaleGrade, gradeByScore, coverage: coverage / 100, alert },
    profile: document.profiles?.find(({ code }) => code === profile)?.label ?? null,
    caps: caps.map((cap) => capReason(scorecard, cap, coverage)),
    contributions: contributions.flatMap((one, index) => {
      const indicator = indicators[index]
      if (!indicator) return []
      return [
        {
          indicator: indicator.code,
          label: indicator.label,
          weight: indicator.weightBasisPoints / 100,
          points: one.points,
          contribution: one.contribution / 100,
          reason: contributionReason(indicator, one),
        },
      ]
    }),
  }
}
