import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { fitBinning } from './binning/fit-binning.js'
import { countBins, type BinnedFeature, woeOf } from './binning/count-bins.js'
import { informationValue } from './binning/woe.js'
import { fitLogit } from './logit/fit-logit.js'
import { sigmoid } from './numeric/logistic.js'
import { pdOfScore, pointsOf, scoreOfMargin, standardScaling } from './scorecard/scaling.js'
import { featureColumn } from './training/parse-table.js'
import { unweighted, type Sample } from './training/sample.js'
import { brier, hosmerLemeshow, logLoss } from './validation/calibration-tests.js'
import { aucDeLong } from './validation/delong.js'
import { ks } from './validation/discrimination.js'
import { psi, psiOfScores } from './validation/psi.js'

const shared = process.env['XINHENG_SHARED'] ?? resolve(import.meta.dirname, '../../../../../../../shared')
const folder = resolve(shared, 'data')
const golden = resolve(folder, 'reference/golden_fixed_bins.json')
const present = existsSync(golden)
if (!present) process.stderr.write(`SKIPPED: the golden file is not at ${golden}; set XINHENG_SHARED.\n`)

interface GoldenSet {
  vars: Record<
    string,
    {
      breaks: number[] | null
      bins: (string | string[])[]
      count: number[]
      bad: number[]
      woe: number[]
      bin_iv: number[]
      iv: number
      psi_train_test: number
    }
  >
  order: string[]
  intercept: number
  coef: number[]
  se: number[]
  loglik: number
  train: Record<string, number>
  test: Record<string, number>
  psi_score: number
  first_10_rows: { row_id: number[]; p: number[]; score: number[] }
}

const near = (actual: number | null | undefined, expected: number | undefined, tolerance = 1e-9) =>
  expect(Math.abs((actual ?? Number.NaN) - (expected ?? Number.NaN))).toBeLessThanOrEqual(tolerance)

function readCsv(file: string): string[][] {
  const bytes = readFileSync(resolve(folder, file))
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
}

function load(file: string, splitFile: string) {
  const [header = [], ...rows] = readCsv(file)
  const splits = new Map(readCsv(splitFile).map(([id, split]) => [id, split]))
  const chosen = (split: string) =>
    Int32Array.from([...rows.keys()].filter((row) => splits.get(rows[row]?.[0]) === split))
  const target = Int8Array.from(rows, (row) => Number(row[header.indexOf('target')]))
  const train = unweighted(target, chosen('train'))
  const column = (name: string) =>
    featureColumn(
      name,
      rows.map((row) => row[header.indexOf(name)] ?? ''),
      train.rows,
    )
  return { train, test: unweighted(target, chosen('test')), column, rowCount: rows.length }
}

describe.skipIf(!present).each([
  ['german', 'german_credit/german.csv', 'reference/splits/german.csv'],
  ['polish_5year', 'polish_bankruptcy/polish_5year.csv.gz', 'reference/splits/polish_5year.csv'],
])('a scorecard with given bins on %s', (name, file, splitFile) => {
  const expected = present
    ? ((JSON.parse(readFileSync(golden, 'utf8')) as { sets: Record<string, GoldenSet> }).sets[
        name
      ] as GoldenSet)
    : ({ order: [], vars: {} } as unknown as GoldenSet)
  const { train, test, column, rowCount } = present ? load(file, splitFile) : ({} as ReturnType<typeof load>)
  const features = expected.order.map((feature) => {
    const { breaks, bins } = expected.vars[feature] ?? { breaks: null, bins: [] }
    const groups = bins as string[][]
    const manual = breaks === null ? { groups } : { breaks }
    return present ? fitBinning(column(feature), train, undefined, manual) : ({} as BinnedFeature)
  })
  const woes = (sample: Sample) =>
    Array.from(sample.rows, (row) => features.map((one) => woeOf(one.table, one.assigned[row] ?? -1)))

  it('counts, WoE, information and stability of every bin', () => {
    for (const feature of features) {
      const one = expected.vars[feature.binning.feature]
      expect(feature.table.map((row) => row.count)).toEqual(one?.count)
      expect(feature.table.map((row) => row.bad)).toEqual(one?.bad)
      for (const [bin, row] of feature.table.entries()) {
        near(row.woe, one?.woe[bin])
        near(row.iv, one?.bin_iv[bin])
      }
      near(informationValue(feature.table), one?.iv)
      const counts = (sample: Sample) =>
        countBins(feature.binning, feature.assigned, sample).map(({ bad, good }) => bad + good)
      near(psi(counts(train), counts(test)), one?.psi_train_test)
    }
  })

  it('coefficients, standard errors, probabilities, scores and figures', () => {
    const classOf = (sample: Sample) => Int8Array.from(sample.rows, (row) => sample.target[row] ?? 0)
    const fit = fitLogit({ x: woes(train), y: classOf(train) })
    near(fit.intercept, expected.intercept)
    for (const [at, value] of fit.coefficients.entries()) near(value, expected.coef[at])
    for (const [at, value] of fit.standardErrors.entries()) near(value, expected.se[at], 1e-6)
    near(fit.logLikelihood, expected.loglik)
    const marginsOf = (sample: Sample) =>
      woes(sample).map((row) =>
        row.reduce((sum, woe, at) => sum + woe * (fit.coefficients[at] ?? 0), fit.intercept),
      )
    for (const [sample, figures] of [
      [train, expected.train],
      [test, expected.test],
    ] as const) {
      const outcomes = { y: classOf(sample), p: marginsOf(sample).map(sigmoid) }
      near(aucDeLong(outcomes)?.auc, figures['auc'])
      near(aucDeLong(outcomes)?.standardError, figures['auc_se_delong'])
      near(ks(outcomes), figures['ks'])
      near(brier(outcomes), figures['brier'])
      near(logLoss(outcomes), figures['logloss'])
      near(hosmerLemeshow(outcomes)?.chi2, figures['hosmer_lemeshow_chi2'], 1e-7)
      near(hosmerLemeshow(outcomes)?.pValue, figures['hosmer_lemeshow_p'])
    }
    const scores = (sample: Sample) => marginsOf(sample).map((margin) => scoreOfMargin(margin))
    near(psiOfScores(scores(train), scores(test)), expected.psi_score)
    const everyone = unweighted(
      train.target,
      Int32Array.from({ length: rowCount }, (_, row) => row),
    )
    const all = marginsOf(everyone)
    for (const [at, row] of expected.first_10_rows.row_id.entries()) {
      near(sigmoid(all[row] ?? 0), expected.first_10_rows.p[at])
      near(scoreOfMargin(all[row] ?? 0), expected.first_10_rows.score[at], 1e-7)
    }
    const terms = features.map((one, at) => ({
      coefficient: fit.coefficients[at] ?? 0,
      woe: one.table.map((row) => row.woe),
    }))
    const points = pointsOf(fit.intercept, terms, standardScaling)
    const total = points.reduce((sum, row, at) => sum + (row[features[at]?.assigned[0] ?? -1] ?? 0), 0)
    near(pdOfScore(total), sigmoid(all[0] ?? 0))
  })
})
