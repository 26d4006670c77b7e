import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { masked, type RevealReason, type SensitiveKind } from '../../kernel/masked.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAccess, recordAudit } from '../audit/record-audit.js'
import { deleteBankAccount, findBankAccount, putBankAccount, type BankAccount } from './bank-account-store.js'
import { deleteContact, findContact, putContact, type Contact } from './contact-store.js'
import { findCustomer } from './customer-store.js'

/** Who acts, on whose file, when. */
export interface Acting {
  readonly db: Database
  readonly secrets: SecretBox
  readonly actor: Principal
  readonly code: string
  readonly at: Date
}

export interface ContactDraft {
  readonly name: string
  readonly role: string | null
  readonly email: string | null
  /** Left out: as it was; null: none. */
  readonly phone?: string | null | undefined
  readonly identityNumber?: string | null | undefined
}

export interface BankAccountDraft {
  readonly holder: string
  readonly bank: string
  readonly currency: string
  /** Left out: as it was. */
  readonly number?: string | undefined
}

/** The customer's id, within the caller's sight; an unknown and a foreign one are refused alike. */
export async function customerIdOf({ db, actor, code }: Omit<Acting, 'secrets' | 'at'>): Promise<string> {
  const customer = await findCustomer(db, code, actor.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code })
  return customer.id
}

/** Adds a person or changes one; the caller chooses the id of a new one. */
export async function keepContact(acting: Acting, id: string, draft: ContactDraft): Promise<Contact> {
  const { db, secrets, actor, at } = acting
  const customerId = await customerIdOf(acting)
  const sealed = (kind: SensitiveKind, text: string | null) =>
    text === null ? { box: null, shown: null } : { box: secrets.seal(text), shown: masked(kind, text) }
  return db.transaction(async (tx) => {
    const before = await findContact(tx, customerId, id)
    const phone = draft.phone === undefined ? undefined : sealed('phone', draft.phone)
    const identity =
      draft.identityNumber === undefined ? undefined : sealed('identity-number', draft.identityNumber)
    const contact: Contact = {
      ...{ id, customerId, name: draft.name, role: draft.role, email: draft.email },
      phoneSealed: phone ? phone.box : (before?.phoneSealed ?? null),
      phoneMasked: phone ? phone.shown : (before?.phoneMasked ?? null),
      identitySealed: identity ? identity.box : (before?.identitySealed ?? null),
      identityMasked: identity ? identity.shown : (before?.identityMasked ?? null),
    }
    if (!(await putContact(tx, contact, actor.label, at))) throw new Refusal('contact_not_found')
    await note(tx, acting, before ? 'contact.changed' : 'contact.added', contact.name)
    return contact
  })
}

export async function removeContact(acting: Acting, id: string): Promise<void> {
  const customerId = await customerIdOf(acting)
  await acting.db.transaction(async (tx) => {
    const before = await findContact(tx, customerId, id)
    if (!before || !(await deleteContact(tx, customerId, id))) throw new Refusal('contact_not_found')
    await note(tx, acting, 'contact.removed', before.name)
  })
}

/** Adds an account or changes one; the caller chooses the id of a new one. */
export async function keepBankAccount(
  acting: Acting,
  id: string,
  { number, ...draft }: BankAccountDraft,
): Promise<BankAccount> {
  const { db, secrets, actor, at } = acting
  const customerId = await customerIdOf(acting)
  return db.transaction(async (tx) => {
    const before = await findBankAccount(tx, customerId, id)
    const secret =
      number === undefined
        ? before && { numberSealed: before.numberSealed, numberMasked: before.numberMasked }
        : { numberSealed: secrets.seal(number), numberMasked: masked('bank-account', number) }
    if (!secret) throw new Refusal('bank_account_number_needed')
    const account: BankAccount = { id, customerId, ...draft, ...secret }
    if (!(await putBankAccount(tx, account, actor.label, at))) throw new Refusal('bank_account_not_found')
    await note(tx, acting, before ? 'bank-account.changed' : 'bank-account.added', account.bank)
    return account
  })
}

export async function removeBankAccount(acting: Acting, id: string): Promise<void> {
  const customerId = await customerIdOf(acting)
  await acting.db.transaction(async (tx) => {
    const before = await findBankAccount(tx, customerId, id)
    if (!before || !(await deleteBankAccount(tx, customerId, id))) throw new Refusal('bank_account_not_found')
    await note(tx, acting, 'bank-account.removed', before.bank)
  })
}

/** What is wanted, and why. */
export interface Wanted {
  readonly id: string
  readonly field: 'phone' | 'identityNumber' | 'number'
  readonly reason: RevealReason
  readonly note: string | null
}

/** One sensitive field in clear. Who looked at which, and why, is in the audit trail before the answer is. */
export async function revealField(acting: Acting, { id, field, reason, note }: Wanted): Promise<string> {
  const { db, secrets, actor, code, at } = acting
  if (reason === 'other' && note === null) throw new Refusal('reveal_note_needed')
  const customerId = await customerIdOf(acting)
  const sealed = await sealedField(db, customerId, id, field)
  const value = secrets.open(sealed)
  await db.transaction((tx) =>
    recordAccess(tx, {
      ...{ actor, action: 'sensitive.shown', objectType: 'customer', objectId: code, at },
      detail: { field, id },
      reason: note === null ? reason : `${reason}: ${note}`,
    }),
  )
  return value
}

async function sealedField(
  db: Database,
  customerId: string,
  id: string,
  field: Wanted['field'],
): Promise<Buffer> {
  if (field === 'number') {
    const account = await findBankAccount(db, customerId, id)
    if (!account) throw new Refusal('bank_account_not_found')
    return account.numberSealed
  }
  const contact = await findContact(db, customerId, id)
  const sealed = field === 'phone' ? contact?.phoneSealed : contact?.identitySealed
  if (!sealed) throw new Refusal('contact_not_found')
  return sealed
}

async function note(tx: Tx, { actor, code, at }: Acting, action: string, name: string): Promise<void> {
  const about = { objectType: 'customer', objectId: code, at }
  await recordAudit(tx, { actor, action: `customer.${action}`, ...about, after: { name } })
}
