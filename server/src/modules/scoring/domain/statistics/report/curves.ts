import { intervalOf } from '../binning/binning.js'
import { rocCurve } from '../validation/discrimination.js'
import { quantileOf } from '../validation/psi.js'
import { outcomesOf, thinned, type Case } from './case.js'

const POINTS_MAX = 120
const BANDS = 10

export interface RocLine {
  /** Share of the good that would be refused. */
  readonly good: number
  /** Share of the bad that would be refused. */
  readonly bad: number
}

/** The ROC curve in at most 120 points; empty when a class is missing. */
export function rocLine(cases: readonly Case[]): RocLine[] {
  const points = rocCurve(outcomesOf(cases)).map(({ falsePositive, truePositive }) => ({
    good: falsePositive,
    bad: truePositive,
  }))
  return thinned(points, POINTS_MAX)
}

export interface KsPoint {
  readonly score: number
  /** Shares of either class with at most this score. */
  readonly bad: number
  readonly good: number
}

/** The two distributions whose largest distance is KS, from the lowest score up. */
export function ksLine(cases: readonly Case[]): KsPoint[] {
  const sorted = [...cases].sort((a, b) => a.score - b.score)
  const bads = sorted.reduce((sum, { y }) => sum + y, 0)
  const goods = sorted.length - bads
  if (bads === 0 || goods === 0) return []
  let bad = 0
  let good = 0
  const points = sorted.flatMap(({ y, score }, at): KsPoint[] => {
    if (y === 1) bad += 1
    else good += 1
    return sorted[at + 1]?.score === score ? [] : [{ score, bad: bad / bads, good: good / goods }]
  })
  return thinned(points, POINTS_MAX)
}

export interface ScoreBand {
  /** Null for no bound on that side. */
  readonly from: number | null
  readonly to: number | null
  readonly train: number
  readonly test: number
  /** Of the cases that the model was not fitted on. */
  readonly bad: number
  readonly meanPd: number | null
}

/** Cases by deciles of the training scores (of the tested scores where there was no training). */
export function scoreBands(train: readonly Case[], test: readonly Case[]): ScoreBand[] {
  const base = (train.length > 0 ? train : test).map(({ score }) => score).sort((a, b) => a - b)
  if (base.length === 0) return []
  const edges = Array.from({ length: BANDS - 1 }, (_, at) => quantileOf(base, (at + 1) / BANDS))
  const breaks = [...new Set(edges)]
  return Array.from({ length: breaks.length + 1 }, (_, band) => {
    const within = (cases: readonly Case[]) => cases.filter(({ score }) => intervalOf(breaks, score) === band)
    const tested = within(test)
    return {
      from: breaks[band - 1] ?? null,
      to: breaks[band] ?? null,
      train: within(train).length,
      test: tested.length,
      bad: tested.reduce((sum, { y }) => sum + y, 0),
      meanPd: tested.length === 0 ? null : tested.reduce((sum, { pd }) => sum + pd, 0) / tested.length,
    }
  })
}
