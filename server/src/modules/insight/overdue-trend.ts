import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Database } from '../../platform/db/types.js'
import { keptFigures } from '../receivables/book-figures.js'
import { wholeBook } from '../receivables/open-item-store.js'
import { monthEnds, type MonthEnd } from './domain/month-ends.js'
import { listTrendCells } from './trend-store.js'

interface TrendPoint extends MonthEnd {
  readonly currency: Currency
}

/**
 * Receivables and their overdue part at the given ends of months, by currency, oldest first. From the figures of the
 * whole book that are kept for these days, else added up from the ledger: both say the same.
 */
export async function overdueTrend(
  db: Database,
  {
    asOf,
    ends,
    now,
  }: { readonly asOf: CalendarDay; readonly ends: readonly CalendarDay[]; readonly now: Date },
  onlyCustomersOf: string | null,
): Promise<TrendPoint[]> {
  const kept = await keptFigures(db, { ...wholeBook, onlyCustomersOf }, ends, now)
  if (kept === undefined) return fromLedger(db, asOf, ends, onlyCustomersOf)
  const currencies = [...new Set(kept.flatMap(({ sums }) => sums.map(({ currency }) => currency)))].sort()
  return currencies.flatMap((currency) =>
    kept.map(({ asOf: on, sums }) => {
      const sum = sums.find((one) => one.currency === currency)
      return {
        ...{ on, currency },
        receivablesMinor: sum?.receivablesMinor ?? 0n,
        overdueMinor: sum?.overdueMinor ?? 0n,
      }
    }),
  )
}

async function fromLedger(
  db: Database,
  asOf: CalendarDay,
  ends: readonly CalendarDay[],
  onlyCustomersOf: string | null,
): Promise<TrendPoint[]> {
  const cells = await listTrendCells(db, asOf, onlyCustomersOf)
  const currencies = [...new Set(cells.map(({ currency }) => currency))]
  return currencies.flatMap((currency) =>
    monthEnds(
      cells.filter((cell) => cell.currency === currency),
      ends,
    ).map((end) => ({ ...end, currency })),
  )
}
