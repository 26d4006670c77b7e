import { insertRows } from '../../platform/db/bulk-insert.js'
import { byteaText } from '../../platform/db/bytea-text.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** A person at a customer. What is sealed is kept encrypted; beside it stands what lists show of it. */
export interface Contact {
  readonly id: string
  readonly customerId: string
  readonly name: string
  /** What the person does there, in the customer's words: finance manager, legal representative. */
  readonly role: string | null
  readonly email: string | null
  readonly phoneSealed: Buffer | null
  readonly phoneMasked: string | null
  readonly identitySealed: Buffer | null
  readonly identityMasked: string | null
}

const columns = sql`id, customer_id AS "customerId", name, role, email, phone_sealed AS "phoneSealed",
  phone_masked AS "phoneMasked", identity_sealed AS "identitySealed", identity_masked AS "identityMasked"`

export async function listContacts(db: Queryable, customerId: string): Promise<Contact[]> {
  return db.rows<Contact>(sql`
    SELECT ${columns} FROM customer_contact WHERE customer_id = ${customerId}::uuid ORDER BY name, id LIMIT 200`)
}

export async function findContact(
  db: Queryable,
  customerId: string,
  id: string,
): Promise<Contact | undefined> {
  const [row] = await db.rows<Contact>(sql`
    SELECT ${columns} FROM customer_contact WHERE id = ${id}::uuid AND customer_id = ${customerId}::uuid`)
  return row
}

/** Writes one person; false when the id is that of a person at another customer. */
export async function putContact(tx: Tx, one: Contact, by: string, at: Date): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO customer_contact AS c (id, customer_id, name, role, email, phone_sealed, phone_masked, identity_sealed,
      identity_masked, updated_by, updated_at)
    VALUES (${one.id}, ${one.customerId}, ${one.name}, ${one.role}, ${one.email}, ${one.phoneSealed},
      ${one.phoneMasked}, ${one.identitySealed}, ${one.identityMasked}, ${by}, ${at})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, email = excluded.email,
      phone_sealed = excluded.phone_sealed, phone_masked = excluded.phone_masked,
      identity_sealed = excluded.identity_sealed, identity_masked = excluded.identity_masked,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at
    WHERE c.customer_id = excluded.customer_id`)
  return written === 1
}

/** Writes many people at once; those whose id is known stay as they are. */
export async function addContacts(tx: Tx, contacts: readonly Contact[], by: string, at: Date): Promise<void> {
  await insertRows(
    tx,
    'customer_contact',
    {
      ...{ id: 'uuid', customer_id: 'uuid', name: 'text', role: 'text', email: 'text' },
      ...{ phone_sealed: 'bytea', phone_masked: 'text', identity_sealed: 'bytea', identity_masked: 'text' },
      ...{ updated_by: 'text', updated_at: 'timestamptz' },
    },
    contacts.map((one) => [
      ...[one.id, one.customerId, one.name, one.role, one.email],
      ...[byteaText(one.phoneSealed), one.phoneMasked, byteaText(one.identitySealed), one.identityMasked],
      ...[by, at],
    ]),
    'ON CONFLICT (id) DO NOTHING',
  )
}

export async function deleteContact(tx: Tx, customerId: string, id: string): Promise<boolean> {
  return (
    (await tx.run(
      sql`DELETE FROM customer_contact WHERE id = ${id}::uuid AND customer_id = ${customerId}::uuid`,
    )) === 1
  )
}
