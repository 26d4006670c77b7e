import type { Bilingual } from '../../../../kernel/bilingual.js'
import { evaluate } from '../evaluate.js'
import type { FeatureInputs } from '../features.js'
import { indicatorsOf, type Scorecard } from '../scorecard.js'
import { pairedDeLong, type DeLongTest } from '../statistics/validation/delong.js'
import { psiOfScores } from '../statistics/validation/psi.js'
import { roundWeights } from './bounded-weights.js'
import {
  boundBy,
  boundsFor,
  evidenceGates,
  type BoundBy,
  type Gate,
  type RefitGuardrails,
} from './guardrails.js'
import { refitWeights } from './refit-weights.js'

/** A customer as it was seen when it was rated, and what became of it. */
export interface RefitCase {
  readonly day: string
  readonly inputs: FeatureInputs
  readonly y: 0 | 1
}

export interface WeightChange {
  readonly indicator: string
  readonly label: Bilingual
  readonly dimension: string
  readonly beforeBp: number
  readonly afterBp: number
  /** The guardrail that keeps it from moving on. */
  readonly boundBy: BoundBy
}

/** How the scorecard in force (A) and the re-fitted one (B) rank the same cases. */
export interface RefitPart {
  readonly from: string
  readonly to: string
  readonly cases: number
  readonly bads: number
  readonly test: DeLongTest | null
}

export interface RefitReport {
  readonly gates: readonly Gate[]
  readonly passed: boolean
  readonly fit: RefitPart
  /** Later cases, which it was not fitted on. */
  readonly later: RefitPart
  /** Of the score of the re-fitted scorecard, from the cases fitted on to the later ones. */
  readonly psi: number | null
  readonly weights: readonly WeightChange[]
}

export interface Refitted {
  readonly report: RefitReport
  /** The same scorecard with the new weights; null when nothing was fitted for want of evidence. */
  readonly scorecard: Scorecard | null
}

const WHOLE = 10_000
/** Weights people can read: tenths of a percent. */
const GRID = 10
/** Days of ratings that the fit is tested on: the last three tenths. */
const LATER = 0.3

/**
 * Estimates the weights of an expert scorecard anew on cases that have come to their end, within guardrails. The bins
 * and points of the indicators stay. Every gate is looked at; whether anything is proposed is the caller's.
 */
export function refitScorecard(
  scorecard: Scorecard,
  cases: readonly RefitCase[],
  guardrails: RefitGuardrails,
): Refitted {
  const { fit, later } = splitByDay(cases)
  const evidence = evidenceGates(countOf(fit), countOf(later), guardrails)
  if (!evidence.every(({ passed }) => passed)) {
    const parts = { fit: partOf(fit, null, null), later: partOf(later, null, null) }
    return { scorecard: null, report: { gates: evidence, passed: false, ...parts, psi: null, weights: [] } }
  }
  const { changed, weights } = reweighted(scorecard, fit, guardrails)
  const scores = (card: Scorecard, some: readonly RefitCase[]) =>
    some.map(({ inputs }) => evaluate(card, inputs).score)
  const after = { fit: scores(changed, fit), later: scores(changed, later) }
  const parts = {
    fit: partOf(fit, scores(scorecard, fit), after.fit),
    later: partOf(later, scores(scorecard, later), after.later),
  }
  const psi = psiOfScores(after.fit, after.later)
  const { test } = parts.later
  const gain = test === null ? null : test.aucB - test.aucA
  const moved = Math.max(...weights.map(({ beforeBp, afterBp }) => Math.abs(afterBp - beforeBp)))
  const gates: Gate[] = [
    ...evidence,
    { code: 'psi', value: psi, limit: guardrails.psiMax, passed: psi <= guardrails.psiMax },
    {
      code: 'auc',
      value: gain,
      limit: guardrails.aucMargin,
      passed: gain !== null && gain >= guardrails.aucMargin,
    },
    { code: 'change', value: moved, limit: GRID, passed: moved >= GRID },
  ]
  return {
    scorecard: changed,
    report: { gates, passed: gates.every(({ passed }) => passed), ...parts, psi, weights },
  }
}

/** The cases of the last days apart; those of one day stay together. */
function splitByDay(cases: readonly RefitCase[]): { fit: RefitCase[]; later: RefitCase[] } {
  const days = [...new Set(cases.map(({ day }) => day))].sort()
  const first = days[days.length - Math.max(1, Math.round(days.length * LATER))] ?? ''
  return { fit: cases.filter(({ day }) => day < first), later: cases.filter(({ day }) => day >= first) }
}

function countOf(cases: readonly RefitCase[]) {
  const bads = cases.filter(({ y }) => y === 1).length
  return { bads, goods: cases.length - bads }
}

function reweighted(scorecard: Scorecard, fit: readonly RefitCase[], guardrails: RefitGuardrails) {
  const indicators = indicatorsOf(scorecard)
  const before = indicators.map(({ weightBasisPoints }) => weightBasisPoints)
  const bounds = indicators.map(({ code, weightBasisPoints }) =>
    boundsFor(code, weightBasisPoints, guardrails),
  )
  const sample = { points: fit.map(({ inputs }) => pointsOf(scorecard, inputs)), y: fit.map(({ y }) => y) }
  const after = roundWeights(refitWeights(sample, before, bounds, WHOLE), bounds, WHOLE, GRID)
  const changed = withWeights(scorecard, new Map(indicators.map(({ code }, at) => [code, after[at] ?? 0])))
  const dimensionOf = new Map(
    scorecard.dimensions.flatMap((one) => one.indicators.map(({ code }) => [code, one.code] as const)),
  )
  const weights = indicators.map(({ code, label }, at): WeightChange => {
    const [beforeBp, afterBp] = [before[at] ?? 0, after[at] ?? 0]
    const bound = bounds[at] ?? { min: 0, max: WHOLE }
    return {
      ...{ indicator: code, label, dimension: dimensionOf.get(code) ?? '', beforeBp, afterBp },
      boundBy: boundBy(beforeBp, afterBp, bound, guardrails),
    }
  })
  return { changed, weights }
}

/** The points that each indicator gave; what was left out counts as the mean of the others, as the scorecard does. */
function pointsOf(scorecard: Scorecard, inputs: FeatureInputs): Float64Array {
  const { contributions, score } = evaluate(scorecard, inputs)
  return Float64Array.from(contributions, ({ points }) => points ?? score / 100)
}

function withWeights(scorecard: Scorecard, weights: ReadonlyMap<string, number>): Scorecard {
  return {
    ...scorecard,
    dimensions: scorecard.dimensions.map((dimension) => {
      const indicators = dimension.indicators.map((indicator) => ({
        ...indicator,
        weightBasisPoints: weights.get(indicator.code) ?? indicator.weightBasisPoints,
      }))
      const sum = indicators.reduce((all, { weightBasisPoints }) => all + weightBasisPoints, 0)
      return { ...dimension, indicators, weightBasisPoints: sum }
    }),
  }
}

function partOf(
  cases: readonly RefitCase[],
  before: readonly number[] | null,
  after: readonly number[] | null,
): RefitPart {
  const days = cases.map(({ day }) => day).sort()
  const risk = (scores: readonly number[]) => scores.map((score) => -score)
  const y = cases.map((one) => one.y)
  return {
    ...{ from: days[0] ?? '', to: days.at(-1) ?? '', cases: cases.length, bads: countOf(cases).bads },
    test: before === null || after === null ? null : pairedDeLong(y, risk(before), risk(after)),
  }
}
