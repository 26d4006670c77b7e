import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { acceptFiles, withReceivedFile } from '../../platform/http/receive-file.js'
import { listOf } from '../../platform/http/schemas.js'
import { listSegments } from '../customers/segment-store.js'
import { listDifferences } from './difference-store.js'
import { readStatedFile } from './read-stated-file.js'
import { getReconciliation, reconcileBooks, resolveDifference } from './reconcile-books.js'
import { differenceJsonOf, reconciliationJsonOf } from './reconciliation-json.js'
import * as schemas from './reconciliation-schemas.js'
import { listReconciliations } from './reconciliation-store.js'

const tags = ['provisions']
const read = { permission: 'receivables:read' } as const
const write = { permission: 'provisions:write' } as const
const path = '/api/v1/reconciliations'
const LISTED_MAX = 300
const FILE_BYTES_MAX = 64 * 1024 * 1024

/** What other systems say is open, held against our ledger. */
export function registerReconciliationRoutes(app: App, deps: Deps): void {
  registerReads(app, deps)
  registerMake(app, deps)
  registerFile(app, deps)
  registerDifferences(app, deps)
}

function registerReads(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Reconciliations, newest day first; none for who sees a part of the book',
    response: { 200: listOf(schemas.reconciliationJson) },
  }
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    const isWhole = principalOf(request).scope === null
    const made = isWhole ? await listReconciliations(deps.db, LISTED_MAX) : []
    return { items: made.map(reconciliationJsonOf), nextCursor: null }
  })

  const oneSchema = {
    tags,
    summary: 'A reconciliation: counts and sums of both sides per currency',
    params: schemas.reconciliationParams,
    response: { 200: schemas.reconciliationJson },
  }
  app.get(`${path}/:id`, { config: read, schema: oneSchema }, async (request) => {
    if (principalOf(request).scope !== null) throw new Refusal('reconciliation_not_found')
    return reconciliationJsonOf(await getReconciliation(deps.db, request.params.id))
  })
}

function registerMake(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Hold open amounts of another system against our ledger',
    body: schemas.newReconciliationBody,
    response: { 201: schemas.reconciliationJson },
  }
  const bodyLimit = 8 * 1024 * 1024
  app.post(path, { config: write, schema, bodyLimit }, async (request, reply) => {
    const { source, asOf, covers, note = null } = request.body
    const lines = request.body.lines.map(({ customerCode, segment, documentNumber, items, open }) => ({
      ...{ customerCode, segmentCode: segment, documentNumber: documentNumber ?? null, items: items ?? null },
      ...{ currency: open.currency, openMinor: open.minor },
    }))
    const doing = { actor: principalOf(request), at: deps.now() }
    const stated = { source, asOf, covers, note, lines }
    const made = await deps.db.transaction((tx) => reconcileBooks(tx, stated, doing))
    return reply.code(201).send(reconciliationJsonOf(made))
  })
}

function registerFile(app: App, deps: Deps): void {
  void app.register(async (scope: App) => {
    await acceptFiles(scope, FILE_BYTES_MAX)
    const schema = {
      tags,
      summary: 'The same from a CSV or XLSX file',
      description:
        'multipart/form-data with `file`, `source`, `asOf`, and optionally `covers` and `note`. The first row names ' +
        'the columns: 客户编码, 未清金额, and optionally 信用段, 币种, 单据号, 笔数 (or customerCode, open, segment, ' +
        'currency, documentNumber, items).',
      consumes: ['multipart/form-data'],
      response: { 201: schemas.reconciliationJson },
    }
    const bodyLimit = FILE_BYTES_MAX + 1024 * 1024
    scope.post(`${path}/file`, { config: write, schema, bodyLimit }, async (request, reply) => {
      const doing = { actor: principalOf(request), at: deps.now() }
      const made = await withReceivedFile(request, FILE_BYTES_MAX, async (file) => {
        const fields = schemas.fileFields.safeParse(file.fields)
        if (!fields.success) throw new Refusal('bad_request', { detail: fields.error.message.slice(0, 500) })
        const { source, asOf, covers, note = null } = fields.data
        const lines = await readStatedFile(file.path, await listSegments(deps.db))
        return deps.db.transaction((tx) => reconcileBooks(tx, { source, asOf, covers, note, lines }, doing))
      })
      return reply.code(201).send(reconciliationJsonOf(made))
    })
  })
}

function registerDifferences(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'What differs, largest first',
    params: schemas.reconciliationParams,
    querystring: schemas.differencesQuery,
    response: { 200: listOf(schemas.differenceJson) },
  }
  app.get(`${path}/:id/differences`, { config: read, schema: listSchema }, async (request) => {
    if (principalOf(request).scope !== null) throw new Refusal('reconciliation_not_found')
    const { id: reconciliationId } = await getReconciliation(deps.db, request.params.id)
    const { part, asked, nextCursor } = partOf(request)
    const { state = null, kind = null } = asked
    const { differences, count } = await listDifferences(deps.db, { reconciliationId, state, kind, ...part })
    return { items: differences.map(differenceJsonOf), nextCursor: nextCursor(count), total: count }
  })

  const resolveSchema = {
    tags,
    summary: 'Say that a difference is explained or resolved, and why; or open it again',
    params: schemas.differenceParams,
    body: schemas.resolutionBody,
    response: { 200: schemas.differenceJson },
  }
  const url = `${path}/:id/differences/:differenceId`
  app.post(url, { config: write, schema: resolveSchema }, async (request) => {
    const { id: reconciliationId, differenceId: id } = request.params
    const resolution = { ...request.body, reconciliationId, id }
    const doing = { actor: principalOf(request), at: deps.now() }
    return differenceJsonOf(await deps.db.transaction((tx) => resolveDifference(tx, resolution, doing)))
  })
}
