import { z } from 'zod'
import { isExistingDay } from '../../kernel/calendar-day.js'
import { draftSchemas } from '../../platform/http/draft-schemas.js'
import { bilingualSchema, codeSchema, lineOf } from '../../platform/http/schemas.js'
import { messageStatuses } from './domain/message-life.js'
import { anchors, channels, creditEffects } from './domain/strategy.js'

const plainCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens, beginning with a letter')
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'expected a decimal')
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM')
// Without a transformation: the same schema answers, and what is answered has its form in the description.
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD')
  .refine((text): boolean => isExistingDay(text), 'no such calendar day')
const named = z.strictObject({ zh: lineOf(200), en: lineOf(200) })
const few = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(200).readonly()

const stepSchema = z.strictObject({
  code: plainCode.describe('Names the step for good: what was done under it is not done again'),
  name: named,
  anchor: z.enum(anchors),
  days: z.int().min(-60).max(1_000).describe('After the anchor; negative is before the due day'),
  channel: z.enum(channels),
  template: plainCode,
  sender: z.enum(['organisation', 'owner']),
  escalateTo: codeSchema.optional().describe('A role that is told besides'),
  workingDaysOnly: z.boolean(),
  minimum: z.record(z.string().length(3), decimal).describe('Decimals by currency'),
  creditEffect: z.enum(creditEffects),
  approval: z.boolean(),
})

const strategySchema = z.strictObject({
  code: plainCode,
  name: named,
  audience: z.strictObject({
    grades: few(lineOf(20)).optional(),
    segments: few(codeSchema).optional(),
    classes: few(codeSchema).optional(),
    owners: few(lineOf(100)).optional(),
    overdue: z
      .strictObject({ from: decimal.optional(), below: decimal.optional() })
      .optional()
      .describe('What is overdue, in the base currency'),
    brokenPromisesFrom: z.int().min(1).max(1_000).optional(),
  }),
  locale: z.enum(['zh-CN', 'en']),
  stop: z.strictObject({
    openPromise: z.boolean(),
    afterReceiptDays: z.int().min(0).max(90),
    contactsIn30Days: z.int().min(1).max(60).nullable(),
  }),
  unmatchedMoney: z.enum(['set-aside', 'mention']),
  steps: z.array(stepSchema).min(1).max(60).readonly(),
})

/** The schema of the strategies, the same for publishing and for answering. */
export const strategyDocumentSchema = z.strictObject({
  title: named,
  description: z.strictObject({ zh: z.string().max(2_000), en: z.string().max(2_000) }),
  hours: z.strictObject({ from: time, until: time }),
  quietDays: z
    .array(z.strictObject({ from: day, until: day, name: lineOf(100) }))
    .max(200)
    .readonly(),
  onePerDay: z.enum(['channel', 'customer']),
  strategies: z.array(strategySchema).min(1).max(100).readonly(),
})

export const strategyDraft = draftSchemas(strategyDocumentSchema, {
  faults: z.array(bilingualSchema).describe('Why it cannot be published as it is'),
})

export const figuresJson = z.object({
  customers: z.int().describe('Customers looked at'),
  contacts: z.int(),
  items: z.int(),
  byChannel: z.record(z.string(), z.int()),
  asides: z.record(z.string(), z.int()).describe('Items set aside, by reason'),
})

export const plannedItemJson = z.object({
  number: z.string(),
  itemNo: z.int(),
  dueOn: z.string(),
  currency: z.string(),
  open: z.string(),
  asked: z.string(),
  step: z.string(),
})

export const contactJson = z.object({
  messageId: z.string().nullable(),
  customerCode: z.string(),
  customerName: z.string(),
  channel: z.enum(channels),
  strategyCode: z.string(),
  stepCode: z.string(),
  approval: z.boolean(),
  status: z.enum(messageStatuses).nullable().describe('null: only planned'),
  totals: z.record(z.string(), z.string()),
  items: z.array(plannedItemJson),
})
