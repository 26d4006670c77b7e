import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export type CustomerStatus = 'active' | 'inactive' | 'blacklisted'

/** A legal entity that we sell to. */
export interface Customer {
  readonly id: Id
  readonly groupId: Id
  readonly groupCode: string
  readonly code: string
  readonly name: string
  readonly uscc: string | null
  readonly usccCheck: 'valid' | 'failed' | 'malformed' | null
  readonly industry: string | null
  readonly region: string | null
  readonly ownerUsername: string | null
  readonly foundedOn: CalendarDay | null
  readonly registeredCapitalMinor: bigint | null
  readonly registeredCapitalCurrency: Currency | null
  readonly status: CustomerStatus
  readonly customFields: Readonly<Record<string, unknown>>
  /** Why every order is held, in all segments. */
  readonly forcedHold: string | null
  /** Last day of it; null: until it is cleared. */
  readonly forcedHoldUntil: CalendarDay | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

const columns = sql`c.id, c.group_id AS "groupId", g.code AS "groupCode", c.code, c.name, c.uscc,
  c.uscc_check AS "usccCheck", c.industry, c.region, c.owner_username AS "ownerUsername",
  c.founded_on AS "foundedOn", c.registered_capital_minor AS "registeredCapitalMinor",
  c.registered_capital_currency AS "registeredCapitalCurrency", c.status, c.custom_fields AS "customFields",
  c.forced_hold AS "forcedHold", c.forced_hold_until AS "forcedHoldUntil",
  c.created_at AS "createdAt", c.updated_at AS "updatedAt"`

/** Finds a customer by code; with `owner` given, only one that this salesperson owns. */
export async function findCustomer(
  tx: Queryable,
  code: string,
  owner: string | null,
): Promise<Customer | undefined> {
  const [customer] = await tx.rows<Customer>(sql`
    SELECT ${columns} FROM customer c JOIN credit_group g ON g.id = c.group_id
    WHERE c.code = ${code} AND (${owner}::text IS NULL OR c.owner_username = ${owner})`)
  return customer
}

export async function findCustomersByCode(tx: Queryable, codes: readonly string[]): Promise<Customer[]> {
  return tx.rows<Customer>(sql`
    SELECT ${columns} FROM customer c JOIN credit_group g ON g.id = c.group_id WHERE c.code = ANY(${codes})`)
}

/** Gives all customers of one owner to another; gives how many. */
export async function moveCustomers(tx: Tx, from: string, to: string, at: Date): Promise<number> {
  return tx.run(sql`
    UPDATE customer SET owner_username = ${to}, updated_at = ${at} WHERE owner_username = ${from}`)
}

/** Gives customers to an owner; null: to nobody. */
export async function putOwners(
  tx: Tx,
  ids: readonly Id[],
  username: string | null,
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    UPDATE customer SET owner_username = ${username}, updated_at = ${at} WHERE id = ANY(${[...ids]}::uuid[])`)
}

/** Sets or clears (null) why every order of the customer is held, through its last day if it has one. */
export async function setCustomerForcedHold(
  tx: Tx,
  id: Id,
  reason: string | null,
  { until, at }: { readonly until: CalendarDay | null; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    UPDATE customer SET forced_hold = ${reason}, forced_hold_until = ${reason === null ? null : until},
      updated_at = ${at}
    WHERE id = ${id}`)
}

/** Clears forced holds of customers whose last day has passed. */
export async function endCustomerForcedHolds(tx: Tx, today: CalendarDay, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE customer SET forced_hold = NULL, forced_hold_until = NULL, updated_at = ${at}
    WHERE forced_hold_until < ${today}`)
}

/** Notes how many promises customers have broken; what held their orders for it is looked at again. */
export async function putBrokenPromises(
  tx: Tx,
  counts: readonly { readonly customerId: Id; readonly broken: number }[],
): Promise<void> {
  if (counts.length === 0) return
  await tx.run(sql`
    UPDATE customer c SET broken_promises = q.broken
    FROM unnest(${counts.map((one) => one.customerId)}::uuid[], ${counts.map((one) => one.broken)}::int[])
      AS q (id, broken)
    WHERE c.id = q.id AND c.broken_promises <> q.broken`)
}

export type CustomerRow = Omit<
  Customer,
  'groupCode' | 'createdAt' | 'updatedAt' | 'forcedHold' | 'forcedHoldUntil'
> & {
  readonly searchKey: string
}

/** Inserts or replaces customers by code. */
export async function putCustomers(tx: Tx, rows: readonly CustomerRow[], at: Date): Promise<void> {
  await insertRows(
    tx,
    'customer',
    {
      id: 'uuid',
      group_id: 'uuid',
      code: 'text',
      name: 'text',
      search_key: 'text',
      uscc: 'text',
      uscc_check: 'text',
      industry: 'text',
      region: 'text',
      owner_username: 'text',
      founded_on: 'date',
      registered_capital_minor: 'bigint',
      registered_capital_currency: 'text',
      status: 'text',
      custom_fields: 'jsonb',
      updated_at: 'timestamptz',
    },
    rows.map((row) => [
      row.id,
      row.groupId,
      row.code,
      row.name,
      row.searchKey,
      row.uscc,
      row.usccCheck,
      row.industry,
      row.region,
      row.ownerUsername,
      row.foundedOn,
      row.registeredCapitalMinor,
      row.registeredCapitalCurrency,
      row.status,
      JSON.stringify(row.customFields),
      at,
    ]),
    `ON CONFLICT (code) DO UPDATE SET group_id = excluded.group_id, name = excluded.name,
       search_key = excluded.search_key, uscc = excluded.uscc, uscc_check = excluded.uscc_check,
       industry = excluded.industry, region = excluded.region, owner_username = excluded.owner_username,
       founded_on = excluded.founded_on, registered_capital_minor = excluded.registered_capital_minor,
       registered_capital_currency = excluded.registered_capital_currency, status = excluded.status,
       custom_fields = excluded.custom_fields, updated_at = excluded.updated_at`,
  )
}
