import { Refusal } from '../../kernel/errors.js'
import {
  findRoles,
  readInvoices,
  type DelayRoles,
  type FoundRoles,
} from './domain/statistics/delay/delay-columns.js'
import { dayText, type Invoice } from './domain/statistics/delay/invoice.js'
import {
  splitInvoicesAsNamed,
  splitInvoicesByTime,
  type InvoiceSplit,
} from './domain/statistics/delay/split-invoices.js'
import { trainDelay, type TrainedDelay } from './domain/statistics/delay/train-delay.js'
import { splitByFile } from './domain/statistics/training/assign-split.js'
import { textsOf, type TextTable } from './domain/statistics/training/parse-table.js'
import { UNKNOWN_CLASS } from './domain/statistics/training/read-target.js'
import { hashOfFile, readTrainingTable } from './read-training-table.js'

export interface DelayRequest {
  readonly file: string
  readonly splitFile?: string | undefined
  /** Columns by what they hold; found by their usual names where nothing is said. */
  readonly roles: DelayRoles
  readonly knownLater: readonly string[]
  readonly excluded: readonly string[]
  readonly seed: number
}

/** What was done, so that it can be done again: the same data and settings give the same figures. */
export interface DelayRecipe {
  readonly method: 'payment-delay'
  readonly roles: FoundRoles
  readonly knownLater: readonly string[]
  readonly excluded: readonly string[]
  readonly seed: number
  readonly dataSha256: string
  readonly splitSha256: string | null
  /** First day of the test part; null when a file named parts that do not follow each other in time. */
  readonly cut: string | null
  readonly rows: number
  readonly train: number
  readonly test: number
  readonly open: number
  /** Invoices of the training part that were not over at the cut. */
  readonly notOver: number
}

export interface FileDelay extends TrainedDelay {
  readonly recipe: DelayRecipe
}

const MIN_INVOICES = 30
const FOLDS = 5
const COVERAGE = 0.8

/** Reads invoices, learns when they are paid and tries it on the later ones. Refuses what cannot be learned from. */
export async function trainDelayFromFile(
  request: DelayRequest,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<FileDelay> {
  const table = await readTrainingTable(request.file)
  for (const column of [...request.knownLater, ...request.excluded]) {
    if (!table.header.includes(column)) {
      throw new Refusal('training_column_missing', { column, columns: table.header.join(', ') })
    }
  }
  const roles = findRoles(table.header, request.roles)
  const invoices = readInvoices(table, roles)
  const { split, ids } = await splitOf(request, table, invoices)
  if (split.train.length < MIN_INVOICES) {
    throw new Refusal('delay_too_few', { count: split.train.length, min: MIN_INVOICES })
  }
  const { knownLater, excluded, seed } = request
  const trained = trainDelay(
    {
      ...{ table, roles, invoices, ids, knownLater, excluded, seed },
      ...{ train: split.train, test: split.test, folds: FOLDS, coverage: COVERAGE },
    },
    onProgress,
  )
  const recipe: DelayRecipe = {
    ...{ method: 'payment-delay', roles, knownLater, excluded, seed },
    dataSha256: await hashOfFile(request.file),
    splitSha256: request.splitFile === undefined ? null : await hashOfFile(request.splitFile),
    cut: split.cut === null ? null : dayText(split.cut),
    ...{ rows: invoices.length, train: split.train.length, test: split.test.length },
    open: invoices.filter(({ settled }) => settled === null).length,
    notOver: split.notOver,
  }
  return { recipe, ...trained }
}

async function splitOf(
  { splitFile }: DelayRequest,
  table: TextTable,
  invoices: readonly Invoice[],
): Promise<{ split: InvoiceSplit; ids: readonly string[] | null }> {
  const textsBy = (column: string | null | undefined) =>
    column == null ? null : textsOf(table, table.header.indexOf(column)).map((text) => text.trim())
  if (splitFile === undefined) {
    const key = table.header.find((name) => ['row_id', 'id'].includes(name.toLowerCase()))
    return { split: splitInvoicesByTime(invoices), ids: textsBy(key) }
  }
  const isOver = Int8Array.from(invoices, ({ settled }) => (settled === null ? UNKNOWN_CLASS : 0))
  const { split, keyColumn } = splitByFile(table, isOver, await readTrainingTable(splitFile))
  return { split: splitInvoicesAsNamed(invoices, split), ids: textsBy(keyColumn) }
}
