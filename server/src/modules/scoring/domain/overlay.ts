import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Evaluation } from './evaluate.js'
import type { Grade, ScaleGrade } from './grade-scale.js'
import { countsAs, lettersOf, type Scorecard } from './scorecard.js'

/** What an approved overlay does to the ratings in its scope: either points or notches. */
export interface Overlay {
  readonly id: string
  readonly name: string
  /** Hundredths of a point that are added to the score. */
  readonly points: number
  /** Grades up (positive) or down (negative). */
  readonly notches: number
  /** Only ratings that the scorecard gives one of these grades; empty: all. */
  readonly grades: readonly Grade[]
}

/** What an overlay did to one rating, with what it says, so that the rating can be computed again without it. */
export interface AppliedOverlay extends Overlay {
  /** Hundredths of a point of the score, cut where the score ends. */
  readonly contribution: number
}

export interface Overlaid extends Pick<Evaluation, 'score' | 'grade' | 'scaleGrade' | 'alert'> {
  readonly overlays: readonly AppliedOverlay[]
}

const SCORE_MAX = 10_000

/**
 * Applies overlays after the scorecard, in the order given: points move the score, and the grade as far as the score
 * moves it over the bands; notches move the grade. The caps of the evaluation hold afterwards: an overlay never lifts a
 * customer over a veto. Whether a grade is in scope is told by what the scorecard alone gives.
 */
export function applyOverlays(
  scorecard: Scorecard,
  evaluation: Evaluation,
  overlays: readonly Overlay[],
): Overlaid {
  const applied: AppliedOverlay[] = []
  const letters = lettersOf(scorecard)
  const five = countsAs(scorecard, evaluation.gradeByScore)
  let { score } = evaluation
  let notches = 0
  for (const overlay of overlays) {
    if (overlay.grades.length > 0 && !overlay.grades.includes(five)) continue
    const moved = Math.min(SCORE_MAX, Math.max(0, score + overlay.points))
    const { id, name, points, grades: scope } = overlay
    applied.push({ id, name, points, notches: overlay.notches, grades: scope, contribution: moved - score })
    score = moved
    notches += overlay.notches
  }
  if (applied.length === 0) {
    const { grade, scaleGrade, alert } = evaluation
    return { score, grade, scaleGrade, alert, overlays: applied }
  }
  const shift = bandOf(scorecard, score) - bandOf(scorecard, evaluation.score) - notches
  const shifted = Math.max(0, letters.indexOf(evaluation.gradeByScore) + shift)
  const place = Math.max(shifted, ...evaluation.caps.map(({ gradeAtMost }) => letters.indexOf(gradeAtMost)))
  const scaleGrade: ScaleGrade = letters[place] ?? 'C'
  return {
    score,
    grade: countsAs(scorecard, scaleGrade),
    scaleGrade,
    alert: score < scorecard.alertBelowHundredths,
    overlays: applied,
  }
}

/** Place of the grade of a score among the letters of the scorecard, best first. */
function bandOf(scorecard: Scorecard, score: number): number {
  const grade = scorecard.grades.find((band) => score >= band.fromHundredths)?.grade ?? 'C'
  return lettersOf(scorecard).indexOf(grade)
}

/** What an overlay did, in words: `汽车行业价格战：等级下调 1 级`. */
export function overlayReason({ name, contribution, notches }: AppliedOverlay): Bilingual {
  if (notches !== 0) {
    const steps = Math.abs(notches)
    return {
      zh: `${name}：等级${notches > 0 ? '上调' : '下调'} ${steps} 级`,
      en: `${name}: grade ${notches > 0 ? 'up' : 'down'} by ${steps}`,
    }
  }
  const text = `${contribution < 0 ? '−' : '+'}${Math.abs(contribution) / 100}`
  return { zh: `${name}：得分 ${text}`, en: `${name}: score ${text}` }
}
