import { z } from 'zod'
import {
  codeSchema,
  currencySchema,
  cursorQuery,
  daySchema,
  lineOf,
  moneyJsonSchema,
  pageQuery,
} from '../../platform/http/schemas.js'
import { agingSorts, agingSubjects } from './aging-sums-store.js'

export const scopeQuery = {
  segment: codeSchema.optional(),
  customerCode: codeSchema.optional(),
  groupCode: codeSchema.optional(),
  owner: lineOf(64).optional(),
  industry: z.string().max(64).optional().describe('Customers of this industry; empty: of none'),
}

export const agingQuery = z.strictObject({
  asOf: daySchema.optional(),
  basis: z.enum(['due', 'document']).default('due'),
  by: z.enum(agingSubjects).default('customer'),
  currency: currencySchema.optional(),
  search: z.string().max(100).optional(),
  sort: z.enum(agingSorts).default('total'),
  ...scopeQuery,
  ...pageQuery,
})

export const agingFigures = {
  currency: z.string(),
  buckets: z
    .record(z.string(), moneyJsonSchema)
    .describe('By bucket key, notDue first; their sum is `total`'),
  total: moneyJsonSchema.describe('Open receivables'),
  overdue: moneyJsonSchema,
  unapplied: moneyJsonSchema.describe('Receipts and credit notes not yet applied, ≤ 0, not part of `total`'),
  balance: moneyJsonSchema.describe('total + unapplied'),
}

/** What is disputed stands apart; it is known of today only. */
const disputedFigures = {
  disputed: moneyJsonSchema.nullable().describe('Of `total`; null: not today, or by document date'),
  overdueCounted: moneyJsonSchema
    .nullable()
    .describe('`overdue` less what is disputed in segments that do not count that as overdue'),
}

export const agingAnswer = z.object({
  asOf: z.string(),
  basis: z.string(),
  by: z.string(),
  bounds: z.array(
    z.object({ key: z.string(), daysMin: z.number().int().nullable(), daysMax: z.number().int().nullable() }),
  ),
  ...agingFigures,
  ...disputedFigures,
  totals: z.array(z.object({ ...agingFigures, ...disputedFigures, subjects: z.number().int() })),
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      ownerUsername: z.string().nullable(),
      ...agingFigures,
      ...disputedFigures,
    }),
  ),
  count: z.number().int().describe('Rows over all pages'),
  nextCursor: z.string().nullable(),
})

export const openItemsQuery = z.strictObject({
  asOf: daySchema.optional(),
  basis: z.enum(['due', 'document']).default('due'),
  bucket: z.string().max(20).optional().describe('Key of an aging bucket, for example 31-60'),
  currency: currencySchema.optional(),
  ...scopeQuery,
  ...cursorQuery,
})

export const openItemJson = z.object({
  document: z.object({ source: z.string(), type: z.string(), number: z.string(), itemNo: z.number().int() }),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  kind: z.enum(['receivables', 'unapplied']),
  documentDate: z.string(),
  dueDate: z.string().nullable(),
  amount: moneyJsonSchema,
  open: moneyJsonSchema,
  daysOverdue: z.number().int().describe('Days past the base date; zero or less is not due'),
  bucket: z.string(),
  disputed: z.boolean(),
})

export const statementQuery = z.strictObject({
  asOf: daySchema.optional(),
  from: daySchema.optional().describe('First day of the period; default three months before asOf'),
  segment: codeSchema.optional(),
})

export const statementAnswer = z.object({
  customerCode: z.string(),
  customerName: z.string(),
  from: z.string(),
  asOf: z.string(),
  statements: z.array(
    z.object({
      currency: z.string(),
      opening: moneyJsonSchema,
      movements: z.array(
        z.object({
          date: z.string(),
          segment: z.string(),
          document: z.object({ source: z.string(), type: z.string(), number: z.string() }),
          amount: moneyJsonSchema,
          balance: moneyJsonSchema,
        }),
      ),
      closing: moneyJsonSchema,
      openItems: z.array(openItemJson),
    }),
  ),
})

export const figuresQuery = z.strictObject({ asOf: daySchema.optional(), ...scopeQuery })

export const figuresAnswer = z.object({
  asOf: z.string(),
  salesDays: z.number().int(),
  items: z.array(
    z.object({
      currency: z.string(),
      receivables: moneyJsonSchema,
      overdue: moneyJsonSchema,
      unapplied: moneyJsonSchema,
      overdueCustomers: z.number().int(),
      overduePercent: z.string().nullable(),
      sales: moneyJsonSchema,
      dsoDays: z.string().nullable(),
      bestPossibleDsoDays: z.string().nullable(),
      averageDelinquentDays: z.string().nullable().describe('DSO less best possible DSO'),
      largestTenPercent: z.string().nullable(),
    }),
  ),
})

export const trendQuery = z.strictObject({
  months: z.coerce.number().int().min(1).max(60).default(24),
  asOf: daySchema.optional(),
  segment: codeSchema.optional(),
})

export const trendAnswer = z.object({
  items: z.array(
    z.object({
      month: z.string(),
      currency: z.string(),
      settled: moneyJsonSchema,
      late: moneyJsonSchema,
      settlements: z.number().int(),
      lateSettlements: z.number().int(),
      meanDelayDays: z.string(),
    }),
  ),
})
