import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  daySchema,
  idSchema,
  lineOf,
  moneyJsonSchema,
  pageQuery,
  positiveMoneySchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { debtorKinds } from './domain/choose-regime.js'
import { proofGrades } from './domain/claim-rules.js'
import { guaranteeActKinds, guaranteeModes } from './domain/guarantee-period.js'
import { recordedEventKinds } from './domain/limitation.js'
import { proofKinds } from './domain/proof-gaps.js'
import { clockWindows } from './limitation-clock-store.js'
import { eventChannels } from './limitation-event-store.js'

const percentSchema = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,5})?$/, 'expected a decimal such as "3.45"')
  .describe('Percent as a decimal text')

export const clocksQuery = z.strictObject({
  ...pageQuery,
  window: z.enum(clockWindows).optional().describe('d30: ends within 30 days; windows do not overlap'),
  customerCode: codeSchema.optional(),
  segment: codeSchema.optional(),
  search: lineOf(100).optional(),
  missing: z.enum(proofKinds).optional(),
})

const itemJson = z.object({
  documentId: z.string(),
  itemNo: z.int(),
  source: z.string(),
  number: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  dueOn: z.string(),
  open: moneyJsonSchema,
})

export const clockJson = itemJson.extend({
  ownerUsername: z.string().nullable(),
  startsOn: z.string(),
  cause: z.enum(['due', 'payment', ...recordedEventKinds]),
  expiresOn: z.string().nullable().describe('null while a suit is pending'),
  daysLeft: z.int().nullable(),
  missing: z.array(z.enum(proofKinds)),
  allowed: z.array(z.enum(['record'])),
})

export const clockCounts = z.array(
  z.object({ window: z.enum(clockWindows), items: z.int(), open: z.array(moneyJsonSchema) }),
)

const lineJson = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('interest'),
    from: z.string().describe('Exclusive'),
    to: z.string(),
    days: z.int(),
    principal: moneyJsonSchema,
    percent: z.string(),
    per: z.enum(['year', 'day']),
    factor: z.string(),
    interest: z.string().describe('With six decimals of the currency unit; rounded once, in the sum'),
  }),
  z.object({
    kind: z.literal('payment'),
    on: z.string(),
    reference: z.string(),
    amount: moneyJsonSchema,
    toFees: moneyJsonSchema,
    toInterest: moneyJsonSchema,
    toPrincipal: moneyJsonSchema,
    unused: moneyJsonSchema,
  }),
  z.object({
    kind: z.enum(['fee', 'correction', 'waiver', 'billed']),
    on: z.string(),
    reference: z.string(),
    amount: moneyJsonSchema,
  }),
])

const interestJson = z.object({
  until: z.string(),
  regime: z.enum(['A', 'B', 'C']).nullable().describe('null: a published rate is missing'),
  missingRate: z.object({ kind: z.string(), on: z.string() }).nullable(),
  reasons: z.array(bilingualSchema),
  warnings: z.array(bilingualSchema),
  dayCount: z.int(),
  allocation: z.string(),
  rulesVersion: z.int(),
  lines: z.array(lineJson),
  lateDays: z.int(),
  accrued: moneyJsonSchema,
  paid: moneyJsonSchema,
  waived: moneyJsonSchema.describe('Given up for good, as far as it was owed'),
  billed: moneyJsonSchema.describe('Billed by interest notes, which are open items of their own'),
  open: moneyJsonSchema,
  openPrincipal: moneyJsonSchema,
})

export const termsJson = z.object({
  id: z.string(),
  documentId: z.string().nullable(),
  validFrom: z.string(),
  contract: z.string().nullable(),
  signedOn: z.string().nullable(),
  debtorKind: z.enum(debtorKinds).nullable(),
  creditorSme: z.boolean().nullable(),
  smeDeclared: z.boolean().nullable(),
  agreedPercent: z.string().nullable(),
  agreedPer: z.enum(['year', 'day']).nullable(),
  oneDebt: z.boolean().nullable(),
  source: z.string(),
  recordedBy: z.string(),
  recordedAt: z.string(),
})

const eventJson = z.object({
  on: z.string(),
  kind: z.enum(['payment', ...recordedEventKinds]),
  proofGrade: z.enum(proofGrades).nullable(),
  reference: z.string(),
  effect: z.enum([
    'restarts',
    'waives',
    'stops',
    'before_due',
    'not_proven',
    'after_expiry',
    'while_stopped',
  ]),
})

export const claimJson = itemJson.extend({
  documentOn: z.string(),
  amount: moneyJsonSchema,
  disputed: z.boolean(),
  terms: termsJson.nullable(),
  interest: interestJson.nullable(),
  limitation: z
    .object({
      startsOn: z.string(),
      cause: z.string(),
      expiresOn: z.string().nullable(),
      daysLeft: z.int().nullable(),
      events: z.array(eventJson),
    })
    .nullable(),
  waiverAsked: z
    .object({ number: z.string(), amount: moneyJsonSchema })
    .nullable()
    .describe('A waiver of interest that waits for a decision'),
  missing: z.array(z.enum(proofKinds)),
  allowed: z.array(z.enum(['record'])),
})

export const actBody = z.strictObject({
  customerCode: codeSchema,
  items: z
    .array(
      z.strictObject({ documentId: idSchema, itemNo: z.int().min(1).max(9999).nullable().default(null) }),
    )
    .max(500)
    .default([]),
  letterId: idSchema.nullable().default(null),
  kind: z.enum(recordedEventKinds),
  on: daySchema.describe('The day on which it arrived, or on which the debtor acted'),
  channel: z.enum(eventChannels),
  proofGrade: z.enum(proofGrades).nullable().default(null),
  recipient: lineOf(200).nullable().default(null),
  recipientRole: lineOf(100).nullable().default(null),
  contentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected SHA-256 in hexadecimal')
    .nullable()
    .default(null),
  evidence: reasonSchema.describe('What proves it and where it lies'),
})

export const termsBody = z.strictObject({
  segment: codeSchema,
  documentId: idSchema.nullable().default(null),
  validFrom: daySchema,
  contract: lineOf(200).nullable().default(null),
  signedOn: daySchema.nullable().default(null),
  debtorKind: z.enum(debtorKinds).nullable().default(null),
  creditorSme: z.boolean().nullable().default(null),
  smeDeclared: z.boolean().nullable().default(null),
  agreed: z
    .strictObject({ percent: percentSchema, per: z.enum(['year', 'day']) })
    .nullable()
    .default(null),
  oneDebt: z.boolean().nullable().default(null),
  source: reasonSchema,
})

export const letterBody = z.strictObject({
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  payBy: daySchema,
  items: z
    .array(z.strictObject({ documentId: idSchema, itemNo: z.int().min(1).max(9999) }))
    .max(500)
    .default([])
    .describe('Which debts; none: everything that is overdue'),
})

export const letterJson = z.object({
  id: z.string(),
  reference: z.string(),
  language: z.enum(['zh-CN', 'en']),
  writtenOn: z.string(),
  payBy: z.string(),
  debts: z.int(),
  totals: z.array(moneyJsonSchema),
  contentHash: z.string(),
  writtenBy: z.string(),
  writtenAt: z.string(),
  arrivedOn: z.string().nullable().describe('Recorded arrival; null: none yet'),
})

export const guaranteeBody = z.strictObject({
  documentId: idSchema.nullable().default(null).describe('null: for all debts of the customer'),
  guarantor: lineOf(200),
  guarantorCode: codeSchema.nullable().default(null),
  mode: z.enum(guaranteeModes),
  contract: lineOf(200).nullable().default(null),
  signedOn: daySchema.nullable().default(null),
  agreed: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('until_paid') }),
    z.strictObject({ kind: z.literal('months'), months: z.int().min(1).max(600) }),
    z.strictObject({ kind: z.literal('until'), on: daySchema }),
  ]),
  maxAmount: z.boolean().default(false),
  determinedOn: daySchema.nullable().default(null),
  amount: positiveMoneySchema.nullable().default(null),
  evidence: reasonSchema,
})

export const guaranteeActBody = z.strictObject({
  documentId: idSchema.nullable().default(null),
  kind: z.enum(guaranteeActKinds),
  on: daySchema,
  evidence: reasonSchema,
})

export const guaranteeActJson = z.object({
  id: z.string(),
  documentId: z.string().nullable(),
  kind: z.enum(guaranteeActKinds),
  on: z.string(),
  evidence: z.string(),
  recordedBy: z.string(),
})

export const guaranteeJson = z.object({
  id: z.string(),
  documentId: z.string().nullable(),
  guarantor: z.string(),
  guarantorCode: z.string().nullable(),
  mode: z.enum(guaranteeModes),
  contract: z.string().nullable(),
  signedOn: z.string().nullable(),
  agreed: z.enum(['none', 'until_paid', 'months', 'until']),
  maxAmount: z.boolean(),
  amount: moneyJsonSchema.nullable(),
  evidence: z.string(),
  recordedBy: z.string(),
  acts: z.array(guaranteeActJson),
  clocks: z.array(
    z.object({
      documentId: z.string(),
      itemNo: z.int(),
      number: z.string(),
      open: moneyJsonSchema,
      startsOn: z.string(),
      endsOn: z.string(),
      basis: z.enum(['agreed', 'default']),
      mustDo: z.enum(['sue_debtor', 'demand_guarantor']),
      doneOn: z.string().nullable(),
      status: z.enum(['running', 'kept', 'lapsed', 'released']),
      daysLeft: z.int(),
    }),
  ),
})

export type ClockJson = z.input<typeof clockJson>
export type ClockCountsJson = z.input<typeof clockCounts>
export type ClaimJson = z.input<typeof claimJson>
export type TermsJson = z.input<typeof termsJson>
export type GuaranteeJson = z.input<typeof guaranteeJson>
