import { insertRows } from '../../platform/db/bulk-insert.js'
import { byteaText } from '../../platform/db/bytea-text.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** An account that a customer pays from. The number is kept encrypted; beside it stands what lists show of it. */
export interface BankAccount {
  readonly id: string
  readonly customerId: string
  readonly holder: string
  readonly bank: string
  readonly currency: string
  readonly numberSealed: Buffer
  readonly numberMasked: string
}

const columns = sql`id, customer_id AS "customerId", holder, bank, currency, number_sealed AS "numberSealed",
  number_masked AS "numberMasked"`

export async function listBankAccounts(db: Queryable, customerId: string): Promise<BankAccount[]> {
  return db.rows<BankAccount>(sql`
    SELECT ${columns} FROM customer_bank_account WHERE customer_id = ${customerId}::uuid
    ORDER BY bank, id LIMIT 200`)
}

export async function findBankAccount(
  db: Queryable,
  customerId: string,
  id: string,
): Promise<BankAccount | undefined> {
  const [row] = await db.rows<BankAccount>(sql`
    SELECT ${columns} FROM customer_bank_account WHERE id = ${id}::uuid AND customer_id = ${customerId}::uuid`)
  return row
}

/** Writes one account; false when the id is that of another customer's. */
export async function putBankAccount(tx: Tx, one: BankAccount, by: string, at: Date): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO customer_bank_account AS b (id, customer_id, holder, bank, currency, number_sealed, number_masked,
      updated_by, updated_at)
    VALUES (${one.id}, ${one.customerId}, ${one.holder}, ${one.bank}, ${one.currency}, ${one.numberSealed},
      ${one.numberMasked}, ${by}, ${at})
    ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, bank = excluded.bank, currency = excluded.currency,
      number_sealed = excluded.number_sealed, number_masked = excluded.number_masked,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at
    WHERE b.customer_id = excluded.customer_id`)
  return written === 1
}

/** Writes many accounts at once; those whose id is known stay as they are. */
export async function addBankAccounts(
  tx: Tx,
  accounts: readonly BankAccount[],
  by: string,
  at: Date,
): Promise<void> {
  await insertRows(
    tx,
    'customer_bank_account',
    {
      ...{ id: 'uuid', customer_id: 'uuid', holder: 'text', bank: 'text', currency: 'text' },
      ...{ number_sealed: 'bytea', number_masked: 'text', updated_by: 'text', updated_at: 'timestamptz' },
    },
    accounts.map((one) => [
      ...[one.id, one.customerId, one.holder, one.bank, one.currency],
      ...[byteaText(one.numberSealed), one.numberMasked, by, at],
    ]),
    'ON CONFLICT (id) DO NOTHING',
  )
}

export async function deleteBankAccount(tx: Tx, customerId: string, id: string): Promise<boolean> {
  return (
    (await tx.run(
      sql`DELETE FROM customer_bank_account WHERE id = ${id}::uuid AND customer_id = ${customerId}::uuid`,
    )) === 1
  )
}
