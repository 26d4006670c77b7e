import { evaluate } from './domain/evaluate.js'
import type { FeatureInputs } from './domain/features.js'
import type { Scorecard } from './domain/scorecard.js'
import type { Rating } from './rating-store.js'

/** The part of a rating that follows from the scorecard and the inputs alone, in the form in which it is kept. */
export type Judgement = Pick<Rating, 'score' | 'grade' | 'coverage' | 'alert' | 'result'>

export function judge(scorecard: Scorecard, inputs: FeatureInputs): Judgement {
  const { score, grade, coverage, alert, gradeByScore, caps, contributions } = evaluate(scorecard, inputs)
  return {
    ...{ score, grade, coverage, alert },
    result: {
      gradeByScore,
      caps,
      contributions: contributions.map((one) => [
        one.indicator,
        one.treatment,
        one.points,
        one.contribution,
        one.value,
      ]),
    },
  }
}
