import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { addMonths } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, daySchema, idSchema } from '../../platform/http/schemas.js'
import { recordAccess } from '../audit/record-audit.js'
import { frame } from './book-frame.js'
import { requestBatch } from './make-statement-batch.js'
import { listBatches, madePlaces, type CountedBatch } from './statement-batch-store.js'
import { zipStatements } from './zip-statements.js'

const tags = ['statements']
const read = { permission: 'receivables:read' } as const
const write = { permission: 'collections:write' } as const
const byId = z.strictObject({ id: idSchema })

const batchJson = z.object({
  id: z.string(),
  from: z.string(),
  asOf: z.string(),
  language: z.enum(['zh-CN', 'en']),
  customers: z.int(),
  made: z.int(),
  failed: z.array(z.string()).describe('Codes of customers whose statement has too many rows'),
  createdAt: z.string(),
  finishedAt: z.string().nullable().describe('null while statements are still made'),
})

/** Statements of many customers as one file: asked for, made in the background, taken away by who asked for them. */
export function registerStatementBatchRoutes(app: App, deps: Deps): void {
  registerRequest(app, deps)
  registerReads(app, deps)
  registerZip(app, deps)
}

function registerRequest(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'Make statements of many customers as PDFs in the background',
    body: z.strictObject({
      asOf: daySchema.optional().describe('Default: today'),
      from: daySchema.optional().describe('Default: three months before asOf'),
      language: z.enum(['zh-CN', 'en']).default('zh-CN'),
      customerCodes: z
        .array(codeSchema)
        .min(1)
        .max(5_000)
        .nullable()
        .describe('null: everybody who owes something, up to 5,000'),
    }),
    response: { 202: batchJson },
  }
  app.post('/api/v1/statement-batches', { config: write, schema }, async (request, reply) => {
    const { customerCodes, language, ...period } = request.body
    const actor = principalOf(request)
    const at = now()
    const { asOf } = await frame(db, at, { asOf: period.asOf })
    const wish = { customerCodes, asOf, from: period.from ?? addMonths(asOf, -3) }
    const batch = await db.transaction(async (tx) => {
      const id = await requestBatch(tx, { ...wish, language: language === 'en' ? 'en' : 'zh' }, { actor, at })
      return batchOf(tx, id, actor)
    })
    return reply.code(202).send(batchJsonOf(batch))
  })
}

function registerReads(app: App, { db }: Deps): void {
  const listSchema = {
    tags,
    summary: 'Own batches of statements of the last fortnight, the newest first',
    response: { 200: z.object({ items: z.array(batchJson), nextCursor: z.null() }) },
  }
  app.get('/api/v1/statement-batches', { config: read, schema: listSchema }, async (request) => {
    const batches = await listBatches(db, { createdBy: principalOf(request).label })
    return { items: batches.map(batchJsonOf), nextCursor: null }
  })
  const schema = {
    ...{ tags, summary: 'How far a batch of statements is', params: byId, response: { 200: batchJson } },
  }
  app.get('/api/v1/statement-batches/:id', { config: read, schema }, async (request) =>
    batchJsonOf(await batchOf(db, request.params.id, principalOf(request))),
  )
}

function registerZip(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'The statements of a batch as one file; who took it is recorded',
    params: byId,
    response: { 200: z.any().describe('application/zip') },
  }
  app.get('/api/v1/statement-batches/:id.zip', { config: read, schema }, async (request, reply) => {
    const { id } = request.params
    const actor = principalOf(request)
    const at = now()
    const batch = await batchOf(db, id, actor)
    const { made, customers: all, asOf } = batch
    if (batch.finishedAt === null) throw new Refusal('statement_batch_unfinished', { made, all })
    await db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'statement-batch.exported', objectType: 'statement-batch', objectId: id, at },
        detail: { asOf, statements: made },
      }),
    )
    return reply
      .type('application/zip')
      .header('Content-Disposition', `attachment; filename="statements-${asOf}.zip"`)
      .send(zipStatements(db, id, { places: await madePlaces(db, id), asOf, at }))
  })
}

/** Refuses batches of other people like unknown ones. */
async function batchOf(db: Queryable, id: string, actor: Principal): Promise<CountedBatch> {
  const [batch] = await listBatches(db, { createdBy: actor.label, id })
  if (!batch) throw new Refusal('statement_batch_not_found', { id })
  return batch
}

function batchJsonOf(batch: CountedBatch): z.input<typeof batchJson> {
  const { id, fromOn, asOf, language, customers, made, failed, createdAt, finishedAt } = batch
  return {
    ...{ id, from: fromOn, asOf, language: language === 'en' ? 'en' : 'zh-CN', customers, made },
    failed: [...failed],
    ...{ createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null },
  }
}
