import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { addMonths } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { idSchema, listOf } from '../../platform/http/schemas.js'
import { writeReport } from '../../platform/pdf/write-report.js'
import { recordAccess } from '../audit/record-audit.js'
import { mayStatement } from './domain/statement-status.js'
import { issuedStatement } from './issued-statement.js'
import {
  actOnStatement,
  makeStatementLink,
  requestStatements,
  type StatementWish,
} from './request-statements.js'
import { frame } from './book-frame.js'
import { listDisputes } from './statement-answer-store.js'
import { statementDocument } from './statement-document.js'
import { listStatementFiles, readStatementFile } from './statement-file-store.js'
import * as schemas from './statement-request-schemas.js'
import {
  countStatementRequests,
  findStatementRequest,
  listedStatuses,
  listStatementRequests,
  readStatementContent,
  type StatementRequest,
} from './statement-request-store.js'

const tags = ['statements']
const read = { permission: 'receivables:read' } as const
const needs = { resend: 'collections:write', withdraw: 'collections:write' } as const
const write = { permission: needs.resend } as const
const byId = z.strictObject({ id: idSchema })

/** Statements that were sent to be confirmed: who was asked, what they answered. */
export function registerStatementRequestRoutes(app: App, deps: Deps): void {
  registerList(app, deps)
  registerDetail(app, deps)
  registerRequests(app, deps)
  registerActs(app, deps)
  registerFiles(app, deps)
}

function registerList(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'Statements sent to be confirmed, newest first, with how many stand where',
    querystring: schemas.requestsQuery,
    response: {
      200: listOf(schemas.requestJson).extend({
        counts: z.array(z.object({ status: z.enum(listedStatuses), count: z.int() })),
      }),
    },
  }
  app.get('/api/v1/statements', { config: read, schema }, async (request) => {
    const { part, asked: narrow, nextCursor } = partOf(request)
    const filter = { ...narrow, now: now() }
    const found = await countStatementRequests(db, filter)
    const counts = listedStatuses.map((status) => ({
      status,
      count: found.find((one) => one.status === status)?.count ?? 0,
    }))
    const rows = await listStatementRequests(db, filter, part)
    const total = counts
      .filter(({ status }) => narrow.status === undefined || narrow.status === status)
      .reduce((sum, { count }) => sum + count, 0)
    const items = rows.map((row) => requestJsonOf(row, filter.now, principalOf(request)))
    return { items, nextCursor: nextCursor(total), total, counts }
  })
}

function requestJsonOf(
  row: StatementRequest,
  now: Date,
  actor: Principal,
): z.input<typeof schemas.requestJson> {
  const { id, customerCode, customerName, way, recipient, status, failure, createdBy, contentHash } = row
  const answered = status === 'confirmed' || status === 'disputed'
  const acts = actsOf(actor, needs, { ownerUsername: row.ownerUsername, segmentCodes: row.segmentCodes })
  const instant = (at: Date | null) => at?.toISOString() ?? null
  return {
    ...{ id, customerCode, customerName, from: row.fromOn, asOf: row.asOf, way, recipient, status, failure },
    ...{ expired: !answered && row.expiresAt <= now, expiresAt: row.expiresAt.toISOString() },
    ...{ closing: [...row.closing], createdBy, createdAt: row.createdAt.toISOString(), contentHash },
    ...{ sentAt: instant(row.sentAt), openedAt: instant(row.openedAt), answeredAt: instant(row.answeredAt) },
    ...{ answeredBy: row.answeredBy, answeredRole: row.answeredRole, comment: row.answerComment },
    allowed: acts.filter((act) => mayStatement(status, act) && (act === 'withdraw' || way === 'mail')),
  }
}

function registerDetail(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'One statement with its answer: disputed lines and files',
    params: byId,
    response: { 200: schemas.requestDetailJson },
  }
  app.get('/api/v1/statements/:id', { config: read, schema }, async (request) => {
    const { id } = request.params
    const row = await findStatementRequest(db, id)
    if (!row) throw new Refusal('statement_request_not_found', { id })
    const disputes = await listDisputes(db, id)
    return {
      ...requestJsonOf(row, now(), principalOf(request)),
      disputes: disputes.map(({ source, documentType, number, itemNo, currency, ...one }) => ({
        ...{ source, type: documentType, number, itemNo, reason: one.reason },
        open: moneyJson(one.openMinor, currency),
        claimed: one.claimedMinor === null ? null : moneyJson(one.claimedMinor, currency),
      })),
      files: (await listStatementFiles(db, id)).map((file) => ({
        ...{ id: file.id, name: file.name, size: file.size, contentHash: file.contentHash },
      })),
    }
  })
}

function registerRequests(app: App, deps: Deps): void {
  const { db, now } = deps
  const wishOf = async (
    body: Omit<z.output<typeof schemas.mailBody>, 'customerCodes'>,
    customerCodes: readonly string[] | null,
  ): Promise<StatementWish> => {
    const { asOf } = await frame(db, now(), { asOf: body.asOf })
    const from = body.from ?? addMonths(asOf, -3)
    return {
      customerCodes,
      from,
      asOf,
      language: body.language === 'en' ? 'en' : 'zh',
      validDays: body.validDays,
    }
  }
  const mailSchema = {
    tags,
    summary: 'Mail statements with a link to confirm them, to many customers at once',
    body: schemas.mailBody,
    response: {
      202: z.object({
        queued: z.array(z.object({ id: z.string(), customerCode: z.string() })),
        withoutAddress: z.array(z.string()).describe('Codes of customers without a mail address'),
      }),
    },
  }
  app.post('/api/v1/statements', { config: write, schema: mailSchema }, async (request, reply) => {
    const { customerCodes, ...body } = request.body
    const wish = await wishOf(body, customerCodes)
    const doing = { actor: principalOf(request), at: now() }
    const { queued, withoutAddress } = await db.transaction((tx) => requestStatements(tx, wish, doing))
    return reply.code(202).send({ queued: [...queued], withoutAddress: [...withoutAddress] })
  })

  const linkSchema = {
    tags,
    summary: 'Make a statement and its link, to be handed over by yourself; the link is told this once',
    body: schemas.linkBody,
    response: { 201: z.object({ id: z.string(), path: z.string().describe('Page of this installation') }) },
  }
  app.post('/api/v1/statements/links', { config: write, schema: linkSchema }, async (request, reply) => {
    const { customerCode, ...body } = request.body
    const wish = await wishOf(body, [customerCode])
    const { id, token } = await makeStatementLink(deps, wish, principalOf(request))
    return reply.code(201).send({ id, path: `/confirm-statement#token=${token}` })
  })
}

function registerActs(app: App, { db, now }: Deps): void {
  for (const act of ['resend', 'withdraw'] as const) {
    const schema = {
      ...{ tags, params: byId, response: { 200: schemas.requestJson } },
      summary:
        act === 'resend'
          ? 'Mail a statement again with a new link'
          : 'Take a statement back: its link stops working',
    }
    app.post(`/api/v1/statements/:id/${act}`, { config: write, schema }, async (request) => {
      const { id } = request.params
      const actor = principalOf(request)
      const at = now()
      return db.transaction(async (tx) => {
        await actOnStatement(tx, id, act, { actor, at })
        const row = await findStatementRequest(tx, id)
        if (!row) throw new Refusal('statement_request_not_found', { id })
        return requestJsonOf(row, at, actor)
      })
    })
  }
}

function registerFiles(app: App, { db, now }: Deps): void {
  const paper = {
    tags,
    summary: 'A statement as it was sent, as PDF; who took it is recorded',
    params: byId,
    response: { 200: z.any().describe('application/pdf') },
  }
  app.get('/api/v1/statements/:id.pdf', { config: read, schema: paper }, async (request, reply) => {
    const { id } = request.params
    const actor = principalOf(request)
    const at = now()
    const row = await findStatementRequest(db, id)
    const content = row && (await readStatementContent(db, id))
    if (!row || !content) throw new Refusal('statement_request_not_found', { id })
    const pdf = await writeReport(statementDocument(issuedStatement(content), row.language), row.createdAt)
    const action = 'statement.paper-exported'
    await db.transaction((tx) =>
      recordAccess(tx, { actor, action, objectType: 'statement', objectId: id, at }),
    )
    return reply
      .type('application/pdf')
      .header('Content-Disposition', `attachment; filename="statement-${row.asOf}.pdf"`)
      .send(pdf)
  })

  const file = {
    tags,
    summary: 'A file that the customer sent with the answer',
    params: z.strictObject({ id: idSchema, fileId: idSchema }),
    response: { 200: z.any().describe('application/octet-stream') },
  }
  app.get('/api/v1/statements/:id/files/:fileId', { config: read, schema: file }, async (request, reply) => {
    const { id, fileId } = request.params
    const actor = principalOf(request)
    const found = await db.transaction(async (tx) => {
      const one = await readStatementFile(tx, id, fileId)
      if (!one) throw new Refusal('statement_request_not_found', { id: fileId })
      await recordAccess(tx, {
        ...{ actor, action: 'statement.file-read', objectType: 'statement', objectId: id, at: now() },
        detail: { file: one.name },
      })
      return one
    })
    return reply
      .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`)
      .type('application/octet-stream')
      .send(found.content)
  })
}
