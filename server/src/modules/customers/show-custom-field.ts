import { mayAct, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { RevealReason } from '../../kernel/masked.js'
import type { Database, Queryable } from '../../platform/db/types.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { segmentsOfCustomer } from './account-store.js'
import { findCustomer, type Customer } from './customer-store.js'
import { fieldText } from './domain/custom-fields.js'

/** The custom fields of customers that this reader gets masked. */
export async function hiddenFields(db: Queryable, reader: Principal): Promise<readonly string[]> {
  return reader.permissions.has('sensitive:read') ? [] : (await getOrganisation(db)).sensitiveFields
}

/** Whoever is shown sensitive custom fields in clear as a matter of course leaves a trace of that. */
export async function noteOpenFields(
  db: Database,
  reader: Principal,
  customer: Customer,
  at: Date,
): Promise<void> {
  if (!reader.permissions.has('sensitive:read')) return
  const { sensitiveFields } = await getOrganisation(db)
  if (!sensitiveFields.some((key) => key in customer.customFields)) return
  const about = { objectType: 'customer', objectId: customer.code, at }
  await db.transaction((tx) => recordAccess(tx, { actor: reader, action: 'custom-fields.read', ...about }))
}

/** One sensitive custom field in clear. Who looked, and why, is in the audit trail before the answer is. */
export async function showCustomField(
  db: Database,
  actor: Principal,
  {
    code,
    key,
    reason,
    note,
  }: {
    readonly code: string
    readonly key: string
    readonly reason: RevealReason
    readonly note: string | null
  },
  at: Date,
): Promise<string> {
  if (reason === 'other' && note === null) throw new Refusal('reveal_note_needed')
  const customer = await findCustomer(db, code, actor.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code })
  const { ownerUsername } = customer
  const segmentCodes = await segmentsOfCustomer(db, customer.id)
  if (!mayAct(actor, 'customers:read', { ownerUsername, segmentCodes }))
    throw new Refusal('forbidden', { permission: 'customers:read' })
  const value = Object.hasOwn(customer.customFields, key) ? customer.customFields[key] : undefined
  if (value === undefined || value === null) throw new Refusal('not_found')
  await db.transaction((tx) =>
    recordAccess(tx, {
      ...{ actor, action: 'sensitive.shown', objectType: 'customer', objectId: code, at },
      detail: { field: key },
      reason: note === null ? reason : `${reason}: ${note}`,
    }),
  )
  return fieldText(value)
}
