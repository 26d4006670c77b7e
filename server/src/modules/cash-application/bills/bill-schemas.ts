import { z } from 'zod'
import {
  codeSchema,
  daySchema,
  idSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  nonNegativeMoneySchema,
  pageQuery,
  positiveMoneySchema,
  reasonSchema,
} from '../../../platform/http/schemas.js'
import { billActs, billKinds, billStates } from '../domain/bill-life.js'
import { billFilters, billSorts, maturityBands } from './bill-list-store.js'

const PLACES_MAX = 500
const filter = {
  state: z.enum(billFilters).default('in_hand').describe('recourse: passed on, not paid yet'),
  kind: z.enum(billKinds).optional(),
  customerCode: codeSchema.optional(),
  segment: codeSchema.optional(),
  search: lineOf(100).optional(),
  maturesUntil: daySchema.optional(),
}

export const idParams = z.strictObject({ id: idSchema })
export const billsQuery = z.strictObject({
  ...pageQuery,
  ...filter,
  sort: z.enum(billSorts).default('maturity'),
})
export const billsCsvQuery = z.strictObject({
  ...filter,
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
})

const billRow = {
  id: z.string(),
  number: z.string(),
  subRange: z.string(),
  kind: z.enum(billKinds),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  amount: moneyJsonSchema,
  exposure: moneyJsonSchema.describe('What counts as exposure to the customer now'),
  unapplied: moneyJsonSchema.describe('Not applied to invoices yet'),
  drawer: z.string(),
  acceptor: z.string(),
  issuedOn: z.string(),
  receivedOn: z.string(),
  maturesOn: z.string(),
  daysLeft: z.int().describe('Until maturity; below zero it is past'),
  reference: z.string(),
  state: z.enum(billStates),
  recourse: z.boolean(),
  receiptId: z.string(),
}
export const billsAnswer = listOf(z.object(billRow)).extend({
  maturities: z.array(z.object({ band: z.enum(maturityBands), count: z.int(), amount: moneyJsonSchema })),
})

export const billAnswer = z.object({
  ...billRow,
  presentUntil: z.string().describe('Last day to present it for payment without losing recourse'),
  acts: z.array(z.enum([...billActs, 'undo'])),
  settles: z.array(
    z.object({
      invoiceId: z.string().nullable(),
      number: z.string(),
      itemNo: z.int().nullable(),
      amount: moneyJsonSchema,
    }),
  ),
  events: z.array(
    z.object({
      seq: z.int(),
      act: z.enum(['receive', ...billActs, 'undo']),
      on: z.string(),
      state: z.enum(billStates).describe('Where it stood afterwards'),
      inForce: z.boolean().describe('Not taken back'),
      party: z.string().nullable(),
      charge: moneyJsonSchema.nullable(),
      reason: z.string().nullable(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  allowed: z.array(z.enum(['act'])),
})

export const newBill = z.strictObject({
  number: lineOf(60).regex(/^[0-9A-Za-z-]+$/, 'expected letters, digits and hyphens'),
  subRange: z
    .string()
    .max(40)
    .regex(/^(\d{1,15}[,-]\d{1,15})?$/, 'expected two numbers with a comma or hyphen between them')
    .default(''),
  kind: z.enum(billKinds),
  customerCode: codeSchema,
  segment: codeSchema,
  amount: positiveMoneySchema,
  drawer: lineOf(200),
  acceptor: lineOf(200),
  issuedOn: daySchema,
  receivedOn: daySchema.optional().describe('Left out: today'),
  maturesOn: daySchema,
  reference: z.union([z.literal(''), lineOf(500)]).default(''),
  items: z
    .array(
      z.strictObject({
        invoiceId: idSchema,
        itemNo: z.int().min(0).max(1_000_000),
        amount: positiveMoneySchema,
      }),
    )
    .max(PLACES_MAX)
    .default([])
    .describe('What it settles; empty leaves that to the matching'),
})

const on = daySchema.optional().describe('Left out: today')
export const billDeed = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('present'), on }),
  z.strictObject({
    act: z.literal('discount'),
    on,
    party: lineOf(200).describe('Who discounts it'),
    charge: nonNegativeMoneySchema.describe('What it costs'),
    recourse: z.boolean().default(true).describe('False: sold for good, it counts as exposure no longer'),
  }),
  z.strictObject({ act: z.literal('endorse'), on, party: lineOf(200).describe('To whom') }),
  z.strictObject({ act: z.literal('pay'), on }),
  z.strictObject({ act: z.literal('dishonour'), on, reason: reasonSchema }),
  z.strictObject({ act: z.literal('withdraw'), reason: reasonSchema }),
])
export const undoBody = z.strictObject({ reason: reasonSchema })

export const billSettingsBody = z.strictObject({
  bankPercent: z.number().min(0).max(100).describe('What counts as exposure of a bank acceptance'),
  commercialPercent: z.number().min(0).max(100),
  warnDays: z.int().min(1).max(90).describe('Days before maturity'),
})
export const billSettingsAnswer = z.object({ ...billSettingsBody.shape, version: z.int() })
