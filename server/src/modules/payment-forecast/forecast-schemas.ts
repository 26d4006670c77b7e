import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  currencySchema,
  daySchema,
  idSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { payerSegments } from './domain/payer.js'

const scopeQuery = {
  segment: codeSchema.optional(),
  customerCode: codeSchema.optional(),
  groupCode: codeSchema.optional(),
  owner: lineOf(64).optional(),
  currency: currencySchema.optional().describe('Default: that of the organisation'),
}

export const byId = z.strictObject({ id: idSchema })

export const outlookQuery = z.strictObject({
  ...scopeQuery,
  weeks: z.coerce.number().int().min(1).max(26).default(13),
  ahead: z.coerce
    .number()
    .int()
    .min(0)
    .max(12)
    .default(0)
    .describe('How many weeks before a past week the forecast was made that it is held against'),
  pastWeeks: z.coerce.number().int().min(0).max(52).default(12),
})

export const outlookSheetQuery = outlookQuery.extend({
  language: z.enum(['zh-CN', 'en']).default('zh-CN').describe('Of the words in the sheet'),
})

const band = {
  expected: moneyJsonSchema,
  low: moneyJsonSchema.describe('10 %: less comes in one of ten weeks'),
  high: moneyJsonSchema.describe('90 %: more comes in one of ten weeks'),
}

export const outlookAnswer = z.object({
  asOf: z.string().nullable().describe('Null: nothing was forecast yet'),
  madeAt: z.string().nullable(),
  modelVersion: z.int().nullable().describe('Null: by the histories alone'),
  currency: z.string(),
  currencies: z.array(z.string()),
  weeks: z.array(z.object({ weekOn: z.string().describe('Monday'), ...band })),
  later: moneyJsonSchema.describe('Expected after the last week, or never'),
  open: moneyJsonSchema.describe('Σ weeks + later'),
  past: z.array(
    z.object({
      weekOn: z.string(),
      madeOn: z.string(),
      ...band,
      came: moneyJsonSchema.describe('For instalments that were open when it was forecast'),
    }),
  ),
  wape: z.number().nullable().describe('Σ |expected − came| ÷ Σ came of the past weeks'),
  coverage: z.number().nullable().describe('Share of past weeks inside their band; 0.8 is promised'),
})

export const itemsQuery = z.strictObject({
  ...scopeQuery,
  week: z
    .union([daySchema, z.literal('later')])
    .optional()
    .describe('Monday of a week, or later: what comes after 26 weeks'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
})

const probability = z.number().min(0).max(1)
const method = z
  .enum(['model', 'customer', 'segment', 'book'])
  .describe('What it rests on: the model, the payments of the customer, of its segment, or of the book')

export const itemJson = z.object({
  document: z.object({ source: z.string(), number: z.string(), itemNo: z.int() }),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  open: moneyJsonSchema,
  expected: moneyJsonSchema.describe('Of the week asked for; without one, all that is open'),
  dueDate: z.string(),
  asOf: z.string(),
  method,
  modelVersion: z.int().nullable(),
  paidCount: z.int(),
  earliestOn: z.string().nullable().describe('10 %; null: not within a year'),
  expectedOn: z.string().nullable().describe('50 %'),
  latestOn: z.string().nullable().describe('90 %'),
  daysLate: z.int().nullable().describe('Of the expected day; negative is early'),
  pLate: probability,
  pLate30: probability,
  pLate90: probability,
  pNext30: probability.describe('Of payment within thirty days'),
  reasons: z.array(
    z.object({ feature: z.string(), label: bilingualSchema, days: z.number(), value: z.number() }),
  ),
  explanation: bilingualSchema,
})

export const itemsAnswer = listOf(itemJson)

export const customerParams = z.strictObject({ code: codeSchema })

export const customerAnswer = z.object({
  customerCode: z.string(),
  payer: z
    .object({
      asOf: z.string(),
      segment: z.enum(payerSegments),
      rule: bilingualSchema.describe('How the segment is found'),
      paidCount: z.int(),
      lateShare: z.number().nullable(),
      medianDays: z.number().nullable(),
      spreadDays: z.number().nullable(),
      weekday: z
        .int()
        .nullable()
        .describe('ISO weekday on which payments usually arrive; null: not enough evidence'),
      weekdayShare: z.number().nullable(),
      weekdayWeeks: z.int(),
      callOn: z.int().nullable().describe('The working day before'),
    })
    .nullable(),
  pNext30: z.number().nullable().describe('Probability of payment within thirty days, weighted by amount'),
  items: z.array(itemJson).describe('The largest 200'),
})

export const payersAnswer = z.object({
  rules: z.array(z.object({ segment: z.enum(payerSegments), rule: bilingualSchema, customers: z.int() })),
})

const settings = z.object({ seed: z.int(), excluded: z.array(z.string()) })

export const trainingBody = z.strictObject({
  seed: z.int().min(1).max(1_000_000).default(1),
  excluded: z.array(lineOf(80)).max(60).default([]).describe('Features that take no part'),
})

export const trainingJson = z.object({
  id: z.string(),
  settings,
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.int().nullable(),
  failure: bilingualSchema.nullable(),
  modelId: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
})

export const trainingsAnswer = listOf(trainingJson)

const figures = z.object({
  cases: z.int(),
  loss: z.number().nullable(),
  auc: z.number().nullable(),
  mae: z.number().nullable(),
  coverage: z.number().nullable(),
  wape: z.number().nullable(),
})

export const modelJson = z.object({
  id: z.string(),
  version: z.int(),
  asOf: z.string().describe('Nothing of this day or later was known to it'),
  holdOutFrom: z.string(),
  documentSha256: z.string(),
  status: z.enum(['candidate', 'in-use', 'retired']),
  statusSince: z.string(),
  statusBy: z.string(),
  askedBy: z.string().nullable(),
  verdict: z.object({
    passes: z.boolean(),
    code: z.enum([
      'better-than-champion',
      'better-than-baseline',
      'not-better-than-champion',
      'not-better-than-baseline',
      'too-little-to-judge',
    ]),
    model: figures,
    baseline: figures,
    champion: z.object({ version: z.int(), figures, model: figures }).nullable(),
  }),
  trainedBy: z.string(),
  trainedAt: z.string(),
  may: z.object({ submit: z.boolean(), retire: z.boolean() }),
})

export const modelsAnswer = listOf(modelJson)

export const modelDetail = modelJson.extend({
  recipe: z.unknown(),
  cases: z.int(),
  paid: z.int(),
  features: z.array(z.object({ feature: z.string(), label: bilingualSchema })),
})

export const noteBody = z.strictObject({ note: reasonSchema })
export const submitAnswer = z.object({ caseId: z.string() })
export const queuedAnswer = z.object({ queued: z.boolean() })

const track = {
  items: z.int(),
  mae: z.number().nullable(),
  bias: z.number().nullable(),
  coverage: z.number().nullable(),
  auc: z.number().nullable(),
}

export const checkJson = z.object({
  id: z.string(),
  asOf: z.string(),
  ranAt: z.string(),
  status: z.enum(['green', 'amber', 'red']),
  figures: z.object({
    recent: z.object(track),
    months: z.array(z.object({ month: z.string(), ...track })),
    latePsi: z.number().nullable(),
    cash: z.object({ weeks: z.int(), wape: z.number().nullable(), coverage: z.number().nullable() }),
    promisedMae: z.number().nullable(),
    reasons: z.array(
      z.object({
        code: z.enum(['late-psi', 'mae', 'coverage', 'cash-wape', 'cash-coverage']),
        level: z.enum(['amber', 'red']),
        value: z.number(),
      }),
    ),
  }),
})

export const checksAnswer = listOf(checkJson)
