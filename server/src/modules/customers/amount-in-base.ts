import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { convertMinor, formatAmount, type Money } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import { ratesInto, rateKey } from './fx-store.js'

/** An amount in another currency at the rate of a day, as a decimal text; null when there is no rate. */
export async function amountInBase(
  db: Queryable,
  amount: Money,
  base: Currency,
  on: CalendarDay,
): Promise<string | null> {
  if (amount.currency === base) return formatAmount(amount.minor, base)
  const rates = await ratesInto(db, [{ from: amount.currency, to: base }], on)
  const rate = rates.get(rateKey(amount.currency, base))
  return rate === undefined
    ? null
    : formatAmount(convertMinor(amount.minor, amount.currency, base, rate), base)
}
