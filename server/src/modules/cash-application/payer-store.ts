import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** A name or account from which a customer has paid. */
export interface LearnedPayer {
  readonly kind: 'name' | 'account'
  readonly alias: string
  readonly customerId: Id
  readonly times: number
}

/** Every customer's name, to be compared with payers'. */
export async function listCustomerNames(db: Queryable): Promise<{ id: Id; name: string }[]> {
  return db.rows(sql`SELECT id, name FROM customer`)
}

/** What is remembered of these names and accounts. */
export async function findLearned(
  tx: Queryable,
  aliases: readonly { readonly kind: 'name' | 'account'; readonly alias: string }[],
): Promise<LearnedPayer[]> {
  return tx.rows<LearnedPayer>(sql`
    SELECT p.kind, p.alias, p.customer_id AS "customerId", p.times
    FROM (SELECT DISTINCT * FROM unnest(${aliases.map(({ kind }) => kind)}::text[],
      ${aliases.map(({ alias }) => alias)}::text[]) AS q (kind, alias)) q
    JOIN payer_alias p ON p.kind = q.kind AND p.alias = q.alias`)
}

/** Customers with an open invoice of one of these numbers. */
export async function findInvoiceOwners(
  tx: Queryable,
  numbers: readonly string[],
): Promise<{ number: string; customerId: Id; segmentCode: string }[]> {
  if (numbers.length === 0) return []
  return tx.rows(sql`
    SELECT DISTINCT upper(d.number) AS number, a.customer_id AS "customerId", s.code AS "segmentCode"
    FROM document d JOIN credit_account a ON a.id = d.account_id JOIN credit_segment s ON s.id = a.segment_id
    WHERE d.type = 'invoice' AND d.number = ANY(${numbers}::text[]) AND d.open_minor <> 0`)
}

/** Remembers from where customers have paid. */
export async function learnPayers(
  tx: Tx,
  payers: readonly Omit<LearnedPayer, 'times'>[],
  at: Date,
): Promise<void> {
  const distinct = new Map<string, { payer: Omit<LearnedPayer, 'times'>; times: number }>()
  for (const payer of payers) {
    const key = `${payer.kind} ${payer.customerId} ${payer.alias}`
    const known = distinct.get(key)
    if (known) known.times += 1
    else distinct.set(key, { payer, times: 1 })
  }
  await insertRows(
    tx,
    'payer_alias',
    { kind: 'text', alias: 'text', customer_id: 'uuid', times: 'int', last_confirmed_at: 'timestamptz' },
    [...distinct.values()].map(({ payer: p, times }) => [p.kind, p.alias, p.customerId, times, at]),
    `ON CONFLICT (kind, alias, customer_id) DO UPDATE SET times = payer_alias.times + excluded.times,
       last_confirmed_at = excluded.last_confirmed_at`,
  )
}

/** Unlearns what turned out to be wrong. */
export async function forgetPayers(tx: Tx, payers: readonly Omit<LearnedPayer, 'times'>[]): Promise<void> {
  for (const { kind, alias, customerId } of payers) {
    await tx.run(sql`
      DELETE FROM payer_alias WHERE kind = ${kind} AND alias = ${alias} AND customer_id = ${customerId}::uuid`)
  }
}
