import { z } from 'zod'
import {
  codeSchema,
  daySchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  pageQuery,
} from '../../../platform/http/schemas.js'
import { grades } from '../../scoring/domain/grade-scale.js'
import { marginDimensions, marginSorts } from './risk-margin-store.js'

export const marginQuery = z.strictObject({
  by: z.enum(marginDimensions).default('customer'),
  grade: z.enum(grades).optional(),
  segment: codeSchema.optional(),
  sort: z.enum(marginSorts).default('net'),
  ...pageQuery,
})

export const marginFileQuery = marginQuery.omit({ page: true, pageSize: true, limit: true, cursor: true })

const sums = {
  revenue: moneyJsonSchema,
  margin: moneyJsonSchema.describe('Revenue less the cost of what was sold'),
  marginPercent: z.string().nullable().describe('Of the revenue; null without revenue'),
  expectedLoss: moneyJsonSchema.describe('Of a year, as the book stands now'),
  averageReceivables: moneyJsonSchema.describe(
    'Mean over the days of the window of what was owed, less payments not yet assigned',
  ),
  financingCost: moneyJsonSchema.describe('Average receivables × funding rate'),
  net: moneyJsonSchema.describe('Margin − expected loss − financing cost'),
  netPercent: z.string().nullable().describe('Of the revenue; null without revenue'),
}

const rate = {
  rate: z.number().describe('Percent a year'),
  validFrom: z.string(),
  source: z.string(),
  stated: z.boolean().describe('false: the one that counts until any is stated'),
}

const frame = {
  from: z.string().describe('First day of the twelve ended months that are summed'),
  until: z.string().describe('Their last day'),
  fundingRate: z.object(rate),
  policyVersion: z.int().describe('The policy whose parameters the expected loss is computed with'),
}

export const marginAnswer = listOf(
  z.object({
    key: z.string().describe('Code of customer, group or segment, or the grade; empty: no grade'),
    name: z.string(),
    customers: z.int(),
    months: z.int().describe('Months of the window with a margin; of several customers or segments the most'),
    ...sums,
  }),
).extend({
  ...frame,
  withoutMargin: z.int().describe('Customers who owe something and of whom no margin was stated'),
  totals: z.object({ customers: z.int(), ...sums }),
})

export const customerMarginAnswer = z.object({
  customerCode: z.string(),
  ...frame,
  months: z.int(),
  ...sums,
  stated: z
    .array(
      z.object({
        month: z.string(),
        segment: z.string(),
        revenue: moneyJsonSchema,
        margin: moneyJsonSchema,
        source: z.string(),
        recordedBy: z.string(),
        recordedAt: z.string(),
      }),
    )
    .describe('As stated, newest month first'),
})

const percent = z.number().min(0).max(100)

export const newRateBody = z.strictObject({
  rate: percent.multipleOf(0.01).describe('Percent a year, two decimals at most'),
  validFrom: daySchema,
  source: lineOf(200).describe('Where the rate comes from'),
})

export const rateAnswer = z.object({
  ...rate,
  recordedBy: z.string().nullable().describe('null: the rate that counts until one is stated'),
  recordedAt: z.string().nullable(),
  inForce: z.boolean(),
})

export const ratesAnswer = listOf(rateAnswer)
