import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { modelSql } from '../../modules/scoring/domain/statistics/export/model-sql.js'
import type { SqlTarget } from '../../modules/scoring/domain/statistics/export/sql-text.js'
import type { FittedModel } from '../../modules/scoring/domain/statistics/training/model.js'
import {
  rejectMethods,
  type RejectMethod,
} from '../../modules/scoring/domain/statistics/training/infer-rejects.js'
import { parseFittedModel } from '../../modules/scoring/fitted-model-schemas.js'
import { scoreFile } from '../../modules/scoring/score-file.js'
import type { FileTraining, TrainingRequest } from '../../modules/scoring/train-from-file.js'
import { trainInWorker } from '../../modules/scoring/train-in-worker.js'
import { trainDelayFromFile } from '../../modules/scoring/train-delay-from-file.js'
import { CommandFailed, refusalsAsMessages, UsageError } from './command-error.js'
import { delayRequestOf, delaySummary, type DelayOptions } from './delay-command.js'
import { factorOption, parseDirections, parseManualBins, parseTrends } from './model-options.js'
import { onnxCommand } from './onnx-command.js'
import { wholeNumber } from './parse-option.js'
import { progressBar } from './progress-bar.js'
import { printResult } from './with-installation.js'

interface TrainOptions extends DelayOptions {
  target?: string
  bad?: string
  method: TrainingRequest['method'] | 'payment-delay'
  calibration: TrainingRequest['calibration']
  bins?: string
  trend?: string
  weight?: string
  folds: number
  monotone?: string
  infer?: RejectMethod
  worseBy?: number
  reasons?: boolean
  save?: string
  json?: boolean
}

export function modelCommand(): Command {
  const command = new Command('model').description('statistical models: train, validate, score')
  command
    .command('train')
    .argument('<file>', 'CSV (any usual character set) or XLSX; the first row names the columns')
    .description('train a model on a file and try it on the part that it has not seen')
    .option('--target <column>', 'what is to be predicted: 1 bad, 0 good (payment-delay needs none)')
    .option('--bad <value>', 'the value of the target that is bad, where it is not 1')
    .option('--split <file>', 'a table of row names and train or test (without it 70 % train, by chance)')
    .addOption(
      new Option('--method <method>', 'what to train')
        .choices(['scorecard', 'gbm', 'payment-delay'])
        .default('scorecard'),
    )
    .addOption(
      new Option('--calibration <kind>', 'how log-odds of trees become probabilities')
        .choices(['platt', 'isotonic', 'none'])
        .default('platt'),
    )
    .option('--seed <n>', 'of everything that is left to chance', wholeNumber(0, 2_147_483_647), 1)
    .option('--exclude <columns>', 'columns that are no features, separated by commas')
    .option(
      '--bins <file>',
      'JSON with bins by hand: {"age":{"breaks":[26,35]},"job":{"groups":[["a"],["b","c"]]}}',
    )
    .option('--trend <trends>', 'for scorecard: column:ascending|descending|peak|valley|none, by commas')
    .option('--weight <column>', 'how much each row counts in the fit: a number above 0')
    .option('--folds <n>', 'cross-validation of a scorecard; 0 without', wholeNumber(0, 20), 3)
    .option('--monotone <directions>', 'for gbm: column:+1 or column:-1, separated by commas')
    .addOption(
      new Option('--infer <method>', 'use rows with an empty target as rejected cases (scorecard)').choices([
        ...rejectMethods,
      ]),
    )
    .option('--worse-by <factor>', 'how many times as often rejected cases turn bad', factorOption)
    .option('--customer <column>', 'payment-delay: who pays (recognised by usual names)')
    .option('--issued <column>', 'payment-delay: day of the invoice')
    .option('--due <column>', 'payment-delay: day it falls due')
    .option('--settled <column>', 'payment-delay: day it was paid; empty while it is open')
    .option('--amount <column>', 'payment-delay: its amount')
    .option('--known-later <columns>', 'payment-delay: columns that were only known afterwards')
    .option('--reasons', 'with every prediction what each feature adds to it')
    .option('--save <file>', 'write the model as JSON, for: xinheng model score')
    .option('--json', 'print metrics and predictions of every row as JSON')
    .action(train)
  command
    .command('score')
    .argument('<model>', 'a model that was saved with: xinheng model train … --save')
    .argument('<file>', 'CSV or XLSX with the columns of the model')
    .description('score every row of a file, exactly as in training')
    .option('--json', 'print predictions with their contributions as JSON')
    .action(score)
  command
    .command('sql')
    .argument('<model>', 'a model that was saved with: xinheng model train … --save')
    .description('print a model as one SELECT for PostgreSQL over a table of features')
    .option('--table <name>', 'table or view that holds one record a row', 'features')
    .option('--key <column>', 'column that names a record', 'row_id')
    .action(printSql)
  command.addCommand(onnxCommand())
  return command
}

function printSql(modelFile: string, target: SqlTarget): void {
  if (!existsSync(modelFile)) throw new UsageError(`There is no file ${modelFile}.`)
  const model = readModel(readFileSync(modelFile, 'utf8'))
  if (model === null) throw new CommandFailed(`${modelFile} is not a model of this program.`)
  process.stdout.write(modelSql(model, target))
}

async function score(modelFile: string, file: string, options: { json?: boolean }): Promise<void> {
  for (const path of [modelFile, file]) {
    if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`)
  }
  const model = readModel(readFileSync(modelFile, 'utf8'))
  if (model === null) throw new CommandFailed(`${modelFile} is not a model of this program.`)
  const predictions = await refusalsAsMessages(() => scoreFile(model, file))
  printResult(
    options.json,
    { predictions },
    predictions.map(({ row, pd, score: points }) => `${row} ${pd.toFixed(6)} ${points.toFixed(1)}`),
  )
}

function readModel(text: string): FittedModel | null {
  try {
    return parseFittedModel(JSON.parse(text))
  } catch {
    return null
  }
}

async function train(file: string, options: TrainOptions): Promise<void> {
  for (const path of [file, options.split, options.bins]) {
    if (path !== undefined && !existsSync(path)) throw new UsageError(`There is no file ${path}.`)
  }
  if (options.method === 'payment-delay') return trainDelay(file, options)
  const bar = progressBar()
  const result = await refusalsAsMessages(() =>
    trainInWorker(requestOf(file, options), { onProgress: (done, total) => bar.show('trees', done, total) }),
  ).finally(() => bar.stop())
  if (options.save !== undefined) writeFileSync(options.save, `${JSON.stringify(result.model)}\n`)
  printResult(options.json, result, summaryOf(result))
}

async function trainDelay(file: string, options: TrainOptions): Promise<void> {
  if (options.save !== undefined) throw new UsageError('--save is for scorecard and gbm.')
  const bar = progressBar()
  const request = delayRequestOf(file, options)
  const result = await refusalsAsMessages(() =>
    trainDelayFromFile(request, (done, total) => bar.show('parts', done, total)),
  ).finally(() => bar.stop())
  printResult(options.json, result, delaySummary(result))
}

function requestOf(file: string, options: TrainOptions): TrainingRequest {
  const { method, target } = options
  if (target === undefined || method === 'payment-delay') {
    throw new UsageError('--target <column> is missing: what is to be predicted.')
  }
  return {
    ...{ file, target, badValue: options.bad, splitFile: options.split },
    ...{ method, seed: options.seed, calibration: options.calibration, weightColumn: options.weight },
    excluded: options.exclude?.split(',').map((name) => name.trim()) ?? [],
    manualBins: options.bins === undefined ? {} : parseManualBins(readFileSync(options.bins, 'utf8')),
    trends: parseTrends(options.trend ?? ''),
    directions: parseDirections(options.monotone ?? ''),
    ...{ rejects: options.infer ?? null, worseBy: options.worseBy },
    folds: options.folds > 1 ? options.folds : undefined,
    reasons: options.reasons === true,
  }
}

function summaryOf({
  recipe,
  metrics,
  features,
  dropped,
  warnings,
  crossValidation,
}: FileTraining): string[] {
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(4))
  const part = (name: string, { n, bad, ...rest }: FileTraining['metrics']['train']) =>
    `${name}: ${n} rows, ${bad} bad, AUC ${figure(rest.auc)} ± ${figure(rest.aucStandardError)}, KS ${figure(rest.ks)}, ` +
    `Gini ${figure(rest.gini)}, Brier ${figure(rest.brier)}, log-loss ${figure(rest.logLoss)}`
  return [
    `${recipe.method} on ${recipe.target}, seed ${recipe.seed}, data ${recipe.dataSha256.slice(0, 12)}`,
    part('train', metrics.train),
    part('test', metrics.test),
    ...(crossValidation === null
      ? []
      : [
          `cross-validation in ${crossValidation.folds}: AUC ${figure(crossValidation.auc)}, ` +
            `log-loss ${figure(crossValidation.logLoss)}`,
        ]),
    ...features.map(({ feature, iv }) =>
      iv === null ? `used ${feature}` : `used ${feature}: IV ${iv.toFixed(3)}`,
    ),
    ...dropped.map(({ feature, reason, detail }) =>
      ['left out', feature, reason, ...Object.entries(detail).map(([key, value]) => `${key} ${value}`)].join(
        ' ',
      ),
    ),
    ...warnings.map(({ text }) => `warning: ${text}`),
  ]
}
