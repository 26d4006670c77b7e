import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Customers whose exposure counts together. */
export interface CreditGroup {
  readonly id: Id
  readonly code: string
  readonly name: string
  /** True for the group that a customer forms by itself. */
  readonly lone: boolean
}

export async function findGroups(tx: Queryable, codes: readonly string[]): Promise<CreditGroup[]> {
  return tx.rows<CreditGroup>(sql`SELECT id, code, name, lone FROM credit_group WHERE code = ANY(${codes})`)
}

/** Creates groups; a code that exists already stays as it is. */
export async function createGroups(tx: Tx, groups: readonly CreditGroup[]): Promise<void> {
  await insertRows(
    tx,
    'credit_group',
    { id: 'uuid', code: 'text', name: 'text', lone: 'boolean' },
    groups.map((group) => [group.id, group.code, group.name, group.lone]),
    'ON CONFLICT (code) DO NOTHING',
  )
}

/** Groups that customers are told to join are no longer the group of one customer alone. */
export async function shareGroups(tx: Tx, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return
  await tx.run(sql`UPDATE credit_group SET lone = false WHERE code = ANY(${codes}) AND lone`)
}

const LOCK = `
  UPDATE credit_group AS g SET lock_count = lock_count + 1
  FROM (SELECT DISTINCT id FROM unnest($1::uuid[]) AS q (id) ORDER BY id) AS q
  WHERE g.id = q.id RETURNING g.id`

/**
 * Locks credit groups until the end of the transaction: the one point where decisions and postings of a group
 * come one after the other. An UPDATE rather than SELECT … FOR UPDATE, which a distributed PostgreSQL refuses over
 * several groups. What is read after it is the newest state.
 */
export async function lockGroups(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return
  await tx.prepared('lock_groups', LOCK, [ids])
}

const LOCK_OF_CUSTOMERS = `
  UPDATE credit_group AS g SET lock_count = lock_count + 1
  FROM (SELECT DISTINCT c.group_id AS id FROM customer c WHERE c.code = ANY($1::text[]) ORDER BY 1) AS q
  WHERE g.id = q.id RETURNING g.id`

/** Locks the groups of customers given by code, in id order; gives the locked groups' ids. */
export async function lockGroupsOfCustomers(tx: Tx, customerCodes: readonly string[]): Promise<Set<Id>> {
  const rows = await tx.prepared<{ id: Id }>('lock_groups_of_customers', LOCK_OF_CUSTOMERS, [customerCodes])
  return new Set(rows.map((row) => row.id))
}

/** The groups of customers. */
export async function groupsOfCustomers(db: Queryable, customerIds: readonly Id[]): Promise<Id[]> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT DISTINCT group_id AS id FROM customer WHERE id = ANY(${customerIds}::uuid[])`,
  )
  return rows.map(({ id }) => id)
}
