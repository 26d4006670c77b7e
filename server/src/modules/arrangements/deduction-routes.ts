import { z } from 'zod'
import { dayInZone } from '../../kernel/calendar-day.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import {
  bilingualSchema,
  codeSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  pageQuery,
} from '../../platform/http/schemas.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import {
  countDeductions,
  deductionStates,
  deductionTotals,
  listDeductions,
  type ListedDeduction,
} from './deduction-list-store.js'
import { deductionsHeader, deductionsRow } from './deductions-sheet.js'
import { disputeReference } from './domain/dispute-number.js'
import { disputeStatuses } from './domain/dispute-state.js'

const tags = ['arrangements']
const config = { permission: 'collections:read' } as const
const ROWS_MAX = 50_000

const filter = {
  state: z.enum(deductionStates).default('current').describe('current: the dispute is not settled'),
  reason: lineOf(40).optional(),
  customerCode: codeSchema.optional(),
  search: lineOf(100).optional(),
}
const document = z.object({ id: z.string(), number: z.string() })
const deductionJson = z.object({
  disputeId: z.string(),
  disputeNumber: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  receipt: document,
  receivedOn: z.string(),
  invoice: document.extend({ itemNo: z.int() }),
  amount: moneyJsonSchema,
  reasonCode: z.string(),
  reason: bilingualSchema,
  note: z.string(),
  status: z.enum(disputeStatuses).describe('Of the dispute about it'),
  owner: z.string().nullable(),
  dueOn: z.string(),
  resolution: z.string().nullable(),
  undone: z.boolean().describe('The match of which it was part is undone'),
  takenBy: z.string(),
  takenAt: z.string(),
})

/** What customers kept back when they paid, and what became of it. */
export function registerDeductionRoutes(app: App, { db, now }: Deps): void {
  const schema = {
    ...{ tags, summary: 'What customers kept back of invoices when they paid, the newest first' },
    querystring: z.strictObject({ ...filter, ...pageQuery }),
    response: { 200: listOf(deductionJson).extend({ totals: z.array(moneyJsonSchema) }) },
  }
  app.get('/api/v1/deductions', { config, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const rows = await listDeductions(db, asked, part)
    const total = await countDeductions(db, asked)
    const totals = await deductionTotals(db, asked)
    return {
      items: rows.map(deductionJsonOf),
      nextCursor: nextCursor(total),
      total,
      totals: totals.map(({ currency, minor }) => moneyJson(minor, currency)),
    }
  })

  const language = z.enum(['zh-CN', 'en']).default('zh-CN')
  const csv = { tags, summary: 'The same as CSV', querystring: z.strictObject({ ...filter, language }) }
  app.get('/api/v1/deductions.csv', { config, schema: csv }, async (request, reply) => {
    const { language: spoken, ...wanted } = request.query
    const at = now()
    const rows = await db.transaction(async (tx) => {
      await recordAccess(tx, {
        ...{
          actor: principalOf(request),
          action: 'deductions.exported',
          objectType: 'dispute',
          objectId: '*',
        },
        ...{ detail: { filter: wanted }, at },
      })
      return listDeductions(tx, wanted, { offset: 0, limit: ROWS_MAX })
    })
    const words = spoken === 'en' ? 'en' : 'zh'
    const { timeZone } = await getOrganisation(db)
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="deductions-${dayInZone(at, timeZone)}.csv"`)
      .send(writeCsv([deductionsHeader(words), ...rows.map((row) => deductionsRow(row, words))]))
  })
}

function deductionJsonOf(row: ListedDeduction): z.input<typeof deductionJson> {
  const { receiptId, receiptNumber, invoiceId, invoiceNumber, itemNo, currency, amountMinor } = row
  const { reasonZh, reasonEn, disputeNumber, takenAt, ...rest } = row
  return {
    ...rest,
    disputeNumber: disputeReference(disputeNumber),
    receipt: { id: receiptId, number: receiptNumber },
    invoice: { id: invoiceId, number: invoiceNumber, itemNo },
    amount: moneyJson(amountMinor, currency),
    reason: { zh: reasonZh, en: reasonEn },
    takenAt: takenAt.toISOString(),
  }
}
