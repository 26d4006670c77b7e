import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { acceptFiles, withReceivedFile } from '../../platform/http/receive-file.js'
import { writeReport } from '../../platform/pdf/write-report.js'
import {
  answerStatement,
  attachToStatement,
  openStatement,
  requireFewRequests,
  type LinkedStatement,
} from './answer-statement.js'
import { issuedStatement } from './issued-statement.js'
import { statementDocument } from './statement-document.js'
import * as schemas from './statement-request-schemas.js'

const tags = ['statements']
const config = { permission: 'public' } as const
const FILE_BYTES_MAX = 10 * 1024 * 1024

/**
 * What a customer does with the link of a statement, without an account. The token is always in the body, never in an
 * address, so that it stands in no log.
 */
export function registerStatementLinkRoutes(app: App, deps: Deps): void {
  const { db, now } = deps
  const openSchema = {
    tags,
    summary: 'Open the statement of a link',
    body: schemas.openBody,
    response: { 200: schemas.linkedJson },
  }
  app.post('/api/v1/statement-links/open', { config, schema: openSchema }, async (request) =>
    linkedJsonOf(await openStatement(db, { token: request.body.token, address: request.ip, at: now() })),
  )

  const paperSchema = {
    tags,
    summary: 'The statement of a link as PDF',
    body: schemas.openBody,
    response: { 200: z.any().describe('application/pdf') },
  }
  app.post('/api/v1/statement-links/paper', { config, schema: paperSchema }, async (request, reply) => {
    const by = { token: request.body.token, address: request.ip, at: now() }
    const { request: statement, content } = await openStatement(db, by)
    const paper = statementDocument(issuedStatement(content), statement.language)
    return reply
      .type('application/pdf')
      .header('Content-Disposition', `attachment; filename="statement-${statement.asOf}.pdf"`)
      .send(await writeReport(paper, statement.createdAt))
  })

  const answerSchema = {
    tags,
    summary: 'Answer the statement of a link: confirm it, or dispute lines of it; once',
    body: schemas.answerBody,
    response: { 200: schemas.linkedJson },
  }
  app.post('/api/v1/statement-links/answer', { config, schema: answerSchema }, async (request) => {
    const { token, name, ...answer } = request.body
    const by = { token, address: request.ip, at: now() }
    return linkedJsonOf(await answerStatement(db, by, { ...answer, by: name }))
  })
  registerUpload(app, deps)
}

function registerUpload(app: App, { db, now }: Deps): void {
  void app.register(async (scope: App) => {
    await acceptFiles(scope, FILE_BYTES_MAX)
    const schema = {
      tags,
      summary: 'Send a file as proof with the answer of a link',
      description:
        'multipart/form-data with the fields `token` and `file`, at most 10 MiB; ten files of a statement.',
      consumes: ['multipart/form-data'],
      response: { 201: z.object({ id: z.string(), name: z.string(), size: z.int() }) },
    }
    const bodyLimit = FILE_BYTES_MAX + 1024 * 1024
    scope.post('/api/v1/statement-links/files', { config, schema, bodyLimit }, async (request, reply) => {
      const from = { address: request.ip, at: now() }
      // Before anything is received: nobody fills the disk by asking often.
      await requireFewRequests(db, { token: '', ...from })
      const stored = await withReceivedFile(request, FILE_BYTES_MAX, async ({ path, fileName, fields }) =>
        attachToStatement(
          db,
          { token: fields['token'] ?? '', ...from },
          { name: fileName, content: await readFile(path) },
        ),
      )
      return reply.code(201).send({ id: stored.id, name: stored.name, size: stored.size })
    })
  })
}

function linkedJsonOf({ request, content }: LinkedStatement): schemas.LinkedJson {
  const { organisation, customerName, from, asOf, statements } = content
  return {
    ...{ status: request.status, language: request.language === 'en' ? 'en' : 'zh-CN' },
    ...{ expiresAt: request.expiresAt.toISOString(), answeredBy: request.answeredBy },
    ...{ answeredAt: request.answeredAt?.toISOString() ?? null, organisation, customerName, from, asOf },
    statements: statements.map((one) => ({
      ...{ currency: one.currency, opening: one.opening, closing: one.closing },
      movements: one.movements.map(({ date, document, amount, balance }) => ({
        date,
        document,
        amount,
        balance,
      })),
      openItems: one.openItems.map(({ document, kind, documentDate, dueDate, amount, open }) => ({
        ...{ document, kind, documentDate, dueDate, amount, open },
      })),
    })),
  }
}
