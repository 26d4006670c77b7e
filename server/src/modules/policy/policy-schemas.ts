import { z } from 'zod'
import { draftSchemas } from '../../platform/http/draft-schemas.js'
import {
  bilingualSchema,
  codeSchema,
  daySchema,
  flagSchema,
  idSchema,
  instantSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { securityKinds } from '../approvals/domain/conditions.js'
import { grades } from '../scoring/domain/grade-scale.js'
import { termsKinds, type CreditPolicy } from './domain/policy.js'
import { proposalSorts } from './proposal-list-store.js'

const text = z.strictObject({ zh: lineOf(300), en: lineOf(300) })
const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,2})?$/, 'expected a decimal such as "1200.00"')
  .describe('Decimal in the base currency of the organisation')
const share = z.int().min(0).max(1_000_000)
const wholeShare = z.int().min(0).max(10_000)

const boundedMonths = z.int().min(0).max(1_200)
const words = z.array(lineOf(100)).min(1).max(200)

const classSchema = z.strictObject({
  code: codeSchema,
  name: text,
  when: z
    .strictObject({
      relationMonths: z
        .strictObject({ from: boundedMonths.optional(), below: boundedMonths.optional() })
        .optional()
        .describe('Whole months since the first order or invoice; 0 for a customer that never bought'),
      registeredCapital: z
        .strictObject({ from: amount.optional(), below: amount.optional() })
        .optional()
        .describe('At least from, less than below'),
      industries: words.optional(),
      regions: words.optional(),
      field: z
        .strictObject({ key: lineOf(100), values: words })
        .optional()
        .describe('A custom field of customers, such as a life-cycle stage or a tag'),
    })
    .describe('All that is named must hold; what is not known of a customer never holds'),
})

const ruleSchema = z.strictObject({
  grade: z.enum(grades),
  segments: z.array(codeSchema).max(200).describe('Empty: every segment'),
  classes: z.array(codeSchema).max(50).optional().describe('Classes of this policy; empty: every customer'),
  months: z.int().min(0).max(36),
  factorBasisPoints: share,
  netAssetsShareBasisPoints: share,
  capWithoutNetAssets: amount,
  cap: amount,
  startingLimit: amount,
  netDays: z.int().min(0).max(3650),
  reviewMonths: z.int().min(1).max(120),
  terms: z
    .strictObject({ kind: z.enum(termsKinds), instalments: z.int().min(2).max(60).optional() })
    .optional()
    .describe('Left out: net days'),
  prepaymentBasisPoints: wholeShare.optional().describe('Share of each order that is paid before delivery'),
  priceTier: lineOf(40).optional(),
  discountBasisPoints: wholeShare.optional(),
  security: z
    .strictObject({ kind: z.enum(securityKinds), shareBasisPoints: wholeShare })
    .optional()
    .describe('What must stand behind the limit, as a share of it'),
  reviewIntervalDays: z.int().min(1).max(3650).optional().describe('Instead of the months'),
  approvalPath: codeSchema
    .optional()
    .describe('A limit by this row is never granted alone; flows may choose by this word'),
})

const automaticSchema = z.strictObject({
  grades: z.array(z.enum(grades)).max(5).describe('Customers of other grades are left to people'),
  periodDays: z.int().min(1).max(3650).describe('An account is raised, and is cut, once in so many days'),
  raise: z
    .strictObject({
      atMostBasisPoints: share.describe('Of the limit in force'),
      atMostAmount: amount,
      goodMonths: z.int().min(0).max(120),
      toleratedLateDays: z.int().min(0).max(365),
    })
    .optional()
    .describe('Left out: raises are left to people'),
  cut: z
    .strictObject({ atMostBasisPoints: wholeShare })
    .optional()
    .describe('Left out: cuts are left to people'),
})

export const policySchema = z.strictObject({
  title: text,
  description: text,
  averageOverMonths: z.int().min(3).max(24),
  raiseAtMostBasisPoints: share.nullable(),
  significantDigits: z.int().min(1).max(15),
  minimum: amount,
  ignoreChangesBelowBasisPoints: z.int().min(0).max(10_000),
  classes: z.array(classSchema).max(50).optional().describe('A customer belongs to the first that fits'),
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
  automatic: automaticSchema
    .optional()
    .describe('Which proposals the policy puts in force by itself; left out: none'),
}) satisfies z.ZodType<CreditPolicy>

export type PolicyBody = z.output<typeof policySchema>

export const newPolicyBody = z.strictObject({
  content: policySchema,
  validFrom: instantSchema.optional().describe('Default now; never before now'),
})

export const policyJson = z.object({
  version: z.int(),
  inForce: z.boolean(),
  status: z.enum(['scheduled', 'in-force', 'past', 'cancelled']),
  allowed: z
    .array(z.enum(['edit', 'cancel']))
    .describe(
      'What you may do with it: the version in force is edited into the next, a scheduled one is taken back',
    ),
  cancelled: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  validFrom: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  baseCurrency: z.string(),
  content: policySchema,
})

export const cancelBody = z.strictObject({ reason: reasonSchema })

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
  automatic: flagSchema
    .optional()
    .describe('Only those that the policy put in force by itself, or only the others'),
  attention: flagSchema.optional().describe('Only those that a person must look at, or only the others'),
  sort: z.enum(proposalSorts).default('-created'),
  ...proposalFilter,
  ...pageQuery,
})

/** What a row of the policy gives beside the limit. */
export const grantedJson = z.object({
  customerClass: z.object({ code: z.string(), name: bilingualSchema }).nullable(),
  terms: z.enum(termsKinds),
  netDays: z.int(),
  instalments: z.int().nullable(),
  prepaymentBasisPoints: z.int(),
  priceTier: z.string().nullable(),
  discountBasisPoints: z.int(),
  security: z.object({ kind: z.enum(securityKinds), shareBasisPoints: z.int() }).nullable(),
  reviewIntervalDays: z.int().nullable(),
  reviewMonths: z.int(),
  approvalPath: z.string().nullable(),
})

export const grantedLines = z
  .array(z.object({ name: bilingualSchema, text: bilingualSchema }))
  .describe('The same in words')

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
  granted: grantedJson.nullable().describe('What the policy gives beside the limit; null of a request'),
  grantedLines,
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
  automatic: z.boolean().describe('Put in force by the policy itself'),
  undone: z.object({ by: z.string(), at: z.string() }).nullable(),
  allowed: z.array(z.enum(['accept', 'reject', 'undo'])).describe('What you may do with it as it stands'),
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
  skipped: z.int().describe('Accounts of which the policy says nothing'),
  skippedBecause: z.object({
    unrated: z.int().describe('The customer has no rating'),
    inactive: z.int().describe('The customer is inactive'),
    unlimited: z.int().describe('Deliberately without a limit'),
    no_row: z.int().describe('No row of the policy is for grade, segment and class'),
  }),
})

export const policyDraft = draftSchemas(policySchema, {})

export const coverageBody = z.strictObject({ content: policySchema })

export const coverageAnswer = z.object({
  faults: z.array(bilingualSchema).describe('Why the policy cannot be published; empty when it is sound'),
  items: z
    .array(
      z.object({
        grade: z.string(),
        segment: z.string(),
        customerClass: z.string().nullable().describe('null: customers of no class'),
        row: z.int().nullable().describe('Index of the row that applies; null: none does'),
      }),
    )
    .describe('Every grade in every segment for every class, with the row that decides'),
})

export const accountPolicyAnswer = z.object({
  policyVersion: z.int(),
  grade: z.string().nullable(),
  byPolicy: z
    .object({
      limit: moneyJsonSchema,
      reason: bilingualSchema,
      granted: grantedJson,
      grantedLines,
      reviewIntervalDays: z.int(),
    })
    .nullable()
    .describe('What the policy in force says today; null: nothing, as of a customer without a rating'),
  agreed: z
    .object({ policyVersion: z.int().nullable(), since: z.string(), granted: grantedJson, grantedLines })
    .nullable()
    .describe('What came into force with the last limit by policy'),
})
