import {
  historyFrom,
  historyNames,
  type KnownOn,
} from '../../scoring/domain/statistics/delay/customer-history.js'
import { invoiceFeatures } from '../../scoring/domain/statistics/delay/delay-matrix.js'
import { MS_PER_DAY } from '../../scoring/domain/statistics/delay/invoice.js'
import type { BookItem } from './book-item.js'
import { segmentOfFeature } from './forecast-features.js'

/** An instalment on a day, with what its customer's ledger said before that day. */
export interface ForecastCase {
  readonly item: BookItem
  readonly day: number
  readonly known: KnownOn
}

/** What was known of each case on its day, by feature. */
export function caseMatrix(cases: readonly ForecastCase[], features: readonly string[]): Float64Array[] {
  const columns = features.map(() => new Float64Array(cases.length))
  for (const [row, one] of cases.entries()) {
    const { features: history } = historyFrom(one.known, one.item.amount)
    const due = new Date(one.item.due * MS_PER_DAY)
    for (const [at, name] of features.entries()) {
      const column = columns[at]
      if (column !== undefined) column[row] = valueOf(name, one, history, due)
    }
  }
  return columns
}

const places = new Map<string, number>(historyNames.map((name, at) => [name, at]))

function valueOf(name: string, { item, day }: ForecastCase, history: Float64Array, due: Date): number {
  const place = places.get(name)
  if (place !== undefined) return history[place] ?? Number.NaN
  if (name === 'elapsed') return day - item.due
  if (name === 'age') return day - item.issued
  const segment = segmentOfFeature(name)
  if (segment !== null) return item.segment === segment ? 1 : 0
  return invoiceFeatures[name]?.(item, due) ?? Number.NaN
}
