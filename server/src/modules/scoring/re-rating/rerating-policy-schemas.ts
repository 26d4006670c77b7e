import { z } from 'zod'
import { parseAmount } from '../../../kernel/money.js'
import { currencySchema, instantSchema, lineOf, reasonSchema } from '../../../platform/http/schemas.js'
import { documentTypes } from '../domain/re-rating/rerating-policy.js'
import { grades } from '../domain/grade-scale.js'

const days = (max: number) => z.int().min(1).max(max)
const daysByGrade = z.strictObject({
  AAA: days(3_650).nullable(),
  AA: days(3_650).nullable(),
  A: days(3_650).nullable(),
  B: days(3_650).nullable(),
  C: days(3_650).nullable(),
  unrated: days(3_650).nullable(),
})
const basisPoints = z.int().min(1).max(1_000_000)
const name = z.strictObject({ zh: lineOf(60), en: lineOf(60) })

const amountSchema = z.string().max(40)
const amountsByCurrency = z.record(currencySchema, amountSchema).refine(
  (amounts) =>
    Object.entries(amounts).every(([currency, amount]) => {
      const minor = parseAmount(amount, currency as Parameters<typeof parseAmount>[1])
      return typeof minor === 'bigint' && minor > 0n
    }),
  'expected decimal amounts above zero by currency',
)

export const reratingPolicySchema = z.strictObject({
  scheduleDays: daysByGrade.describe(
    'Days after which a rating of the grade is made again; null: never by itself',
  ),
  events: z.strictObject({
    overdueDays: z.array(days(3_650)).max(12).describe('Days overdue at which a customer is rated again'),
    facts: z.enum(['all', 'vetoes', 'none']),
    documents: z.array(z.enum(documentTypes)).max(documentTypes.length),
    largeOrder: z.strictObject({
      shareOfLimitBasisPoints: basisPoints.nullable(),
      amounts: amountsByCurrency.describe('Amount by currency from which an order is large'),
    }),
  }),
  coolDownDays: z
    .int()
    .min(0)
    .max(365)
    .describe('Days after a change of grade in which no better one counts'),
  earlyWarningScore: z.int().min(0).max(100),
  effects: z
    .array(
      z.strictObject({
        name,
        when: z.strictObject({
          direction: z.enum(['down', 'up']),
          notches: z
            .int()
            .min(1)
            .max(grades.length - 1),
          grades: z.array(z.enum(grades)).max(grades.length),
          vetoOnly: z.boolean(),
        }),
        propose: z.boolean(),
        cutAtOnceBasisPoints: z.int().min(1).max(10_000).nullable(),
        approval: z.boolean(),
        freeze: z.boolean(),
        notifyOwner: z.boolean(),
        notifyRoles: z.array(lineOf(64)).max(20),
        reviewInDays: z.int().min(0).max(365).nullable(),
      }),
    )
    .max(30),
  reviewDays: daysByGrade.describe('Days between reviews of an account'),
  reviewLeadDays: z.int().min(0).max(90),
  reviewers: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('role'), role: lineOf(64) }),
    z.strictObject({ kind: z.literal('owner') }),
  ]),
})

export const reratingPolicyJson = z.object({
  version: z.int().describe('0: the settings that the program comes with'),
  inForce: z.boolean(),
  allowed: z.array(z.enum(['edit'])),
  validFrom: z.string(),
  reason: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  content: reratingPolicySchema,
})

export const newReratingPolicyBody = z.strictObject({
  content: reratingPolicySchema,
  baseVersion: z.int().min(0).max(1_000_000).describe('The newest version when the change was begun'),
  validFrom: instantSchema.optional().describe('Default: at once'),
  reason: reasonSchema,
})
