import type { CalendarDay } from '../../kernel/calendar-day.js'
import { parseMoney, type Money } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import { ratesInto } from '../customers/fx-store.js'
import { convert } from '../exposure/domain/exposure-in.js'
import { OVER_LIMIT_MAX_BP, overLimitBpOf } from '../../kernel/over-limit.js'
import type { Hold } from './hold-store.js'
import { readExposure } from './read-exposure.js'

/**
 * How far letting `amount` of a held order go takes its account over the limit, or over what its group leaves, in basis
 * points of the limit. Without an exchange rate, nobody whose authority names a share reaches it.
 */
export async function overLimitOf(
  db: Queryable,
  { customerCode, segmentCode }: Pick<Hold, 'customerCode' | 'segmentCode'>,
  amount: Money,
  today: CalendarDay,
): Promise<number> {
  const exposure = await readExposure(db, { customerCode, segmentCode, asOf: null, today, owner: null })
  if (!exposure) return OVER_LIMIT_MAX_BP
  const { limit, group, available } = exposure
  const { currency } = limit
  const rates = await ratesInto(db, [{ from: amount.currency, to: currency }], today)
  const amountMinor = convert(amount.minor, amount.currency, currency, Object.fromEntries(rates))
  if (amountMinor === null) return OVER_LIMIT_MAX_BP
  const groupLimit = group.limit.currency === currency ? group.limit.amount : null
  return overLimitBpOf({
    availableMinor: available === null ? null : minorOf(available.amount, currency),
    limitMinor: minorOf(limit.amount ?? groupLimit, currency),
    amountMinor,
  })
}

function minorOf(amount: string | null, currency: string): bigint | null {
  if (amount === null) return null
  const parsed = parseMoney({ amount, currency })
  return typeof parsed === 'string' ? null : parsed.minor
}
