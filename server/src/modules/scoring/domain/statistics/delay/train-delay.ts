import type { TextTable } from '../training/parse-table.js'
import { figuresOf, type ModelFigures } from '../validation/figures.js'
import { cashForecast, type CashForecast } from './cash-curve.js'
import type { FoundRoles } from './delay-columns.js'
import { delayMatrix, type DelayDrop, type DelayMatrix } from './delay-matrix.js'
import { errorsOf, type DayErrors } from './day-errors.js'
import { fitDelay, foretell, type Basis, type DelayModel } from './fit-delay.js'
import { dayText, signedDays, type Invoice } from './invoice.js'
import { intervalAround, probabilityAbove } from './residuals.js'

export interface DelayTask {
  readonly table: TextTable
  readonly roles: FoundRoles
  readonly invoices: readonly Invoice[]
  /** Rows to learn from and rows to test with, each with a known outcome. */
  readonly train: Int32Array
  readonly test: Int32Array
  readonly ids: readonly string[] | null
  /** Columns that were only known afterwards, besides those whose name says so. */
  readonly knownLater: readonly string[]
  readonly excluded: readonly string[]
  readonly seed: number
  readonly folds: number
  /** Share of cases that the bounds hold. */
  readonly coverage: number
}

export interface DelayPrediction {
  /** From 0, in the order of the file. */
  readonly row: number
  readonly id: string | null
  readonly split: 'train' | 'test' | 'open' | 'unused'
  /** The day whose knowledge it rests on. */
  readonly asOf: string
  /** Days after the due day; negative is early. */
  readonly days: number
  readonly low: number
  readonly high: number
  readonly expectedOn: string
  /** Probability of a payment after the due day. */
  readonly pLate: number
  readonly basis: Basis
  readonly actualDays: number | null
}

/** Of late or not (AUC and the like), of days, of bounds; beside what the due day and the customer's history alone say. */
export interface DelayFigures extends ModelFigures, DayErrors {
  readonly baselines: {
    readonly dueDay: DayErrors
    readonly customerHistory: DayErrors & { readonly auc: number | null }
  }
  readonly interval: { readonly coverage: number; readonly width: number; readonly promised: number }
  /** Weekly cash of these invoices. */
  readonly wape: number | null
  readonly wapeByDueDay: number | null
}

export interface TrainedDelay {
  readonly model: DelayModel & { readonly features: readonly string[] }
  readonly dropped: readonly DelayDrop[]
  readonly metrics: { readonly train: DelayFigures; readonly test: DelayFigures }
  readonly cash: CashForecast
  /** Expected cash of what is open. */
  readonly openCash: CashForecast
  readonly predictions: readonly DelayPrediction[]
}

/** Learns when invoices are paid and tries it on later ones. The same task, the same result. */
export function trainDelay(
  task: DelayTask,
  onProgress: (done: number, total: number) => void = () => undefined,
): TrainedDelay {
  const { table, invoices, train, test, roles } = task
  const found = delayMatrix(table, invoices, train, roles, task)
  const outcome = Float64Array.from(invoices, (invoice) => signedDays(invoice) ?? Number.NaN)
  const data = { matrix: found.columns, histories: found.histories, outcome }
  const model = fitDelay(data, train, task, onProgress)
  const predictions = predictAll(task, model, found)
  const cashOf = (rows: readonly DelayPrediction[]) =>
    cashForecast(
      rows.flatMap(({ row, days }) =>
        invoices[row] === undefined ? [] : [{ invoice: invoices[row], days }],
      ),
      model.residuals,
    )
  const of = (split: DelayPrediction['split']) => predictions.filter((one) => one.split === split)
  const figures = (split: 'train' | 'test') =>
    figuresFor(of(split), cashOf(of(split)), found, { coverage: task.coverage, bookMedian: model.bookMedian })
  return {
    model: { ...model, features: found.names },
    dropped: found.dropped,
    metrics: { train: figures('train'), test: figures('test') },
    cash: cashOf(of(test.length > 0 ? 'test' : 'train')),
    openCash: cashOf(of('open')),
    predictions,
  }
}

function predictAll(task: DelayTask, model: DelayModel, found: DelayMatrix): DelayPrediction[] {
  const train = new Set(task.train)
  const test = new Set(task.test)
  return task.invoices.map((invoice, row) => {
    const { days, basis } = foretell(model, { matrix: found.columns, histories: found.histories }, row)
    const [low, high] = intervalAround(model.residuals, days, task.coverage)
    const open = invoice.settled === null
    return {
      row,
      id: task.ids?.[row] ?? null,
      split: train.has(row) ? 'train' : test.has(row) ? 'test' : open ? 'open' : 'unused',
      asOf: dayText(invoice.issued),
      ...{ days, low, high, basis },
      expectedOn: dayText(Math.max(invoice.issued, invoice.due + days)),
      pLate: probabilityAbove(model.residuals, days, 0),
      actualDays: signedDays(invoice),
    }
  })
}

function figuresFor(
  rows: readonly DelayPrediction[],
  cash: CashForecast,
  { histories }: DelayMatrix,
  { coverage: promised, bookMedian }: { readonly coverage: number; readonly bookMedian: number },
): DelayFigures {
  const actual = rows.map(({ actualDays }) => actualDays ?? 0)
  const y = actual.map((days) => (days > 0 ? 1 : 0))
  const paid = rows.map(({ row }) => histories[row]?.days ?? [])
  const mean = (days: readonly number[]) => days.reduce((sum, one) => sum + one, 0) / days.length
  const own = paid.map((days) => (days.length === 0 ? bookMedian : mean(days)))
  const lateRate = paid.map((days) => (days.length === 0 ? 0.5 : mean(days.map((one) => (one > 0 ? 1 : 0)))))
  const inside = rows.filter(({ low, high }, at) => (actual[at] ?? 0) >= low && (actual[at] ?? 0) <= high)
  const width = rows.reduce((sum, { low, high }) => sum + high - low, 0) / Math.max(1, rows.length)
  return {
    ...figuresOf({ y, p: rows.map(({ pLate }) => pLate) }),
    ...errorsOf(
      rows.map(({ days }) => days),
      actual,
    ),
    baselines: {
      dueDay: errorsOf(
        actual.map(() => 0),
        actual,
      ),
      customerHistory: { ...errorsOf(own, actual), auc: figuresOf({ y, p: lateRate }).auc },
    },
    interval: { coverage: inside.length / Math.max(1, rows.length), width, promised },
    ...{ wape: cash.wape, wapeByDueDay: cash.wapeByDueDay },
  }
}
