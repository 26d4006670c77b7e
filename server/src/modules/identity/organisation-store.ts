import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** The organisation that runs this installation. */
export interface Organisation {
  readonly name: string
  /** IANA zone in which business days begin and end. */
  readonly timeZone: string
  readonly baseCurrency: Currency
  /** True when the database holds the generated demo book with its known passwords. */
  readonly demoBook: boolean
  /** Upper bounds in days of the overdue aging buckets, rising. */
  readonly agingBounds: readonly number[]
  /** Custom fields of customers that are masked, by name. */
  readonly sensitiveFields: readonly string[]
}

interface OrganisationRow {
  name: string
  time_zone: string
  base_currency: Currency
  demo_book: boolean
  aging_bounds: number[]
  sensitive_fields: string[]
}

/** Reads the one organisation row. */
export async function getOrganisation(db: Queryable): Promise<Organisation> {
  const [row] = await db.rows<OrganisationRow>(
    sql`SELECT name, time_zone, base_currency, demo_book, aging_bounds, sensitive_fields FROM organisation`,
  )
  if (!row) throw new Error('the organisation row is missing')
  return {
    name: row.name,
    timeZone: row.time_zone,
    baseCurrency: row.base_currency,
    demoBook: row.demo_book,
    agingBounds: row.aging_bounds,
    sensitiveFields: row.sensitive_fields,
  }
}

/** Writes the organisation row. */
export async function updateOrganisation(tx: Tx, organisation: Organisation, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE organisation SET
      name = ${organisation.name},
      time_zone = ${organisation.timeZone},
      base_currency = ${organisation.baseCurrency},
      demo_book = ${organisation.demoBook},
      aging_bounds = ${organisation.agingBounds},
      sensitive_fields = ${[...organisation.sensitiveFields]}::text[],
      updated_at = ${at}`)
}
