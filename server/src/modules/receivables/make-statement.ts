import type { CalendarDay } from '../../kernel/calendar-day.js'
import { addDays } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import type { BookScope } from './open-item-store.js'
import { listOpenItems, type OpenItem } from './receivable-store.js'
import { balancesAt, listMovements, type Movement } from './statement-store.js'

const ROWS_MAX = 10_000

export interface StatementLine extends Movement {
  /** Balance after this movement. */
  readonly balanceMinor: bigint
}

/** Statement of account in one currency: opening + Σ movements = closing = Σ open items. */
export interface Statement {
  readonly currency: Currency
  readonly openingMinor: bigint
  readonly movements: readonly StatementLine[]
  readonly closingMinor: bigint
  readonly openItems: readonly OpenItem[]
}

/**
 * Statement of a scope (normally one customer), one per currency. Call it in a snapshot, so that its parts agree.
 * Refuses `statement_too_long` beyond 10,000 movements or open items.
 */
export async function makeStatement(
  tx: Tx,
  scope: BookScope,
  period: { from: CalendarDay; to: CalendarDay },
): Promise<Statement[]> {
  if (period.from > period.to) throw new Refusal('invalid_period', period)
  const opening = await balancesAt(tx, scope, addDays(period.from, -1))
  const movements = await listMovements(tx, scope, period, ROWS_MAX + 1)
  const items = await listOpenItems(tx, {
    asOf: period.to,
    basis: 'due',
    scope,
    currency: null,
    agingBucket: null,
    after: null,
    limit: ROWS_MAX + 1,
  })
  if (movements.length > ROWS_MAX || items.length > ROWS_MAX) {
    throw new Refusal('statement_too_long', { max: ROWS_MAX })
  }
  const currencies = new Set([...opening, ...movements, ...items].map((part) => part.currency))
  return [...currencies]
    .sort((a, b) => a.localeCompare(b))
    .map((currency) => {
      const openingMinor = opening.find((balance) => balance.currency === currency)?.balanceMinor ?? 0n
      const lines = withBalance(
        openingMinor,
        movements.filter((movement) => movement.currency === currency),
      )
      return {
        currency,
        openingMinor,
        movements: lines,
        closingMinor: lines.at(-1)?.balanceMinor ?? openingMinor,
        openItems: items.filter((item) => item.currency === currency),
      }
    })
}

function withBalance(openingMinor: bigint, movements: readonly Movement[]): StatementLine[] {
  let balanceMinor = openingMinor
  return movements.map((movement) => {
    balanceMinor += movement.amountMinor
    return { ...movement, balanceMinor }
  })
}
