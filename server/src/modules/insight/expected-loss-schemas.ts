import { z } from 'zod'
import { codeSchema, listOf, moneyJsonSchema, pageQuery } from '../../platform/http/schemas.js'
import { grades } from '../scoring/domain/grade-scale.js'
import { lossDimensions, lossSorts } from './expected-loss-store.js'

export const lossQuery = z.strictObject({
  by: z.enum(lossDimensions).default('customer'),
  grade: z.enum(grades).optional(),
  segment: codeSchema.optional(),
  sort: z.enum(lossSorts).default('-loss'),
  ...pageQuery,
})

export const lossFileQuery = lossQuery.omit({ page: true, pageSize: true, limit: true, cursor: true })

const sums = {
  accounts: z.int(),
  exposure: moneyJsonSchema,
  atDefault: moneyJsonSchema.describe('Exposure and the part of the free limit that is drawn before default'),
  expectedLoss: moneyJsonSchema.describe('Of a year: PD × exposure at default × LGD, rounded per account'),
}

const parameters = {
  policyVersion: z.int(),
  lgd: z.number().describe('Percent of the exposure at default that is lost'),
  unusedDrawn: z.number().describe('Percent of the free limit that is drawn before default'),
}

export const lossAnswer = listOf(
  z.object({
    key: z.string().describe('Code of customer, group or segment, or the grade; empty: no grade'),
    name: z.string(),
    ...sums,
    pd: z.number().describe('Percent; weighed by the exposure at default'),
    byModel: z.int().describe('Accounts whose PD comes from the statistical model in use'),
    unrated: z.int().describe('Accounts without a grade, taken for the worst'),
  }),
).extend({ ...parameters, totals: z.object(sums) })

export const customerLossAnswer = z.object({
  customerCode: z.string(),
  ...parameters,
  ...sums,
  pd: z.number(),
  pdFrom: z.enum(['grade', 'model', 'worst-grade']),
})
