import type { z } from 'zod'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson, parseAmount } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import type { Principal } from '../../kernel/access.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { countBankLines } from './bank-line-list-store.js'
import type { CashContext, CashEffects } from './cash-effects.js'
import * as schemas from './cash-schemas.js'
import { acceptMatch, deductLater, matchByHand, rejectMatch, undoMatch } from './decide-match.js'
import type { MatchItem } from './domain/money-in.js'
import { findMatch, openProposals } from './cash-match-store.js'
import { findCashDocument } from './open-cash-store.js'
import { receiptJson, receiptRowJson } from './receipt-json.js'
import { countReceipts, listReceipts, unappliedTotals } from './receipt-list-store.js'
import { receiptsHeader, receiptsRow } from './receipts-sheet.js'
import type { DeductionDraft } from './take-deductions.js'

const tags = ['receipts']
const read = { permission: 'receivables:read' } as const
const write = { permission: 'receipts:match' } as const
const ROWS_MAX = 50_000

/** The context of a person's decision. */
export async function contextOf(deps: Deps, actor: Principal, effects: CashEffects) {
  const at = deps.now()
  const { timeZone } = await getOrganisation(deps.db)
  const context: CashContext = { at, today: dayInZone(at, timeZone), by: actor.label, effects }
  return { ...context, actor }
}

/** Receipts and credit notes: what is left of them, what is proposed, and what a person decides. */
export function registerReceiptRoutes(app: App, deps: Deps, effects: CashEffects): void {
  registerList(app, deps)
  registerOne(app, deps, effects)
  registerDecisions(app, deps, effects)
  registerMany(app, deps, effects)
}

function registerList(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Receipts and credit notes with what is left of them and what is proposed for them',
    querystring: schemas.receiptsQuery,
    response: { 200: schemas.receiptsAnswer },
  }
  app.get('/api/v1/receipts', { config: read, schema }, async (request) => {
    const { part, asked: filter, nextCursor } = partOf(request)
    const rows = await listReceipts(deps.db, filter, part)
    const total = await countReceipts(deps.db, filter)
    const narrow = { customerCode: filter.customerCode, segment: filter.segment }
    const unapplied = await unappliedTotals(deps.db)
    return {
      items: rows.map(receiptRowJson),
      nextCursor: nextCursor(total),
      total,
      counts: {
        review: await countReceipts(deps.db, { ...narrow, state: 'review' }),
        open: await countReceipts(deps.db, { ...narrow, state: 'open' }),
        bankLines: await countBankLines(deps.db, { state: 'open' }),
      },
      unapplied: unapplied.map(({ currency, minor }) => moneyJson(minor, currency)),
    }
  })

  const csvSchema = { tags, summary: 'The same as CSV', querystring: schemas.receiptsCsvQuery }
  app.get('/api/v1/receipts.csv', { config: read, schema: csvSchema }, async (request, reply) => {
    const { language, ...filter } = request.query
    const at = deps.now()
    const rows = await deps.db.transaction(async (tx) => {
      await recordAccess(tx, {
        ...{ actor: principalOf(request), action: 'receipts.exported', objectType: 'receipt', objectId: '*' },
        ...{ detail: { filter }, at },
      })
      return listReceipts(tx, { ...filter, sort: 'date' }, { offset: 0, limit: ROWS_MAX })
    })
    const words = language === 'en' ? 'en' : 'zh'
    const { timeZone } = await getOrganisation(deps.db)
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="receipts-${dayInZone(at, timeZone)}.csv"`)
      .send(writeCsv([receiptsHeader(words), ...rows.map((row) => receiptsRow(row, words))]))
  })
}

function registerOne(app: App, deps: Deps, effects: CashEffects): void {
  const schema = {
    ...{ tags, summary: 'A receipt: what it settles, could settle, and what was decided' },
    ...{ params: schemas.idParams, response: { 200: schemas.receiptAnswer } },
  }
  app.get('/api/v1/receipts/:id', { config: read, schema }, async (request) => {
    const actor = principalOf(request)
    const { today } = await contextOf(deps, actor, effects)
    return receiptJson(deps.db, request.params.id, today, actor)
  })

  const matchSchema = {
    ...{ tags, summary: 'Say by hand what a receipt settles', params: schemas.idParams },
    ...{ body: schemas.matchBody, response: { 200: schemas.receiptAnswer } },
  }
  app.post('/api/v1/receipts/:id/matches', { config: write, schema: matchSchema }, async (request) => {
    const actor = principalOf(request)
    const context = await contextOf(deps, actor, effects)
    const { id } = request.params
    await deps.db.transaction(async (tx) => {
      const { items, deductions } = await statedOf(tx, id, request.body)
      await matchByHand(tx, id, items, context, deductions)
    })
    return receiptJson(deps.db, id, context.today, actor)
  })
}

/** Items and deductions as a caller states them, in minor units of the document's currency. */
async function statedOf(
  tx: Tx,
  documentId: Id,
  { items, deductions }: z.output<typeof schemas.matchBody>,
): Promise<{ items: MatchItem[]; deductions: DeductionDraft[] }> {
  const document = await findCashDocument(tx, documentId)
  if (!document) throw new Refusal('receipt_not_found', { id: documentId })
  const { currency } = document
  const keys = new Set(items.map(({ invoiceId, itemNo }) => `${invoiceId} ${itemNo}`))
  if (keys.size < items.length)
    throw new Refusal('bad_request', { detail: 'items: the same instalment twice' })
  return {
    items: items.map(({ invoiceId, itemNo, amount, charge }) => ({
      ...{ invoiceId, itemNo, amountMinor: aboveZero(amount, currency, 'items.amount') },
      grantedMinor: charge === undefined ? 0n : aboveZero(charge, currency, 'items.charge'),
    })),
    deductions: draftsOf(deductions, currency),
  }
}

function draftsOf(
  stated: z.output<typeof schemas.matchBody>['deductions'],
  currency: Currency,
): DeductionDraft[] {
  return (stated ?? []).map(({ amount, ...rest }) => ({
    ...{ ...rest, amountMinor: aboveZero(amount, currency, 'deductions.amount') },
  }))
}

function aboveZero(amount: string, currency: Currency, detail: string): bigint {
  const minor = parseAmount(amount, currency)
  if (typeof minor !== 'bigint' || minor <= 0n) throw new Refusal('bad_request', { detail })
  return minor
}

function registerDecisions(app: App, deps: Deps, effects: CashEffects): void {
  const answer = { params: schemas.idParams, response: { 200: schemas.receiptAnswer } }
  const decide = async (
    actor: Principal,
    id: Id,
    act: (tx: Tx, context: Awaited<ReturnType<typeof contextOf>>) => Promise<unknown>,
  ) => {
    const context = await contextOf(deps, actor, effects)
    await deps.db.transaction((tx) => act(tx, context))
    const match = await findMatch(deps.db, id)
    if (!match) throw new Refusal('match_not_found', { id })
    return receiptJson(deps.db, match.documentId, context.today, actor)
  }

  const accept = {
    ...{ ...answer, tags, summary: 'Accept a proposed match as it stands', body: schemas.acceptBody },
  }
  app.post('/api/v1/cash-matches/:id/accept', { config: write, schema: accept }, (request) => {
    const { id } = request.params
    return decide(principalOf(request), id, async (tx, context) => {
      const match = await findMatch(tx, id)
      if (!match) throw new Refusal('match_not_found', { id })
      return acceptMatch(tx, id, draftsOf(request.body?.deductions, match.currency), context)
    })
  })

  const deduct = {
    ...{ ...answer, tags, body: schemas.deductBody },
    summary: 'Say what the customer kept back of a match that stands; each opens a dispute of its amount',
  }
  app.post('/api/v1/cash-matches/:id/deductions', { config: write, schema: deduct }, (request) => {
    const { id } = request.params
    return decide(principalOf(request), id, async (tx, context) => {
      const match = await findMatch(tx, id)
      if (!match) throw new Refusal('match_not_found', { id })
      return deductLater(tx, id, draftsOf(request.body.deductions, match.currency), context)
    })
  })

  const reject = { ...answer, tags, summary: 'Turn a proposal down for good', body: schemas.rejectBody }
  app.post('/api/v1/cash-matches/:id/reject', { config: write, schema: reject }, (request) => {
    const { id } = request.params
    const reason = request.body.reason ?? null
    return decide(principalOf(request), id, (tx, context) => rejectMatch(tx, id, reason, context))
  })

  const undo = { ...answer, tags, summary: 'Take a match back by reverse entries', body: schemas.noteBody }
  app.post('/api/v1/cash-matches/:id/undo', { config: write, schema: undo }, (request) => {
    const { id } = request.params
    const { reason } = request.body
    return decide(principalOf(request), id, (tx, context) => undoMatch(tx, id, reason, context))
  })
}

function registerMany(app: App, deps: Deps, effects: CashEffects): void {
  const many = {
    ...{
      tags,
      summary: 'Accept the proposals of several receipts, each by itself',
      body: schemas.acceptManyBody,
    },
    response: { 200: schemas.acceptManyAnswer },
  }
  app.post('/api/v1/cash-matches/accept', { config: write, schema: many }, async (request) => {
    const context = await contextOf(deps, principalOf(request), effects)
    const proposals = await openProposals(deps.db, request.body.receiptIds)
    const refused = []
    for (const { id, documentId } of proposals) {
      try {
        await deps.db.transaction((tx) => acceptMatch(tx, id, [], context))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refused.push({ receiptId: documentId, code: error.code, message: error.text })
      }
    }
    return { accepted: proposals.length - refused.length, refused }
  })
}
