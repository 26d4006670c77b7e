import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Permission, Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { languageOf } from '../../platform/http/problem.js'
import { acceptFiles, withReceivedFile } from '../../platform/http/receive-file.js'
import { listOf } from '../../platform/http/schemas.js'
import { tableLimits } from '../../platform/tabular/table.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { writeXlsx } from '../../platform/tabular/write-xlsx.js'
import { recordAccess } from '../audit/record-audit.js'
import { createImport } from './create-import.js'
import type { ImportKind } from './domain/import-field.js'
import type { ImportRun } from './domain/import-run.js'
import { errorRows, templateRows } from './domain/templates.js'
import { getImport } from './get-import.js'
import { FAULTS_MAX, groupFaults, listFaults } from './import-fault-store.js'
import { deleteImport, listImports } from './import-store.js'
import { importDetailJson, importSummaryJson, noFindings } from './imports-json.js'
import * as schemas from './imports-schemas.js'
import { rereadFile } from './reread-file.js'
import { setMapping, startImport, startValidation } from './start-import.js'

const tags = ['imports']
const read = { permission: 'imports:read' } as const
const write = { permission: 'imports:write' } as const
const FAULTS_SHOWN = 50

/** Upload, mapping, validation and running of imports, error sheets and templates. */
export function registerImportRoutes(app: App, deps: Deps): void {
  registerUpload(app, deps)
  registerSteps(app, deps)
  registerRereading(app, deps)
  registerDeletion(app, deps)
  registerReading(app, deps)
  registerSheets(app, deps)
}

/** What an import of each kind writes needs this permission, besides that to import. */
const permissionOf: Readonly<Record<ImportKind, Permission>> = {
  customers: 'customers:write',
  facts: 'facts:write',
  orders: 'documents:write',
  invoices: 'documents:write',
  receipts: 'documents:write',
  limits: 'limits:write',
  'bank-lines': 'receipts:match',
  margins: 'facts:write',
  bills: 'receipts:match',
}

/** Refuses callers who may not write what the file holds; those who see only own customers cannot import at all. */
function checkMayImport(principal: Principal, kind: ImportKind, createMissing: boolean): void {
  const permission = missingFor(principal, kind, createMissing)
  if (permission) throw new Refusal('forbidden', { permission })
}

/** What the caller lacks to import such a file; undefined for nothing. */
function missingFor(principal: Principal, kind: ImportKind, createMissing: boolean): Permission | undefined {
  const needed = [permissionOf[kind], ...(createMissing ? (['customers:write'] as const) : [])]
  const missing = needed.find((permission) => !principal.permissions.has(permission))
  return missing ?? (principal.scope === null ? undefined : 'imports:write')
}

/** What the caller may do with an import as it stands. */
function allowedOnImport(
  { kind, settings, status, mode }: ImportRun,
  principal: Principal,
): schemas.ImportAct[] {
  if (!principal.permissions.has(write.permission) || missingFor(principal, kind, settings.createMissing))
    return []
  if (status !== 'analysed' && status !== 'validated' && status !== 'failed') return []
  return mode === null ? ['map', 'validate', 'run', 'delete'] : ['map', 'validate', 'run']
}

function registerUpload(app: App, deps: Deps): void {
  void app.register(async (scope: App) => {
    await acceptFiles(scope, tableLimits.fileBytes)
    const schema = {
      tags,
      summary: 'Upload a CSV or XLSX file; answers what is in it and how it would be read',
      description:
        'multipart/form-data with the fields `kind` (customers, facts, orders, invoices, receipts, limits, margins, bank-lines) and `file`. ' +
        'Nothing is imported yet: look at the mapping, change it with PUT …/mapping, then validate and run.',
      consumes: ['multipart/form-data'],
      response: { 201: schemas.importDetail },
    }
    const bodyLimit = tableLimits.fileBytes + 1024 * 1024
    scope.post('/api/v1/imports', { config: write, schema, bodyLimit }, async (request, reply) => {
      const actor = principalOf(request)
      const run = await withReceivedFile(request, tableLimits.fileBytes, (file) => {
        const kind = schemas.kindSchema.safeParse(file.fields['kind'])
        if (!kind.success) throw new Refusal('bad_request', { detail: 'kind' })
        checkMayImport(actor, kind.data, false)
        const { path, fileName } = file
        const settings = actor.permissions.has('customers:write') ? undefined : { createMissing: false }
        const upload = { path, fileName, kind: kind.data, actor, at: deps.now(), settings }
        return createImport(deps.db, upload, { keepFile: true })
      })
      return reply.status(201).send(importDetailJson(run, noFindings, allowedOnImport(run, actor)))
    })
  })
}

function registerSteps(app: App, deps: Deps): void {
  const params = schemas.importParams
  const mapping = {
    schema: {
      tags,
      summary: 'Say how the file is read; remembered for files with the same header',
      params,
      body: schemas.mappingBody,
      response: { 200: schemas.importDetail },
    },
  }
  app.put('/api/v1/imports/:id/mapping', { config: write, ...mapping }, async (request) => {
    const actor = principalOf(request)
    const { body } = request
    const before = await getImport(deps.db, request.params.id)
    const settings = {
      columns: body.columns,
      segment: body.segment ?? null,
      currency: body.currency ?? null,
      source: body.source ?? before.settings.source,
      createMissing: body.createMissing ?? before.settings.createMissing,
    }
    checkMayImport(actor, before.kind, settings.createMissing)
    const run = await deps.db.transaction((tx) =>
      setMapping(tx, before.id, settings, { actor, at: deps.now() }),
    )
    return importDetailJson(run, noFindings, allowedOnImport(run, actor))
  })
  const validation = {
    schema: {
      tags,
      summary: 'Check every row without importing',
      params,
      response: { 202: schemas.importSummary },
    },
  }
  app.post('/api/v1/imports/:id/validate', { config: write, ...validation }, async (request, reply) => {
    const actor = principalOf(request)
    await checkedImport(deps.db, request.params.id, actor)
    const run = await deps.db.transaction((tx) =>
      startValidation(tx, request.params.id, { actor, at: deps.now() }),
    )
    return reply.status(202).send(importSummaryJson(run, allowedOnImport(run, actor)))
  })
  const running = {
    schema: {
      tags,
      summary: 'Import the file; poll the import for its progress',
      params,
      body: schemas.runBody.nullish(),
      response: { 202: schemas.importSummary },
    },
  }
  app.post('/api/v1/imports/:id/run', { config: write, ...running }, async (request, reply) => {
    const actor = principalOf(request)
    await checkedImport(deps.db, request.params.id, actor)
    const mode = request.body?.mode ?? 'valid-rows'
    const run = await deps.db.transaction((tx) =>
      startImport(tx, request.params.id, mode, { actor, at: deps.now() }),
    )
    return reply.status(202).send(importSummaryJson(run, allowedOnImport(run, actor)))
  })
}

function registerRereading(app: App, deps: Deps): void {
  const reading = {
    schema: {
      tags,
      summary: 'Read the file again with another character set or worksheet, or as holding something else',
      params: schemas.importParams,
      body: schemas.readingBody,
      response: { 200: schemas.importDetail },
    },
  }
  app.put('/api/v1/imports/:id/reading', { config: write, ...reading }, async (request) => {
    const actor = principalOf(request)
    const before = await checkedImport(deps.db, request.params.id, actor)
    const { kind = before.kind } = request.body
    checkMayImport(actor, kind, before.settings.createMissing)
    const run = await rereadFile(deps.db, before, request.body, deps.now())
    return importDetailJson(run, noFindings, allowedOnImport(run, actor))
  })
}

function registerDeletion(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Delete an import that has written nothing, with its file',
    params: schemas.importParams,
    response: { 204: z.null() },
  }
  app.delete('/api/v1/imports/:id', { config: write, schema }, async (request, reply) => {
    const { id, status } = await checkedImport(deps.db, request.params.id, principalOf(request))
    const deleted = await deps.db.transaction((tx) => deleteImport(tx, id))
    if (!deleted) throw new Refusal('import_wrong_state', { status })
    return reply.code(204).send(null)
  })
}

async function checkedImport(db: Queryable, id: string, actor: Principal): Promise<ImportRun> {
  const run = await getImport(db, id)
  checkMayImport(actor, run.kind, run.settings.createMissing)
  return run
}

function registerReading(app: App, deps: Deps): void {
  const list = {
    schema: {
      tags,
      summary: 'Imports, newest first',
      querystring: schemas.listQuery,
      response: { 200: listOf(schemas.importSummary) },
    },
  }
  app.get('/api/v1/imports', { config: read, ...list }, async (request) => {
    const { limit, cursor } = request.query
    const runs = await listImports(deps.db, limit + 1, cursor === undefined ? null : positionOf(cursor))
    const page = runs.slice(0, limit)
    const last = runs.length > limit ? page.at(-1) : undefined
    return {
      items: page.map((run) => importSummaryJson(run, allowedOnImport(run, principalOf(request)))),
      nextCursor: last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
    }
  })
  const detail = {
    schema: {
      tags,
      summary: 'One import with its analysis, mapping, progress and first faults',
      params: schemas.importParams,
      response: { 200: schemas.importDetail },
    },
  }
  app.get('/api/v1/imports/:id', { config: read, ...detail }, async (request) => {
    const run = await getImport(deps.db, request.params.id)
    const faults = await listFaults(deps.db, run.id, FAULTS_SHOWN)
    const groups = await groupFaults(deps.db, run.id)
    return importDetailJson(run, { faults, groups }, allowedOnImport(run, principalOf(request)))
  })
}

const positionSchema = z.tuple([z.iso.datetime(), z.uuid()])

function positionOf(cursor: string) {
  const position = positionSchema.safeParse(decodeCursor(cursor, 2))
  if (!position.success) throw new Refusal('bad_request', { detail: 'cursor' })
  return { createdAt: position.data[0], id: position.data[1] }
}

function registerSheets(app: App, deps: Deps): void {
  const errors = {
    schema: {
      tags,
      summary: 'Error sheet: row, column, value and what is expected',
      params: schemas.errorsParams,
    },
  }
  app.get('/api/v1/imports/:id/errors.:format', { config: read, ...errors }, async (request, reply) => {
    const { id, format } = request.params
    await getImport(deps.db, id)
    const faults = await deps.db.transaction(async (tx) => {
      const found = await listFaults(tx, id, FAULTS_MAX)
      await recordAccess(tx, {
        ...{
          actor: principalOf(request),
          action: 'import-faults.exported',
          objectType: 'import',
          objectId: id,
        },
        detail: { rows: found.length },
        at: deps.now(),
      })
      return found
    })
    const rows = errorRows(faults, languageOf(request))
    return sendSheet(reply, `errors-${id}`, format, rows)
  })
  const template = {
    schema: { tags, summary: 'Empty file of a kind, with one sample row', params: schemas.templateParams },
  }
  app.get(
    '/api/v1/imports/templates/:kind.:format',
    { config: read, ...template },
    async (request, reply) => {
      const { kind, format } = request.params
      return sendSheet(reply, kind, format, templateRows(kind, languageOf(request)))
    },
  )
}

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function sendSheet(reply: FastifyReply, name: string, format: 'csv' | 'xlsx', rows: string[][]) {
  const body = format === 'csv' ? writeCsv(rows) : await writeXlsx(name.slice(0, 31), rows)
  return reply
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : XLSX_TYPE)
    .header('Content-Disposition', `attachment; filename="${name}.${format}"`)
    .send(body)
}
