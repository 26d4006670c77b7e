import { evaluate } from './domain/evaluate.js'
import type { FeatureInputs } from './domain/features.js'
import { applyOverlays, type Overlay } from './domain/overlay.js'
import type { Scorecard } from './domain/scorecard.js'
import type { Rating } from './rating-store.js'

/** The part of a rating that follows from the scorecard, the inputs and the overlays alone, in the form in which it is kept. */
export type Judgement = Pick<Rating, 'score' | 'grade' | 'coverage' | 'alert' | 'result'>

export function judge(
  scorecard: Scorecard,
  inputs: FeatureInputs,
  overlays: readonly Overlay[] = [],
): Judgement {
  const evaluation = evaluate(scorecard, inputs)
  const { coverage, profile, gradeByScore, contributions } = evaluation
  const overlaid = applyOverlays(scorecard, evaluation, overlays)
  const { score, grade, scaleGrade, alert, caps, overlays: applied } = overlaid
  return {
    ...{ score, grade, coverage, alert },
    result: {
      gradeByScore,
      ...(scorecard.scale === 'nine' ? { scaleGrade } : {}),
      ...(profile === null ? {} : { profile }),
      caps,
      contributions: contributions.map((one) => [
        one.indicator,
        one.treatment,
        one.points,
        one.contribution,
        one.value,
      ]),
      ...(applied.length === 0 ? {} : { overlays: applied }),
    },
  }
}
