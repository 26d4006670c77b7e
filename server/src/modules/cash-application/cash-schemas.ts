import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  idSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { matchStates } from './cash-match-store.js'
import { bankLineStates } from './domain/bank-line.js'
import { matchMethods } from './domain/money-in.js'
import { invoiceKinds, invoiceStates } from './invoice-list-store.js'
import { matchingRunStatuses } from './matching-run-store.js'
import { receiptSorts, receiptStates } from './receipt-list-store.js'

const confidence = z.number().describe('Percent')
const receiptFilter = {
  state: z.enum(receiptStates).default('open'),
  customerCode: codeSchema.optional(),
  segment: codeSchema.optional(),
  search: lineOf(100).optional(),
}

export const idParams = z.strictObject({ id: idSchema })
export const receiptsQuery = z.strictObject({
  ...pageQuery,
  ...receiptFilter,
  sort: z.enum(receiptSorts).default('date'),
})
export const receiptsCsvQuery = z.strictObject({
  ...receiptFilter,
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
})

const proposalJson = z.object({
  id: z.string(),
  method: z.enum(matchMethods),
  confidence,
  grounds: z.array(bilingualSchema),
})

const receiptRow = {
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  source: z.string(),
  kind: z.enum(['receipt', 'credit-note']),
  number: z.string(),
  date: z.string(),
  total: moneyJsonSchema,
  left: moneyJsonSchema.describe('Not applied yet'),
  deducted: moneyJsonSchema.nullable().describe('Kept back by the customer, in matches that stand'),
  status: z.enum(['open', 'closed', 'cancelled']),
  payerName: z.string().nullable(),
  reference: z.string().nullable(),
  proposal: proposalJson.nullable(),
}

export const receiptsAnswer = listOf(z.object(receiptRow)).extend({
  counts: z.object({
    review: z.int().describe('With a proposal that waits for a person'),
    open: z.int(),
    bankLines: z.int().describe('Bank lines of which nobody knows yet who paid'),
  }),
  unapplied: z.array(moneyJsonSchema),
})

const deductionJson = z.object({
  amount: moneyJsonSchema,
  reasonCode: z.string(),
  note: z.string(),
  disputeId: z.string(),
})

const matchItemJson = z.object({
  invoiceId: z.string(),
  number: z.string(),
  itemNo: z.int(),
  dueDate: z.string().nullable(),
  amount: moneyJsonSchema,
  granted: moneyJsonSchema,
  left: moneyJsonSchema
    .nullable()
    .describe('What a proposal would leave open, or what is open now of a match that stands; null: nothing'),
  deduction: deductionJson.nullable().describe('What the customer kept back of it'),
})

const matchJson = z.object({
  ...proposalJson.shape,
  state: z.enum(matchStates),
  automatic: z.boolean(),
  amount: moneyJsonSchema,
  granted: moneyJsonSchema,
  grantedKind: z.enum(['discount', 'fee']).nullable(),
  proposedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undoneAt: z.string().nullable(),
  reason: z.string().nullable(),
  items: z.array(matchItemJson),
})

const instalmentJson = z.object({
  invoiceId: z.string(),
  itemNo: z.int(),
  source: z.string(),
  number: z.string(),
  date: z.string(),
  dueDate: z.string().nullable(),
  amount: moneyJsonSchema,
  open: moneyJsonSchema,
  daysOverdue: z.int().describe('Days past due; zero or less is not due'),
  disputed: z.boolean(),
})

export const receiptAnswer = z.object({
  ...receiptRow,
  bankLine: z
    .object({
      id: z.string(),
      bankAccount: z.string(),
      bankRef: z.string(),
      date: z.string(),
      payerName: z.string(),
      payerAccount: z.string().nullable().describe('Its last digits'),
      reference: z.string(),
      identifiedBy: z.string().nullable(),
      confidence: confidence.nullable(),
    })
    .nullable(),
  settles: z.array(
    z.object({
      invoiceId: z.string().nullable(),
      number: z.string(),
      itemNo: z.int().nullable(),
      amount: moneyJsonSchema,
      matchId: z.string().nullable().describe('null: stated by the document itself'),
    }),
  ),
  matches: z.array(matchJson).describe('Proposed, accepted, rejected and undone, the latest first'),
  openItems: z.array(instalmentJson).describe('What it could settle, the oldest due first'),
  allowed: z.array(z.enum(['match'])),
})

const amountText = z.string().max(40).describe('Decimal string in the currency of the receipt, above zero')

const itemName = { invoiceId: idSchema, itemNo: z.int().min(1).max(1_000_000) }
const deductions = z
  .array(
    z.strictObject({
      ...itemName,
      amount: amountText,
      reasonCode: lineOf(40).describe('One of the reasons of disputes'),
      note: reasonSchema.describe('What the customer said'),
    }),
  )
  .max(200)
  .optional()
  .describe('What the customer kept back of these instalments: each opens a dispute of its amount')

export const matchBody = z.strictObject({
  items: z
    .array(
      z.strictObject({
        ...itemName,
        amount: amountText,
        charge: amountText.optional().describe('Bank charges that are credited, within the settings'),
      }),
    )
    .min(1)
    .max(500),
  deductions,
})
export const acceptBody = z.strictObject({ deductions }).nullish()
export const deductBody = z.strictObject({ deductions: deductions.unwrap().min(1) })
export const noteBody = z.strictObject({ reason: reasonSchema })
export const rejectBody = z.strictObject({ reason: reasonSchema.optional() })
export const acceptManyBody = z.strictObject({ receiptIds: z.array(idSchema).min(1).max(200) })
export const acceptManyAnswer = z.object({
  accepted: z.int(),
  refused: z.array(z.object({ receiptId: z.string(), code: z.string(), message: bilingualSchema })),
})

export const bankLinesQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(bankLineStates).optional(),
  search: lineOf(100).optional(),
})

export const bankLineJson = z.object({
  id: z.string(),
  bankAccount: z.string(),
  bankRef: z.string(),
  segment: z.string(),
  date: z.string(),
  amount: moneyJsonSchema,
  payerName: z.string(),
  payerAccount: z.string().nullable().describe('Its last digits'),
  reference: z.string(),
  state: z.enum(bankLineStates),
  customerCode: z.string().nullable().describe('Who paid; a suggestion while the line is open'),
  customerName: z.string().nullable(),
  identifiedBy: z.string().nullable(),
  confidence: confidence.nullable(),
  receiptId: z.string().nullable(),
  note: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
})
export const bankLinesAnswer = listOf(bankLineJson)
export const assignBody = z.strictObject({ customerCode: codeSchema })

export const runJson = z.object({
  id: z.string(),
  status: z.enum(matchingRunStatuses),
  linesTotal: z.int(),
  linesDone: z.int(),
  recorded: z.int().describe('Receipts made of bank lines'),
  total: z.int(),
  done: z.int(),
  matched: z.int(),
  proposed: z.int(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
export const latestRunAnswer = z.object({ run: runJson.nullable() })

export const settingsBody = z.strictObject({
  automaticFrom: z
    .number()
    .min(50)
    .max(100.01)
    .describe('Percent; above 100 nothing is matched automatically'),
  recogniseFrom: z.number().min(50).max(100.01),
  feeMax: z.int().min(0).max(100_000).describe('In hundredths of the currency'),
  discountPercent: z.number().min(0).max(20),
  discountDays: z.int().min(0).max(365),
  sumItemsMax: z.int().min(2).max(10),
  interestClaimed: z
    .boolean()
    .default(false)
    .describe('Late interest is claimed: proposals say what of a payment the law counts towards it first'),
})
export const settingsAnswer = z.object({ ...settingsBody.shape, version: z.int() })

export const invoicesQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(invoiceStates).default('open'),
  kind: z.enum(invoiceKinds).optional(),
  customerCode: codeSchema.optional(),
  segment: codeSchema.optional(),
  search: lineOf(100).optional(),
})

const invoiceRow = {
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  source: z.string(),
  number: z.string(),
  kind: z.enum(invoiceKinds).describe('interest: bills late interest'),
  date: z.string(),
  dueDate: z.string().nullable().describe('The earliest due day of what is open'),
  instalments: z.int(),
  total: moneyJsonSchema,
  open: moneyJsonSchema,
  overdue: moneyJsonSchema,
  daysOverdue: z.int().describe('Of the earliest open instalment; zero when nothing is overdue'),
  disputed: z.boolean(),
  status: z.enum(['open', 'closed', 'cancelled']),
}
export const invoicesAnswer = listOf(z.object(invoiceRow))
export const invoiceAnswer = z.object({
  ...invoiceRow,
  items: z.array(instalmentJson),
  settlements: z.array(
    z.object({
      documentId: z.string(),
      kind: z.string(),
      source: z.string(),
      number: z.string(),
      date: z.string(),
      amount: moneyJsonSchema,
      itemNo: z.int().nullable(),
      matchId: z.string().nullable(),
      automatic: z.boolean().nullable(),
      decidedBy: z.string().nullable(),
      decidedAt: z.string().nullable(),
    }),
  ),
})
