import { z } from 'zod'
import { moneyJson } from '../../kernel/money.js'
import {
  codeSchema,
  daySchema,
  flagSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  nonNegativeMoneySchema,
} from '../../platform/http/schemas.js'
import { formatPercent } from '../../kernel/rate.js'
import type { CustomerListRow } from './customer-row-store.js'
import { customerActs, type CustomerAct } from './allowed-on-customer.js'
import type { Customer } from './customer-store.js'
import { maskedFields } from './domain/custom-fields.js'

const CUSTOM_FIELDS_MAX = 100

export const customerBodySchema = z.strictObject({
  name: lineOf(200).regex(/\S/, 'must not be blank'),
  uscc: lineOf(30).nullish(),
  groupCode: codeSchema.nullish().describe('Credit group; null makes the customer its own group'),
  industry: lineOf(100).nullish(),
  region: lineOf(100).nullish(),
  ownerUsername: lineOf(100).nullish(),
  foundedOn: daySchema.nullish(),
  registeredCapital: nonNegativeMoneySchema.nullish(),
  status: z.enum(['active', 'inactive', 'blacklisted']).optional(),
  customFields: z
    .record(lineOf(64), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
    .refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS_MAX, 'too many fields')
    .optional(),
})

export const customerSchema = z.object({
  code: z.string(),
  name: z.string(),
  uscc: z.string().nullable(),
  uscCheck: z.enum(['valid', 'failed']).nullable().describe('Whether the check digit of the USCC is right'),
  groupCode: z.string(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  ownerUsername: z.string().nullable(),
  foundedOn: z.string().nullable(),
  registeredCapital: moneyJsonSchema.nullable(),
  status: z.enum(['active', 'inactive', 'blacklisted']),
  customFields: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  updatedAt: z.string(),
  allowed: z.array(z.enum(customerActs)).describe('What you may do with the customer'),
  warnings: z.array(z.string()).optional(),
})

/** A customer as somebody sees it: `hidden` are the custom fields that this reader gets masked. */
export function presentCustomer(customer: Customer, allowed: CustomerAct[], hidden: readonly string[]) {
  const { registeredCapitalMinor: minor, registeredCapitalCurrency: currency } = customer
  return {
    code: customer.code,
    name: customer.name,
    uscc: customer.uscc,
    uscCheck: customer.usccCheck === 'malformed' ? ('failed' as const) : customer.usccCheck,
    groupCode: customer.groupCode,
    industry: customer.industry,
    region: customer.region,
    ownerUsername: customer.ownerUsername,
    foundedOn: customer.foundedOn,
    registeredCapital: minor !== null && currency !== null ? moneyJson(minor, currency) : null,
    status: customer.status,
    customFields: maskedFields(customer.customFields, hidden),
    createdAt: customer.createdAt.toISOString(),
    updatedAt: customer.updatedAt.toISOString(),
    allowed,
  }
}

/** What a list of customers is narrowed to: the same on the page and in the file. */
export const customerFilterQuery = {
  search: lineOf(100).optional(),
  grade: lineOf(40)
    .optional()
    .describe('Letters of the scale in force, as the list shows them, separated by commas; none: not rated'),
  status: z.enum(['active', 'inactive', 'blacklisted']).optional(),
  owner: lineOf(100).optional(),
  segment: codeSchema.optional(),
  industry: lineOf(100).optional(),
  group: codeSchema.optional(),
  overdue: flagSchema.optional(),
}

export const customerListItemSchema = z.object({
  code: z.string(),
  name: z.string(),
  uscc: z.string().nullable(),
  groupCode: z.string(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  ownerUsername: z.string().nullable(),
  status: z.enum(['active', 'inactive', 'blacklisted']),
  grade: z.string().nullable().describe('One of the five grades'),
  scaleGrade: z.string().nullable().describe('The letter on a scale of nine grades; null on five'),
  score: z.string().nullable().describe('0.00 to 100.00'),
  utilisation: z
    .string()
    .nullable()
    .describe(
      'Exposure of the accounts with a limit in percent of these limits; null without a limit or a rate',
    ),
  accounts: z.array(
    z.object({
      segment: z.string(),
      currency: z.string(),
      limitMode: z.string(),
      limit: moneyJsonSchema.nullable(),
      status: z.string(),
      netDays: z.number().nullable(),
      exposure: z.array(moneyJsonSchema).describe('Exposure per document currency'),
      overdue: z.array(moneyJsonSchema),
      overdueDays: z.number(),
    }),
  ),
})

export const customerListSchema = listOf(customerListItemSchema).extend({
  totalExceeded: z.boolean().optional().describe('There are more than `total`: counting ends there'),
})

export function presentListItem(row: CustomerListRow) {
  const money = (part: { currency: string; minor: string }) =>
    moneyJson(BigInt(part.minor), part.currency as never)
  return {
    code: row.code,
    name: row.name,
    uscc: row.uscc,
    groupCode: row.groupCode,
    industry: row.industry,
    region: row.region,
    ownerUsername: row.ownerUsername,
    status: row.status,
    grade: row.grade,
    scaleGrade: row.scaleGrade,
    score: row.score === null ? null : (row.score / 100).toFixed(2),
    utilisation: row.utilisationBp === null ? null : formatPercent(BigInt(row.utilisationBp)),
    accounts: (row.accounts ?? []).map((account) => ({
      segment: account.segment,
      currency: account.currency,
      limitMode: account.limitMode,
      limit:
        account.limitMinor === null ? null : money({ currency: account.currency, minor: account.limitMinor }),
      status: account.status,
      netDays: account.netDays,
      exposure: (account.exposure ?? []).map(money),
      overdue: (account.overdue ?? []).map(money),
      overdueDays: account.overdueDays ?? 0,
    })),
  }
}
