import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { revealReasons } from '../../kernel/masked.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { currencySchema, lineOf } from '../../platform/http/schemas.js'
import type { BankAccount } from './bank-account-store.js'
import type { Contact } from './contact-store.js'

const actions = z
  .array(z.enum(['edit', 'delete', 'show']))
  .describe('What the caller may do with it now; show: see a masked field, with a reason')

const sensitive = z
  .object({ value: z.string(), masked: z.boolean() })
  .nullable()
  .describe('Masked unless the caller has `sensitive:read`')

export const contactSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  email: z.string().nullable(),
  phone: sensitive,
  identityNumber: sensitive,
  allowed: actions,
})

export const bankAccountSchema = z.object({
  id: z.string(),
  holder: z.string(),
  bank: z.string(),
  currency: z.string(),
  number: sensitive.unwrap(),
  allowed: actions,
})

/** Answers of lists tell, too, whether the caller may add. */
export const contactListSchema = z.object({
  items: z.array(contactSchema),
  nextCursor: z.null(),
  allowed: z.array(z.enum(['add'])),
})

export const bankAccountListSchema = z.object({
  items: z.array(bankAccountSchema),
  nextCursor: z.null(),
  allowed: z.array(z.enum(['add'])),
})

export const contactBodySchema = z.strictObject({
  name: lineOf(100).regex(/\S/, 'must not be blank'),
  role: lineOf(100).nullable().default(null),
  email: z.email().max(254).nullable().default(null),
  phone: z
    .string()
    .regex(/^[0-9+() -]{5,30}$/, 'digits, spaces, +, - and brackets')
    .nullish()
    .describe('Left out: as it was'),
  identityNumber: z
    .string()
    .regex(/^[0-9A-Za-z() -]{5,40}$/, 'letters and digits')
    .nullish()
    .describe('Left out: as it was'),
})

export const bankAccountBodySchema = z.strictObject({
  holder: lineOf(200).regex(/\S/, 'must not be blank'),
  bank: lineOf(200).regex(/\S/, 'must not be blank'),
  currency: currencySchema,
  number: z
    .string()
    .regex(/^[0-9A-Za-z -]{5,40}$/, 'letters, digits, spaces and dashes')
    .optional()
    .describe('Left out: as it was'),
})

export const revealBodySchema = z.strictObject({
  field: z.enum(['phone', 'identityNumber', 'number']),
  reason: z.enum(revealReasons),
  note: lineOf(300).nullable().default(null).describe('Needed for the reason `other`'),
})

const shown = (actor: Principal, secrets: SecretBox, sealed: Buffer | null, hint: string | null) => {
  if (sealed === null || hint === null) return null
  return actor.permissions.has('sensitive:read')
    ? { value: secrets.open(sealed), masked: false }
    : { value: hint, masked: true }
}

function allowedTo({ permissions }: Principal): z.infer<typeof actions> {
  return [
    ...(permissions.has('customers:write') ? (['edit', 'delete'] as const) : []),
    ...(permissions.has('sensitive:show') ? (['show'] as const) : []),
  ]
}

export function mayAdd({ permissions }: Principal): 'add'[] {
  return permissions.has('customers:write') ? ['add'] : []
}

export function presentContact(
  contact: Contact,
  actor: Principal,
  secrets: SecretBox,
): z.input<typeof contactSchema> {
  const { id, name, role, email } = contact
  return {
    ...{ id, name, role, email },
    phone: shown(actor, secrets, contact.phoneSealed, contact.phoneMasked),
    identityNumber: shown(actor, secrets, contact.identitySealed, contact.identityMasked),
    allowed: allowedTo(actor),
  }
}

export function presentBankAccount(
  account: BankAccount,
  actor: Principal,
  secrets: SecretBox,
): z.input<typeof bankAccountSchema> {
  const { id, holder, bank, currency, numberSealed, numberMasked } = account
  const number = shown(actor, secrets, numberSealed, numberMasked) ?? { value: numberMasked, masked: true }
  return { id, holder, bank, currency, number, allowed: allowedTo(actor) }
}
