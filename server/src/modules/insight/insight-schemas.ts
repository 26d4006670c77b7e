import { z } from 'zod'
import { daySchema, moneyJsonSchema } from '../../platform/http/schemas.js'
import { exposureDimensions } from './exposure-by-store.js'

export const homeQuery = z.strictObject({ asOf: daySchema.optional() })

const count = z.object({
  value: z.number().int(),
  previous: z.number().int().nullable(),
  link: z.string().describe('Page of the interface with the list behind the number'),
})

const bookFigures = z.object({
  receivables: moneyJsonSchema,
  overdue: moneyJsonSchema,
  overduePercent: z.string().nullable(),
  dsoDays: z.string().nullable(),
  bestPossibleDsoDays: z.string().nullable().describe('If nothing were overdue'),
  largestTenPercent: z.string().nullable().describe('Share of the ten largest debtors in the receivables'),
  overdueCustomers: z.number().int(),
})

export const homeAnswer = z.object({
  asOf: z.string(),
  previousAsOf: z.string().describe('One month earlier'),
  book: z
    .array(
      z.object({
        currency: z.string(),
        now: bookFigures,
        previous: bookFigures.nullable(),
        link: z.string(),
      }),
    )
    .describe('Per currency, the base currency first'),
  customers: count,
  customersUnrated: count,
  customersOnAlert: count,
  openHolds: count,
  readyHolds: count,
  openProposals: count,
  limitsExpiring: count.describe('Accounts with a limit line that ends within 30 days'),
  decisions: count.describe('Checks of the last 7 days; previous: the 7 days before'),
  stopped: count.describe('Of these, held or rejected'),
  released: count.describe('Holds released in the last 7 days'),
})

export const exposureQuery = z.strictObject({ by: z.enum(exposureDimensions).default('grade') })

export const exposureAnswer = z.object({
  asOf: z.string(),
  by: z.string(),
  items: z.array(
    z.object({
      key: z.string().describe('Empty when it is not known'),
      currency: z.string(),
      customers: z.number().int(),
      exposure: moneyJsonSchema,
      buckets: z.object({
        reserved: moneyJsonSchema,
        openOrders: moneyJsonSchema,
        deliveredNotBilled: moneyJsonSchema,
        receivables: moneyJsonSchema,
        bills: moneyJsonSchema,
        unapplied: moneyJsonSchema,
      }),
      overdue: moneyJsonSchema,
      overduePercent: z.string().nullable().describe('Share of the receivables'),
      sharePercent: z.string().nullable().describe("Share of the currency's exposure"),
    }),
  ),
})

export const trendQuery = z.strictObject({
  months: z.coerce.number().int().min(1).max(60).default(12),
  asOf: daySchema.optional(),
})

export const trendAnswer = z.object({
  items: z.array(
    z.object({
      on: z.string().describe('Last day of the month'),
      currency: z.string(),
      receivables: moneyJsonSchema,
      overdue: moneyJsonSchema,
      overduePercent: z.string().nullable(),
    }),
  ),
})
