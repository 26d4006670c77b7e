import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import { createBatcher } from '../../platform/batcher.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { languageOf, problemOf, type Problem } from '../../platform/http/problem.js'
import { problemSchema } from '../../platform/http/schemas.js'
import { batchSize } from '../../platform/metrics.js'
import type { Principal } from '../../kernel/access.js'
import {
  bulkDocumentSchema,
  documentBodySchema,
  documentParamsSchema,
  readDocument,
  type DocumentFault,
} from '../exposure/document-schemas.js'
import type { DocumentInput } from '../exposure/record-documents.js'
import { checkContext } from './check-service.js'
import { presentDecision } from './present-decision.js'
import { recordAndCheck, type RecordedAndChecked } from './record-and-check.js'

const BULK_MAX = 5000

const answerSchema = z.object({
  applied: z.boolean(),
  created: z.boolean(),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  number: z.string(),
  version: z.number(),
  status: z.string(),
  check: z
    .object({ id: z.string(), outcome: z.string(), hold: z.object({ id: z.string() }).nullable() })
    .optional(),
})

type Recordable = Exclude<RecordedAndChecked, { outcome: 'refused' }>

function present(result: Recordable) {
  const { id, source, type, number, version, status } = result.document
  const check = result.check ? presentDecision(result.check) : undefined
  return {
    applied: result.outcome === 'recorded',
    created: result.outcome === 'recorded' && result.created,
    id,
    source,
    type,
    number,
    version: Number(version),
    status,
    ...(check ? { check: { id: check.id, outcome: check.outcome, hold: check.hold } } : {}),
  }
}

/** Routes by which an ERP states its documents. */
export function registerDocumentRoutes(app: App, deps: Deps): void {
  const batcher = createBatcher<{ input: DocumentInput; actor: Principal }, RecordedAndChecked>({
    run: (batch) => recordBatch(deps, batch),
    batchMax: 64,
    lanes: 1,
    keyOf: ({ input }) => input.customerCode,
    waitingMax: 20_000,
    overloaded: () => new Refusal('rate_limited', { seconds: 1 }),
    onBatch: (size) => batchSize.observe({ kind: 'document' }, size),
  })

  app.put('/api/v1/documents/:source/:type/:number', {
    config: { permission: 'documents:write' },
    schema: {
      tags: ['documents'],
      summary: 'Record a document',
      params: documentParamsSchema,
      body: documentBodySchema,
      response: { 200: answerSchema, 201: answerSchema },
    },
    handler: async (request, reply) => {
      const input = readDocument(request.params, request.body)
      if (Array.isArray(input)) throw faultsRefusal(input)
      const result = await batcher.submit({ input, actor: principalOf(request) })
      if (result.outcome === 'refused') throw result.refusal
      return reply.status(result.outcome === 'recorded' && result.created ? 201 : 200).send(present(result))
    },
  })

  app.post('/api/v1/documents/bulk', {
    config: { permission: 'documents:write' },
    schema: {
      tags: ['documents'],
      summary: 'Record up to 5,000 documents in order, each accepted or refused by itself',
      body: z.strictObject({ items: z.array(bulkDocumentSchema).min(1).max(BULK_MAX) }),
      response: {
        200: z.object({
          items: z.array(
            z.object({
              status: z.number(),
              result: answerSchema.optional(),
              problem: problemSchema.optional(),
            }),
          ),
        }),
      },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      const language = languageOf(request)
      const read = request.body.items.map((item) => readDocument(keyOf(item), bodyOf(item)))
      const inputs = read.filter((one): one is DocumentInput => !Array.isArray(one))
      const results = await deps.db.transaction(async (tx) =>
        recordAndCheck(tx, inputs, actor, await checkContext(tx, deps.now())),
      )
      const queue = [...results]
      return {
        items: read.map((one) => {
          const result = Array.isArray(one) ? undefined : queue.shift()
          if (Array.isArray(one)) return refusedItem(problemOf(faultsRefusal(one), language))
          if (!result) throw new Error('a document was left without a result')
          if (result.outcome === 'refused') return refusedItem(problemOf(result.refusal, language))
          const created = result.outcome === 'recorded' && result.created
          return { status: created ? 201 : 200, result: present(result) }
        }),
      }
    },
  })
}

type BulkItem = z.output<typeof bulkDocumentSchema>

function keyOf({ source, type, number }: BulkItem) {
  return { source, type, number }
}

function bodyOf(item: BulkItem): z.output<typeof documentBodySchema> {
  const { source: _source, type: _type, number: _number, ...body } = item
  return body
}

function refusedItem(problem: Problem) {
  return {
    status: problem.status,
    problem: { ...problem, errors: problem.errors ? [...problem.errors] : undefined },
  }
}

function faultsRefusal(faults: readonly DocumentFault[]): Refusal {
  return new Refusal(
    'validation_failed',
    {},
    faults.map(({ path, code, message }) => ({ path, code, message: { zh: message, en: message } })),
  )
}

/** Documents of one batch may come from several callers; each caller's rights count for its own. */
async function recordBatch(
  deps: Deps,
  batch: readonly { input: DocumentInput; actor: Principal }[],
): Promise<RecordedAndChecked[]> {
  const first = batch[0]?.actor
  if (first && batch.every(({ actor }) => actor.id === first.id)) {
    return deps.db.transaction(async (tx) =>
      recordAndCheck(
        tx,
        batch.map(({ input }) => input),
        first,
        await checkContext(tx, deps.now()),
      ),
    )
  }
  return deps.db.transaction(async (tx) => {
    const context = await checkContext(tx, deps.now())
    const results: RecordedAndChecked[] = []
    for (const { input, actor } of batch) results.push(...(await recordAndCheck(tx, [input], actor, context)))
    return results
  })
}
