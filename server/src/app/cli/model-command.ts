import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { Refusal } from '../../kernel/errors.js'
import type { FittedModel } from '../../modules/scoring/domain/statistics/training/model.js'
import {
  rejectMethods,
  type RejectMethod,
} from '../../modules/scoring/domain/statistics/training/infer-rejects.js'
import { parseFittedModel } from '../../modules/scoring/fitted-model-schemas.js'
import { scoreFile } from '../../modules/scoring/score-file.js'
import type { FileTraining, TrainingRequest } from '../../modules/scoring/train-from-file.js'
import { trainInWorker } from '../../modules/scoring/train-in-worker.js'
import { CommandFailed, UsageError } from './command-error.js'
import { parseDirections, parseManualBins } from './model-options.js'
import { wholeNumber } from './parse-option.js'
import { progressBar } from './progress-bar.js'
import { printResult } from './with-installation.js'

interface TrainOptions {
  target: string
  bad?: string
  split?: string
  method: TrainingRequest['method']
  calibration: TrainingRequest['calibration']
  seed: number
  exclude?: string
  bins?: string
  monotone?: string
  infer?: RejectMethod
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
    .requiredOption('--target <column>', 'what is to be predicted: 1 bad, 0 good')
    .option('--bad <value>', 'the value of the target that is bad, where it is not 1')
    .option('--split <file>', 'a table of row names and train or test (without it 70 % train, by chance)')
    .addOption(
      new Option('--method <method>', 'what to train').choices(['scorecard', 'gbm']).default('scorecard'),
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
    .option('--monotone <directions>', 'for gbm: column:+1 or column:-1, separated by commas')
    .addOption(
      new Option('--infer <method>', 'use rows with an empty target as rejected cases (scorecard)').choices([
        ...rejectMethods,
      ]),
    )
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
  return command
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
  const bar = progressBar()
  const result = await refusalsAsMessages(() =>
    trainInWorker(requestOf(file, options), { onProgress: (done, total) => bar.show('trees', done, total) }),
  ).finally(() => bar.stop())
  if (options.save !== undefined) writeFileSync(options.save, `${JSON.stringify(result.model)}\n`)
  printResult(options.json, result, summaryOf(result))
}

function requestOf(file: string, options: TrainOptions): TrainingRequest {
  return {
    ...{ file, target: options.target, badValue: options.bad, splitFile: options.split },
    ...{ method: options.method, seed: options.seed, calibration: options.calibration },
    excluded: options.exclude?.split(',').map((name) => name.trim()) ?? [],
    manualBins: options.bins === undefined ? {} : parseManualBins(readFileSync(options.bins, 'utf8')),
    directions: parseDirections(options.monotone ?? ''),
    rejects: options.infer ?? null,
    reasons: options.reasons === true,
  }
}

async function refusalsAsMessages<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailed(error.text.en)
    throw error
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
    ...(crossValidation === null ? [] : [`cross-validation: AUC ${figure(crossValidation.auc)}`]),
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
