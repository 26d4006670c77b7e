import type { Currency } from '../../kernel/currency.js'
import { moneyJson } from '../../kernel/money.js'
import { grades } from '../scoring/domain/grade-scale.js'
import type { BookEffect, EffectSums, SideSums } from './domain/book-effect.js'
import { fates, type CheckEffect, type WayEffect } from './domain/check-effect.js'

/** The result of a simulation as it is kept and answered: JSON text with amounts in the base currency. */
export function summaryJson(currency: Currency, book: BookEffect | null, checks: CheckEffect | null): string {
  return JSON.stringify({
    currency,
    book: book && {
      total: effectJson(book.total, currency),
      byGrade: linesJson(book.byGrade, currency),
      bySegment: linesJson(book.bySegment, currency),
      byClass: linesJson(book.byClass, currency),
    },
    checks: checks && {
      ...{ checked: checks.checked, withoutRate: checks.withoutRate, warned: checks.warned },
      stopped: wayJson(checks.stopped, currency),
      freed: wayJson(checks.freed, currency),
    },
  })
}

function linesJson(lines: ReadonlyMap<string, EffectSums>, currency: Currency) {
  return [...lines]
    .sort(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
    .map(([key, sums]) => ({ key, ...effectJson(sums, currency) }))
}

/** Grades from the best down; what is no grade stands behind them. */
function placeOf(key: string): number {
  const place = (grades as readonly string[]).indexOf(key)
  return place < 0 ? grades.length : place
}

function effectJson(sums: EffectSums, currency: Currency) {
  const { accounts, raised, cut, terms, withoutRate } = sums
  return {
    ...{ accounts, raised, cut, terms, withoutRate, exposure: moneyJson(sums.exposure, currency) },
    ...{ before: sideJson(sums.before, currency), after: sideJson(sums.after, currency) },
  }
}

function sideJson({ limit, loss, overLimit, accountsOverLimit }: SideSums, currency: Currency) {
  return {
    limit: moneyJson(limit, currency),
    expectedLoss: moneyJson(loss, currency),
    overLimit: moneyJson(overLimit, currency),
    accountsOverLimit,
  }
}

function wayJson(way: WayEffect, currency: Currency) {
  const lines = fates.map((became) => {
    const { count, amount, loss } = way[became]
    return { became, count, amount: moneyJson(amount, currency), loss: moneyJson(loss, currency) }
  })
  const all = fates.map((became) => way[became])
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    amount: moneyJson(
      all.reduce((sum, { amount }) => sum + amount, 0n),
      currency,
    ),
    loss: moneyJson(
      all.reduce((sum, { loss }) => sum + loss, 0n),
      currency,
    ),
    lines,
  }
}
