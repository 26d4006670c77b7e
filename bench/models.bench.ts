import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fitBinning } from '../server/src/modules/scoring/domain/statistics/binning/fit-binning.js'
import { informationValue } from '../server/src/modules/scoring/domain/statistics/binning/woe.js'
import { boost, standardBoosting } from '../server/src/modules/scoring/domain/statistics/boosting/boost.js'
import { splitByFile } from '../server/src/modules/scoring/domain/statistics/training/assign-split.js'
import {
  predict,
  textReader,
  type FittedModel,
} from '../server/src/modules/scoring/domain/statistics/training/model.js'
import {
  textsOf,
  type TextTable,
} from '../server/src/modules/scoring/domain/statistics/training/parse-table.js'
import { readTarget } from '../server/src/modules/scoring/domain/statistics/training/read-target.js'
import { unweighted } from '../server/src/modules/scoring/domain/statistics/training/sample.js'
import { featureColumns } from '../server/src/modules/scoring/domain/statistics/training/usable-columns.js'
import { readTrainingTable } from '../server/src/modules/scoring/read-training-table.js'
import { trainDelayFromFile } from '../server/src/modules/scoring/train-delay-from-file.js'
import { trainInWorker } from '../server/src/modules/scoring/train-in-worker.js'
import { lateInvoices } from './receivables-features.js'
import { printTable, timed, type Line } from './report.js'

/** The figures of the reference tools on the same rows, as their authors' defaults gave them. */
const references = {
  german: { scorecard: 0.7828, scorecardTarget: 0.7778, gbm: 0.78, iv: 2.591, binningSeconds: null },
  polish: { scorecard: 0.923, scorecardTarget: 0.923, gbm: 0.9549, iv: 59.2, binningSeconds: 39 },
} as const
const BOOSTING_REFERENCE_CPU = 1.77
const TRAINING_SECONDS = 10
const SCORED_ROWS = 100_000
/** The work that the reference time was measured for. */
const ownWork = { ...standardBoosting, trees: 200, learningRate: 0.05, maxLeaves: 15 }

const standard = { target: 'target', seed: 1, calibration: 'platt', reasons: false, rejects: null } as const
const nothing = { excluded: [], manualBins: {}, directions: {} } as const

const shared = resolve(process.env['XINHENG_SHARED'] ?? '../shared', 'data')
if (!existsSync(shared)) {
  console.error(`SKIPPED: the data sets are not at ${shared}; name their folder with XINHENG_SHARED.`)
} else {
  const folder = mkdtempSync(join(tmpdir(), 'xinheng-models-'))
  try {
    const polish = join(folder, 'polish.csv')
    writeFileSync(polish, gunzipSync(readFileSync(join(shared, 'polish_bankruptcy/polish_5year.csv.gz'))))
    await benchSet(
      'german',
      join(shared, 'german_credit/german.csv'),
      join(shared, 'reference/splits/german.csv'),
    )
    await benchSet('polish', polish, join(shared, 'reference/splits/polish_5year.csv'))
    await benchReceivables(folder)
    await benchDelay()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function benchSet(name: keyof typeof references, file: string, splitFile: string): Promise<void> {
  const reference = references[name]
  const lines: Line[] = [...(await binningLines(name, file, splitFile))]
  for (const method of ['scorecard', 'gbm'] as const) {
    const { result, seconds } = await timed(() =>
      trainInWorker({ ...standard, ...nothing, file, splitFile, method }),
    )
    const target = method === 'scorecard' ? reference.scorecardTarget : name === 'polish' ? 0.95 : null
    lines.push(aucLine(`${method}: test AUC`, result.metrics.test, reference[method], target), {
      what: `${method}: training end to end`,
      measured: `${seconds.toFixed(1)} s`,
      target: `≤ ${TRAINING_SECONDS} s`,
      reached: seconds <= TRAINING_SECONDS,
    })
    lines.push(scoringLine(method, result.model, await readTrainingTable(file)))
  }
  printTable(`Models on ${name}`, lines)
}

function aucLine(
  what: string,
  figures: { auc: number | null; aucStandardError: number | null },
  reference: number,
  target: number | null,
): Line {
  const auc = figures.auc ?? 0
  return {
    what,
    measured: `${auc.toFixed(4)} ± ${(figures.aucStandardError ?? 0).toFixed(4)}`,
    reference: reference.toFixed(4),
    ...(target === null ? {} : { target: `≥ ${target}`, reached: Number(auc.toFixed(4)) >= target }),
  }
}

/** Scores the rows of a table over and over, each read from its texts, until 100,000 are scored. */
function scoringLine(method: string, model: FittedModel, { header, rows }: TextTable): Line {
  const places = new Map(header.map((name, at) => [name, at]))
  let sum = 0
  const { seconds } = cpu(() => {
    for (let at = 0; at < SCORED_ROWS; at++) {
      const texts = rows[at % rows.length]
      sum += predict(
        model,
        textReader(model, (feature) => texts?.[places.get(feature) ?? -1]),
      ).pd
    }
  })
  if (!Number.isFinite(sum)) throw new Error(`${method} gave a probability that is no number`)
  return {
    what: `${method}: scoring of ${SCORED_ROWS.toLocaleString('en')} rows, CPU`,
    measured: `${seconds.toFixed(1)} s`,
  }
}

/** Binning of all variables and one boosting run, each by itself, in processor time. */
async function binningLines(name: keyof typeof references, file: string, splitFile: string): Promise<Line[]> {
  const table = await readTrainingTable(file)
  const target = readTarget('target', textsOf(table, table.header.indexOf('target')))
  const { split, keyColumn } = splitByFile(table, target, await readTrainingTable(splitFile))
  const sample = unweighted(target, split.train)
  const { columns } = featureColumns(table, sample.rows, { target: 'target', key: keyColumn, excluded: [] })
  const binned = cpu(() => columns.map((column) => fitBinning(column, sample)))
  const iv = binned.result.reduce((sum, { table: rows }) => sum + informationValue(rows), 0)
  const { iv: ivReference, binningSeconds } = references[name]
  const lines: Line[] = [
    {
      what: 'sum of information values, exact binning',
      measured: iv.toFixed(3),
      reference: String(ivReference),
      target: '≥ reference',
      reached: iv >= ivReference,
    },
    {
      what: `binning of ${columns.length} variables, CPU`,
      measured: `${binned.seconds.toFixed(2)} s`,
      ...(binningSeconds === null ? {} : { reference: `${binningSeconds} s` }),
      target: '≤ 1 s',
      reached: binned.seconds <= 1,
    },
  ]
  if (name !== 'polish') return lines
  const boosted = cpu(() =>
    boost(
      columns.map(({ numbers }) => numbers),
      sample,
      ownWork,
    ),
  )
  return [
    ...lines,
    {
      what: '200 trees, CPU',
      measured: `${boosted.seconds.toFixed(2)} s`,
      reference: `${BOOSTING_REFERENCE_CPU} s (another machine)`,
      target: `≤ ${2 * BOOSTING_REFERENCE_CPU} s`,
      reached: boosted.seconds <= 2 * BOOSTING_REFERENCE_CPU,
    },
  ]
}

function cpu<T>(work: () => T): { result: T; seconds: number } {
  const before = process.cpuUsage()
  const result = work()
  return { result, seconds: process.cpuUsage(before).user / 1e6 }
}

/** Will an invoice be paid late? Features as of the day of the invoice, from what was settled and open on that day. */
async function benchReceivables(folder: string): Promise<void> {
  const source = readFileSync(join(shared, 'ibm_ar/ibm_ar.csv'), 'utf8')
  const file = join(folder, 'late.csv')
  const splitFile = join(folder, 'late-split.csv')
  const made = lateInvoices(source)
  writeFileSync(file, made.data)
  writeFileSync(splitFile, made.split)
  const lines: Line[] = []
  for (const method of ['scorecard', 'gbm'] as const) {
    const { metrics } = await trainInWorker({ ...standard, ...nothing, file, splitFile, method })
    const reference = method === 'scorecard' ? 0.8806 : 0.8712
    lines.push(
      aucLine(`${method}: late, test AUC`, metrics.test, reference, method === 'scorecard' ? 0.878 : null),
    )
  }
  printTable('Models on receivables (time split, features as of the day of the invoice)', lines)
}

/** When will an invoice be paid? The split by time, beside what the reference tools reached on the same rows. */
async function benchDelay(): Promise<void> {
  const { result, seconds } = await timed(() =>
    trainDelayFromFile({
      ...{ file: join(shared, 'ibm_ar/ibm_ar.csv'), roles: {}, knownLater: [], excluded: [], seed: 1 },
      splitFile: join(shared, 'reference/splits/ibm_ar.csv'),
    }),
  )
  const { test } = result.metrics
  const own = test.baselines.customerHistory
  const line = (
    what: string,
    value: number | null,
    reference: string,
    bound: number,
    atLeast: boolean,
  ): Line => ({
    ...{ what, measured: (value ?? Number.NaN).toFixed(4), reference },
    target: `${atLeast ? '≥' : '≤'} ${bound}`,
    reached: value !== null && (atLeast ? value >= bound : value <= bound),
  })
  printTable('Payment delay on receivables (history: invoices paid before the day of the invoice)', [
    line('late or not, test AUC', test.auc, 'logistic 0.8806, history 0.8736', 0.878, true),
    line('days late, test MAE', test.mae, 'ridge 5.73, boosted 5.75, history 6.45', 5.75, false),
    line('weekly cash, WAPE', test.wape, 'boosted 0.1811, due day 0.2771', 0.185, false),
    { what: 'by due day, WAPE', measured: (test.wapeByDueDay ?? Number.NaN).toFixed(4), reference: '0.2771' },
    {
      what: "customer's history alone, AUC",
      measured: (own.auc ?? Number.NaN).toFixed(4),
      reference: '0.8736',
    },
    {
      what: "customer's history alone, MAE",
      measured: (own.mae ?? Number.NaN).toFixed(2),
      reference: '6.45',
    },
    {
      what: 'bounds of 80 %: share inside',
      measured: `${test.interval.coverage.toFixed(3)}, ${test.interval.width.toFixed(1)} days wide`,
      reference: 'boosted quantiles 0.694, 14.8 days',
    },
    { what: 'end to end', measured: `${seconds.toFixed(1)} s` },
  ])
}
