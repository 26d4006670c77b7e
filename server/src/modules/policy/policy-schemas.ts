import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  cursorQuery,
  daySchema,
  flagSchema,
  idSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  pageQuery,
} from '../../platform/http/schemas.js'
import { grades } from '../scoring/domain/scorecard.js'
import type { CreditPolicy } from './domain/policy.js'
import { proposalSorts } from './proposal-list-store.js'

const text = z.strictObject({ zh: lineOf(300), en: lineOf(300) })
const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,2})?$/, 'expected a decimal such as "1200.00"')
  .describe('Decimal in the base currency of the organisation')
const share = z.int().min(0).max(1_000_000)
const wholeShare = z.int().min(0).max(10_000)

const ruleSchema = z.strictObject({
  grade: z.enum(grades),
  segments: z.array(codeSchema).max(200).describe('Empty: every segment'),
  months: z.int().min(0).max(36),
  factorBasisPoints: share,
  netAssetsShareBasisPoints: share,
  capWithoutNetAssets: amount,
  cap: amount,
  startingLimit: amount,
  netDays: z.int().min(0).max(3650),
  reviewMonths: z.int().min(1).max(120),
})

export const policySchema = z.strictObject({
  title: text,
  description: text,
  averageOverMonths: z.int().min(3).max(24),
  raiseAtMostBasisPoints: share.nullable(),
  significantDigits: z.int().min(1).max(15),
  minimum: amount,
  ignoreChangesBelowBasisPoints: z.int().min(0).max(10_000),
  rules: z.array(ruleSchema).min(1).max(1000),
  loss: z
    .strictObject({
      pdBasisPoints: z
        .strictObject({ AAA: wholeShare, AA: wholeShare, A: wholeShare, B: wholeShare, C: wholeShare })
        .describe('Yearly probability of default by grade'),
      lgdBasisPoints: wholeShare.describe('Share of the exposure that is lost at default'),
      unusedDrawnBasisPoints: wholeShare.describe('Share of the free limit that is drawn before default'),
    })
    .optional()
    .describe('What losses are expected from; left out: general parameters'),
}) satisfies z.ZodType<CreditPolicy>

export type PolicyBody = z.output<typeof policySchema>

export const newPolicyBody = z.strictObject({
  content: policySchema,
  validFrom: z.iso.datetime({ offset: true }).optional().describe('Default now; never before now'),
})

export const policyJson = z.object({
  version: z.int(),
  inForce: z.boolean(),
  allowed: z
    .array(z.enum(['edit']))
    .describe('What you may do with it: the version in force is edited into the next'),
  validFrom: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  baseCurrency: z.string(),
  content: policySchema,
})

export const policiesAnswer = z.object({ items: z.array(policyJson), nextCursor: z.null() })

/** What narrows a list of proposals or a decision on many. */
export const proposalFilter = {
  kind: z.enum(['policy', 'request']).optional(),
  grade: z.enum(grades).optional(),
  segment: codeSchema.optional(),
  customerCode: codeSchema.optional(),
  search: lineOf(100).optional().describe('Part of name, code or pinyin initials'),
  direction: z.enum(['raise', 'cut', 'terms']).optional().describe('terms: the limit stays as it is'),
  runId: idSchema.optional(),
}

export const proposalsQuery = z.strictObject({
  status: z.enum(['open', 'accepted', 'rejected', 'superseded']).optional(),
  attention: flagSchema.optional().describe('Only those that a person must look at, or only the others'),
  sort: z.enum(proposalSorts).default('-created'),
  ...proposalFilter,
  ...cursorQuery,
  ...pageQuery,
})

const limitJson = z.object({
  mode: z.enum(['none', 'unlimited', 'amount']),
  limit: moneyJsonSchema.nullable(),
  netDays: z.int().nullable(),
})

export const proposalJson = z.object({
  id: z.string(),
  kind: z.enum(['policy', 'request']),
  status: z.enum(['open', 'accepted', 'rejected', 'superseded']),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  grade: z.string().nullable(),
  score: z.number().nullable(),
  coverage: z.number().nullable().describe('Percent'),
  current: limitJson,
  proposed: limitJson.extend({
    kind: z.enum(['base', 'temporary', 'seasonal', 'secured']).nullable(),
    validFrom: z.string().nullable().describe('null: from the day of acceptance'),
    validTo: z.string().nullable(),
    reviewOn: z.string().nullable(),
  }),
  change: moneyJsonSchema,
  attention: z.enum(['fx_rate_missing']).nullable(),
  steps: z.array(z.object({ step: z.string(), amount: moneyJsonSchema, text: bilingualSchema })),
  reason: bilingualSchema,
  policyVersion: z.int().nullable(),
  ratingId: z.string().nullable(),
  runId: z.string().nullable(),
  asOf: z.string(),
  submittedBy: z.string(),
  createdAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionReason: z.string().nullable(),
  limitLineId: z.string().nullable(),
  allowed: z.array(z.enum(['accept', 'reject'])).describe('What you may do with it as it stands'),
})

export const proposalsAnswer = listOf(proposalJson).extend({
  totals: z.array(
    z.object({
      currency: z.string(),
      count: z.int(),
      raises: z.int(),
      cuts: z.int(),
      current: moneyJsonSchema,
      proposed: moneyJsonSchema,
    }),
  ),
})

export const runBody = z.strictObject({ asOf: daySchema.optional() }).optional()

export const runAnswer = z.object({
  runId: z.string(),
  asOf: z.string(),
  policyVersion: z.int(),
  accounts: z.int(),
  proposed: z.int(),
  unchanged: z.int(),
  skipped: z.int().describe('Without a rating, of inactive customers, or deliberately unlimited'),
})

const draftShape = {
  content: policySchema,
  baseVersion: z.int().min(1).describe('The version that it changes'),
}

export const policyDraftBody = z.strictObject({
  ...draftShape,
  revision: z.int().min(1).nullable().describe('The draft that was opened; null: there was none'),
})

export const policyDraftAnswer = z.object({
  draft: z
    .object({
      ...draftShape,
      revision: z.int(),
      savedBy: z.string(),
      savedAt: z.string(),
      outdated: z.boolean().describe('Another version has come into force since it was begun'),
    })
    .nullable(),
})
