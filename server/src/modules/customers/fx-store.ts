import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** One unit of `from` is worth `rate` units of `to`, from `on` until the next rate of the pair. */
export interface FxRate {
  readonly type: string
  readonly from: Currency
  readonly to: Currency
  readonly on: CalendarDay
  readonly rate: string
}

export async function putFxRate(tx: Tx, rate: FxRate, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO fx_rate (rate_type, from_currency, to_currency, valid_from, rate, recorded_at)
    VALUES (${rate.type}, ${rate.from}, ${rate.to}, ${rate.on}, ${rate.rate}::numeric, ${at})
    ON CONFLICT (rate_type, from_currency, to_currency, valid_from)
    DO UPDATE SET rate = excluded.rate, recorded_at = excluded.recorded_at`)
}

export async function listFxRates(
  tx: Queryable,
  limit: number,
  before?: readonly string[],
): Promise<FxRate[]> {
  const [on, type, from, to] = before ?? []
  return tx.rows<FxRate>(sql`
    SELECT rate_type AS type, from_currency AS "from", to_currency AS "to", valid_from AS "on",
           trim_scale(rate)::text AS rate
    FROM fx_rate
    WHERE ${on ?? null}::date IS NULL
       OR (valid_from, rate_type, from_currency, to_currency) < (${on ?? null}::date, ${type ?? null}, ${from ?? null}, ${to ?? null})
    ORDER BY valid_from DESC, rate_type DESC, from_currency DESC, to_currency DESC
    LIMIT ${limit}`)
}

const RATES = `
  SELECT p.from_currency AS "from", p.to_currency AS "to",
         CASE WHEN r.inverse THEN '1/' ELSE '' END || trim_scale(r.rate)::text AS rate
  FROM unnest($1::text[], $2::text[]) AS p (from_currency, to_currency)
  CROSS JOIN LATERAL (
    SELECT rate, f.from_currency <> p.from_currency AS inverse FROM fx_rate f
    WHERE f.rate_type = $3 AND f.valid_from <= $4
      AND ((f.from_currency = p.from_currency AND f.to_currency = p.to_currency)
        OR (f.from_currency = p.to_currency AND f.to_currency = p.from_currency))
    ORDER BY inverse, f.valid_from DESC LIMIT 1) AS r`

/**
 * Rates of the given type as of a day, by `rateKey`. A pair kept only the other way round gives `1/rate`.
 * A pair without any rate is absent.
 */
export async function ratesInto(
  tx: Queryable,
  pairs: readonly { from: Currency; to: Currency }[],
  on: CalendarDay,
  type = 'spot',
): Promise<Map<string, string>> {
  if (pairs.length === 0) return new Map()
  const columns = [pairs.map((pair) => pair.from), pairs.map((pair) => pair.to), type, on]
  const rows = await tx.prepared<{ from: string; to: string; rate: string }>('fx_rates', RATES, columns)
  return new Map(rows.map((row) => [rateKey(row.from, row.to), row.rate]))
}

export function rateKey(from: string, to: string): string {
  return `${from}>${to}`
}
