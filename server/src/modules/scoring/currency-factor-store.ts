import type { CalendarDay } from '../../kernel/calendar-day.js'
import { minorDigits, type Currency } from '../../kernel/currency.js'
import { parseDecimal } from '../../kernel/rate.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { rateKey, ratesInto } from '../customers/fx-store.js'

/** What one minor unit of each currency is worth in minor units of a target currency; unknown ones are missing. */
export interface CurrencyFactors {
  readonly currencies: readonly string[]
  /** Decimal texts, for weighing amounts of several currencies inside one statement. */
  readonly factors: readonly string[]
  /** The same for major units: the plain rates. */
  readonly rates: readonly string[]
}

/** Factors into `target` at the day's spot rates for every currency that the book knows. */
export async function loadCurrencyFactors(
  db: Queryable,
  target: Currency,
  on: CalendarDay,
): Promise<CurrencyFactors> {
  const rows = await db.rows<{ currency: Currency }>(sql`
    SELECT currency FROM credit_account UNION SELECT from_currency FROM fx_rate UNION SELECT ${target}::text`)
  const currencies = rows.map((row) => row.currency)
  const rates = await ratesInto(
    db,
    currencies.map((from) => ({ from, to: target })),
    on,
  )
  const known = currencies.flatMap((from) => {
    const rate = from === target ? '1' : rates.get(rateKey(from, target))
    return rate === undefined
      ? []
      : [{ from, rate, factor: scaled(rate, minorDigits(target) - minorDigits(from)) }]
  })
  return {
    currencies: known.map(({ from }) => from),
    factors: known.map(({ factor }) => factor),
    rates: known.map(({ rate }) => rate),
  }
}

/** rate × 10^shift as an exact decimal text. */
function scaled(rate: string, shift: number): string {
  const { digits, scale } = parseDecimal(rate)
  const places = scale - shift
  if (places <= 0) return (digits * 10n ** BigInt(-places)).toString()
  const text = digits.toString().padStart(places + 1, '0')
  return `${text.slice(0, -places)}.${text.slice(-places)}`
}
