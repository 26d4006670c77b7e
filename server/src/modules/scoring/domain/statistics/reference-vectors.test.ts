import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bestMerge, standardBinning } from './binning/fit-binning.js'
import { mergeOptimally, totalOf, type Trend } from './binning/optimal-merge.js'
import { informationValue, woeTable } from './binning/woe.js'
import { NO_NODE, marginOf, type Tree, type TreeNode } from './boosting/tree.js'
import { explainMargin } from './boosting/tree-shap.js'
import { fitIsotonic, isotonicAt } from './calibration/isotonic.js'
import { fitLogit } from './logit/fit-logit.js'
import {
  brier,
  calibrationLine,
  expectedCalibrationError,
  hosmerLemeshow,
  logLoss,
  spiegelhalter,
} from './validation/calibration-tests.js'
import { logit } from './numeric/logistic.js'
import {
  factorOf,
  offsetOf,
  pdOfScore,
  pointsOf,
  scoreOfMargin,
  standardScaling,
} from './scorecard/scaling.js'
import { aucDeLong, pairedDeLong } from './validation/delong.js'
import { averagePrecision, ks } from './validation/discrimination.js'
import { psiContributions } from './validation/psi.js'

const shared = process.env['XINHENG_SHARED'] ?? resolve(import.meta.dirname, '../../../../../../../shared')
const folder = resolve(shared, 'data/reference')
const present = existsSync(folder)
if (!present) process.stderr.write(`SKIPPED: reference vectors are not at ${folder}; set XINHENG_SHARED.\n`)

const read = (name: string): unknown => JSON.parse(readFileSync(resolve(folder, name), 'utf8'))

interface Classified {
  y: number[]
  p: number[]
}

interface Vectors {
  auc_ks: {
    cases: (Classified &
      Record<'auc' | 'auc_se_delong' | 'ks' | 'average_precision' | 'brier' | 'logloss', number> & {
        name: string
      })[]
  }
  woe_iv: {
    cases: {
      name: string
      bad: number[]
      good: number[]
      adjust: number | null
      woe: number[]
      bin_iv: number[]
      iv: number
    }[]
  }
  psi: { cases: { expected: number[]; actual: number[]; contrib: number[] }[] }
  hosmer_lemeshow: Classified &
    Record<'chi2' | 'df' | 'p_value' | 'brier' | 'logloss' | 'spiegelhalter_z', number>
  calibration: {
    p: number[]
    intercept_and_slope_statsmodels: number[]
    expected_calibration_error_10_equal_width: number
  }
  logistic: {
    X: number[][]
    y: number[]
    weights: number[]
    unpenalised: {
      intercept: number
      coef: number[]
      se: number[]
      p_values: number[]
      loglik: number
      aic: number
    }
    l2_C1: { intercept: number; coef: number[] }
    weighted_unpenalised: { intercept: number; coef: number[] }
  }
  score_scaling: {
    factor: number
    offset: number
    pd_to_score: { pd: number; score: number }[]
    score_to_pd: { pd: number; score: number }[]
    points: { example: { beta0: number; beta: number[]; woe: number[][]; points: number[][] } }
  }
  isotonic_pav: { x: number[]; y: number[]; fitted: number[] }
  optimal_monotone_binning: {
    cases: {
      name: string
      bad: number[]
      good: number[]
      trend: Trend
      min_bin_size: number
      iv: number
      last_prebin_of_each_bin: number[]
    }[]
  }
  delong_paired: {
    y: number[]
    pA: number[]
    pB: number[]
    expected: Record<'aucA' | 'aucB' | 'z' | 'p_value', number> & { ciA: number[] }
  }
}

interface XgbNode {
  nodeid: number
  split?: string
  split_condition?: number
  yes?: number
  no?: number
  missing?: number
  leaf?: number
  cover: number
  children?: XgbNode[]
}

interface ShapModel {
  name: string
  trees: XgbNode[]
  rows: (number | null)[][]
  contribs: number[][]
  margin: number[]
}

const NINE = 1e-9
const near = (actual: number | null | undefined, expected: number, tolerance = NINE) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance)
const allNear = (actual: readonly number[], expected: readonly number[], tolerance = NINE) => {
  expect(actual.length).toBe(expected.length)
  for (const [at, value] of expected.entries()) near(actual[at], value, tolerance)
}

function treeOf(root: XgbNode): Tree {
  const nodes: TreeNode[] = []
  const add = (node: XgbNode) => {
    for (const child of node.children ?? []) add(child)
    nodes[node.nodeid] = {
      feature: Number(node.split?.slice(1) ?? NO_NODE),
      threshold: node.split_condition ?? 0,
      missingLeft: node.missing === node.yes,
      left: node.yes ?? NO_NODE,
      right: node.no ?? NO_NODE,
      value: node.leaf ?? 0,
      cover: node.cover,
    }
  }
  add(root)
  return nodes
}

describe.skipIf(!present)('figures of independent tools', () => {
  const vectors = (present ? read('vectors.json') : {}) as Vectors

  it('AUC, its error, KS, precision, Brier and log-loss', () => {
    expect(vectors.auc_ks.cases.length).toBeGreaterThan(3)
    for (const one of vectors.auc_ks.cases) {
      near(aucDeLong(one)?.auc, one.auc)
      near(aucDeLong(one)?.standardError, one.auc_se_delong)
      near(ks(one), one.ks)
      near(averagePrecision(one), one.average_precision)
      near(brier(one), one.brier)
      near(logLoss(one), one.logloss)
    }
  })

  it('WoE and information value', () => {
    for (const { bad, good, adjust, ...expected } of vectors.woe_iv.cases) {
      const bins = bad.map((count, at) => ({ bad: count, good: good[at] ?? 0 }))
      const table = woeTable(bins, adjust === null ? 'pure' : 'all')
      allNear(
        table.map((row) => row.woe),
        expected.woe,
      )
      allNear(
        table.map((row) => row.iv),
        expected.bin_iv,
      )
      near(informationValue(table), expected.iv)
    }
  })

  it('population stability', () => {
    for (const { expected, actual, contrib } of vectors.psi.cases)
      allNear(psiContributions(expected, actual), contrib)
  })

  it('Hosmer–Lemeshow, Spiegelhalter and the calibration line', () => {
    const expected = vectors.hosmer_lemeshow
    near(hosmerLemeshow(expected)?.chi2, expected.chi2)
    near(hosmerLemeshow(expected)?.pValue, expected.p_value)
    near(spiegelhalter(expected)?.z, expected.spiegelhalter_z)
    const line = { y: expected.y, p: vectors.calibration.p }
    const [intercept = 0, slope = 0] = vectors.calibration.intercept_and_slope_statsmodels
    near(calibrationLine(line)?.intercept, intercept)
    near(calibrationLine(line)?.slope, slope)
    near(expectedCalibrationError(line), vectors.calibration.expected_calibration_error_10_equal_width)
  })

  it('logistic regression: plain, penalised, weighted', () => {
    const { X: x, y, weights, unpenalised, l2_C1, weighted_unpenalised } = vectors.logistic
    const plain = fitLogit({ x, y })
    allNear([plain.intercept, ...plain.coefficients], [unpenalised.intercept, ...unpenalised.coef])
    allNear(plain.standardErrors, unpenalised.se, 1e-6)
    allNear(plain.pValues, unpenalised.p_values, 1e-6)
    near(plain.logLikelihood, unpenalised.loglik)
    near(plain.aic, unpenalised.aic)
    const ridge = fitLogit({ x, y, l2: 1 })
    // The reference stopped when its objective no longer moved, a few millionths before the optimum.
    allNear([ridge.intercept, ...ridge.coefficients], [l2_C1.intercept, ...l2_C1.coef], 1e-5)
    const objective = (beta: readonly number[]) => {
      const [constant = 0, ...slopes] = beta
      const penalty = slopes.reduce((sum, slope) => sum + (slope * slope) / 2, 0)
      return x.reduce((sum, row, at) => {
        const margin = row.reduce((total, value, j) => total + value * (slopes[j] ?? 0), constant)
        return sum - Math.log1p(Math.exp(y[at] === 1 ? -margin : margin))
      }, -penalty)
    }
    expect(objective([ridge.intercept, ...ridge.coefficients])).toBeGreaterThanOrEqual(
      objective([l2_C1.intercept, ...l2_C1.coef]),
    )
    const weighted = fitLogit({ x, y, weights })
    allNear(
      [weighted.intercept, ...weighted.coefficients],
      [weighted_unpenalised.intercept, ...weighted_unpenalised.coef],
    )
  })

  it('points scaling', () => {
    const { factor, offset, pd_to_score, score_to_pd, points } = vectors.score_scaling
    near(factorOf(standardScaling), factor)
    near(offsetOf(standardScaling), offset)
    for (const { pd, score } of pd_to_score) near(scoreOfMargin(logit(pd)), score, 1e-7)
    for (const { score, pd } of score_to_pd) near(pdOfScore(score), pd)
    const { beta0, beta, woe, points: expected } = points.example
    const terms = beta.map((coefficient, at) => ({ coefficient, woe: woe[at] ?? [] }))
    for (const [at, row] of pointsOf(beta0, terms, standardScaling).entries())
      allNear(row, expected[at] ?? [])
  })

  it('isotonic regression', () => {
    const { x, y, fitted } = vectors.isotonic_pav
    const curve = fitIsotonic(x, y)
    allNear(
      x.map((value) => isotonicAt(curve, value)),
      fitted,
    )
  })

  it('optimal monotone binning', () => {
    for (const one of vectors.optimal_monotone_binning.cases) {
      const bins = one.bad.map((bad, at) => ({ bad, good: one.good[at] ?? 0 }))
      const rules = {
        trend: one.trend,
        minBinSize: one.min_bin_size,
        minOfClass: 1,
        maxBins: 20,
        minRateGap: 0,
      }
      const merge = mergeOptimally(bins, rules)
      expect(merge?.lasts).toEqual(one.last_prebin_of_each_bin)
      near(merge?.iv, one.iv)
      expect(bestMerge(bins, totalOf(bins), standardBinning)?.iv).toBeGreaterThanOrEqual(
        one.min_bin_size > 0 ? 0 : one.iv,
      )
    }
  })

  it('paired DeLong', () => {
    const { y, pA, pB, expected } = vectors.delong_paired
    const test = pairedDeLong(y, pA, pB)
    near(test?.aucA, expected.aucA)
    near(test?.aucB, expected.aucB)
    near(test?.z, expected.z)
    near(test?.pValue, expected.p_value)
    const [low = 0, middle = 0, high = 0] = expected.ciA
    const estimate = aucDeLong({ y, p: pA })
    allNear([estimate?.interval[0] ?? 0, estimate?.auc ?? 0, estimate?.interval[1] ?? 0], [low, middle, high])
  })

  it('exact tree SHAP, missing values and repeated features included', () => {
    const { models } = read('vectors_treeshap.json') as { models: ShapModel[] }
    expect(models.length).toBe(3)
    for (const model of models) {
      const ensemble = { base: 0, trees: model.trees.map(treeOf) }
      for (const [at, cells] of model.rows.entries()) {
        const row = cells.map((cell) => (cell === null ? Number.NaN : Math.fround(cell)))
        const { bias, contributions } = explainMargin(ensemble, row)
        allNear([...contributions, bias], model.contribs[at] ?? [], 1e-5)
        near(marginOf(ensemble, row), model.margin[at] ?? 0, 1e-5)
        near(
          [...contributions].reduce((sum, part) => sum + part, bias),
          marginOf(ensemble, row),
        )
      }
    }
  })
})
