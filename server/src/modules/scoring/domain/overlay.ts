import type { Bilingual } from '../../../kernel/bilingual.js'
import { floorCaps, type Evaluation } from './evaluate.js'
import type { Grade, ScaleGrade } from './grade-scale.js'
import { inProfile } from './profiles.js'
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

export interface Overlaid extends Pick<Evaluation, 'score' | 'grade' | 'scaleGrade' | 'alert' | 'caps'> {
  readonly overlays: readonly AppliedOverlay[]
}

const SCORE_MAX = 10_000

/** Where a score stands on a scale. */
interface Standing {
  /** Hundredths of a point. */
  readonly score: number
  /** Place of its grade among the letters, best first. */
  readonly place: number
}

/**
 * Moves a score by overlays, in the order given: points move the score, and the grade as far as the score moves it over
 * the bands; notches move the grade. Whether a grade is in scope is told by what the scorecard alone gives: `five`.
 * What was applied is told to `onApplied`, with the hundredths of a point that it moved the score.
 */
export function moveBy(
  overlays: readonly Overlay[],
  { score: before, place }: Standing,
  { five, bandOf }: { readonly five: Grade; readonly bandOf: (score: number) => number },
  onApplied?: (overlay: Overlay, contribution: number) => void,
): Standing {
  let score = before
  let notches = 0
  for (const overlay of overlays) {
    if (overlay.grades.length > 0 && !overlay.grades.includes(five)) continue
    const moved = Math.min(SCORE_MAX, Math.max(0, score + overlay.points))
    onApplied?.(overlay, moved - score)
    score = moved
    notches += overlay.notches
  }
  return { score, place: Math.max(0, place + bandOf(score) - bandOf(before) - notches) }
}

/**
 * Applies overlays after the scorecard. Its caps hold afterwards, and the floors of the grades that the overlays lead
 * to are looked at anew: an overlay never lifts a customer over a veto or over a floor that is missed.
 */
export function applyOverlays(
  document: Scorecard,
  evaluation: Evaluation,
  overlays: readonly Overlay[],
): Overlaid {
  const scorecard = inProfile(document, evaluation.profile)
  const letters = lettersOf(scorecard)
  const applied: AppliedOverlay[] = []
  const five = countsAs(scorecard, evaluation.gradeByScore)
  const moved = moveBy(
    overlays,
    { score: evaluation.score, place: letters.indexOf(evaluation.gradeByScore) },
    { five, bandOf: (score) => bandOf(scorecard, score) },
    ({ id, name, points, notches, grades: scope }, contribution) =>
      applied.push({ id, name, points, notches, grades: scope, contribution }),
  )
  if (applied.length === 0) {
    const { score, grade, scaleGrade, alert, caps } = evaluation
    return { score, grade, scaleGrade, alert, caps, overlays: applied }
  }
  const limits = evaluation.caps.filter(({ kind }) => kind !== 'floor')
  const capped = Math.max(0, ...limits.map(({ gradeAtMost }) => letters.indexOf(gradeAtMost)))
  const { place, missed } = floorCaps(
    scorecard,
    { byScore: Math.min(moved.place, letters.length - 1), capped },
    evaluation.dimensions,
  )
  const scaleGrade: ScaleGrade = letters[place] ?? 'C'
  return {
    score: moved.score,
    grade: countsAs(scorecard, scaleGrade),
    scaleGrade,
    alert: moved.score < scorecard.alertBelowHundredths,
    caps: [...limits, ...missed],
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
