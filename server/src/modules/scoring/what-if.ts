import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { evaluate, type Evaluation } from './domain/evaluate.js'
import { capReason, contributionReason, valueText } from './domain/explain.js'
import { features, type FeatureCode, type FeatureInputs, type FeatureValue } from './domain/features.js'
import { contributionChanges } from './domain/move-reasons.js'
import { applyOverlays, overlayReason, type Overlay } from './domain/overlay.js'
import { inProfile } from './domain/profiles.js'
import { overlaysFor } from './overlays/overlay-store.js'
import { featuresOf, indicatorsOf, type Scorecard } from './domain/scorecard.js'
import { checkScorecard } from './preview-scorecard.js'
import { listRatings } from './rating-store.js'
import type { ScorecardVersion } from './scorecard-store.js'

export interface WhatIf {
  readonly tried: Scorecard
  /** Values to be looked at instead of the known ones; null: not known. They count as fresh. */
  readonly values: Readonly<Partial<Record<FeatureCode, FeatureValue>>>
  /** Overlays that are in force then are applied to both. */
  readonly frame: { readonly asOf: CalendarDay; readonly knownAt: Date }
}

/**
 * One customer under the scorecard in force as it is known, and under another scorecard with other values. Refuses a
 * customer that has no rating yet.
 */
export async function askWhatIf(
  db: Queryable,
  customer: { readonly id: string; readonly code: string; readonly name: string },
  inForce: ScorecardVersion,
  { tried, values, frame }: WhatIf,
) {
  checkScorecard(tried)
  const [rating] = await listRatings(db, customer.id, { limit: 1, after: null })
  if (!rating) throw new Refusal('customer_unrated', { code: customer.code })
  const inputs = withValues(rating.inputs, values)
  const now = evaluate(inForce.content, rating.inputs)
  const after = evaluate(tried, inputs)
  const overlays = (await overlaysFor(db, [customer.id], frame)).get(customer.id) ?? []
  return {
    customerCode: customer.code,
    customerName: customer.name,
    asOf: rating.asOf,
    against: inForce.version,
    inputs: inputsJson(tried, inputs, rating.inputs),
    now: evaluationJson(inForce.content, now, overlays),
    after: evaluationJson(tried, after, overlays),
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

function evaluationJson(document: Scorecard, evaluation: Evaluation, overlays: readonly Overlay[]) {
  const { gradeByScore, profile, coverage, contributions } = evaluation
  const overlaid = applyOverlays(document, evaluation, overlays)
  const { score, grade, scaleGrade, alert, caps } = overlaid
  const scorecard = inProfile(document, profile)
  const indicators = indicatorsOf(scorecard)
  return {
    ...{ score: score / 100, grade, scaleGrade, gradeByScore, coverage: coverage / 100, alert },
    profile: document.profiles?.find(({ code }) => code === profile)?.label ?? null,
    caps: caps.map((cap) => capReason(scorecard, cap, coverage)),
    overlays: overlaid.overlays.map((one) => ({
      ...{ name: one.name, contribution: one.contribution / 100, notches: one.notches },
      reason: overlayReason(one),
    })),
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
