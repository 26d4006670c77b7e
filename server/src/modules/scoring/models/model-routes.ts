import { Refusal } from '../../../kernel/errors.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { recordAccess } from '../../audit/record-audit.js'
import type { Approvals } from '../../approvals/subject.js'
import { modelSql } from '../domain/statistics/export/model-sql.js'
import { addModel, getModel, hashOfDocument } from './add-model.js'
import { documentFault } from './check-document.js'
import { compareModels } from './compare-models.js'
import { eventJson, featureLabels, mayWith, modelJson } from './model-json.js'
import * as schemas from './model-schemas.js'
import { findReport, getModelParts, listModelEvents, listModels } from './model-store.js'
import { askForRelease } from './release-model.js'
import { takeOutOfUse, putToUse } from './use-model.js'
import { validateModel } from './validate-model.js'
import { wire } from './wire.js'

const tags = ['models']
const read = { permission: 'policy:read' } as const
const write = { permission: 'models:write' } as const
const decide = { permission: 'policy:write' } as const
/** A boosted model of many trees is a long document. */
const IMPORT_BYTES = 32 * 1024 * 1024

/** Statistical models: reading, comparing, validation, approval, use. */
export function registerModelRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerReading(app, deps)
  registerExchange(app, deps)
  registerLife(app, deps, approvals)
}

function registerReading(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Models, those in use first',
    response: { 200: schemas.modelsAnswer },
  }
  app.get('/api/v1/models', { config: read, schema: listSchema }, async () => ({
    items: (await listModels(deps.db)).map(modelJson),
    nextCursor: null,
  }))

  const compareSchema = {
    tags,
    summary: 'Two models side by side, with DeLong’s paired test where they share cases',
    querystring: schemas.comparisonQuery,
    response: { 200: schemas.comparisonJson },
  }
  app.get('/api/v1/models/compare', { config: read, schema: compareSchema }, async (request) => {
    const { a, b, paired } = await compareModels(deps.db, request.query.a, request.query.b)
    return wire({
      a: { ...a, model: modelJson(a.model) },
      b: { ...b, model: modelJson(b.model) },
      paired,
      featureLabels: featureLabels([...a.model.features, ...b.model.features]),
    })
  })

  const oneSchema = {
    tags,
    summary: 'A model with its validation report, recipe and history',
    params: schemas.byId,
    response: { 200: schemas.modelDetail },
  }
  app.get('/api/v1/models/:id', { config: read, schema: oneSchema }, async (request) => {
    const { id } = request.params
    const model = await getModel(deps.db, id)
    const stored = await findReport(deps.db, id)
    return {
      ...modelJson(model),
      recipe: (await getModelParts(deps.db, id)).recipe,
      report: wire(stored?.report ?? null),
      reportOn: stored
        ? { datasetName: stored.datasetName, madeBy: stored.madeBy, madeAt: stored.madeAt.toISOString() }
        : null,
      featureLabels: featureLabels([
        ...model.features,
        ...(stored?.report.dropped.map(({ feature }) => feature) ?? []),
      ]),
      events: (await listModelEvents(deps.db, id)).map(eventJson),
      may: mayWith(model, principalOf(request), stored !== undefined),
    }
  })
}

function registerExchange(app: App, deps: Deps): void {
  const exportSchema = {
    tags,
    summary: 'A model as a JSON document that can be imported again and scores identically',
    params: schemas.byId,
    response: { 200: schemas.exportedModel },
  }
  app.get('/api/v1/models/:id/export', { config: read, schema: exportSchema }, async (request, reply) => {
    const { id } = request.params
    const model = await getModel(deps.db, id)
    const { document, recipe } = await getModelParts(deps.db, id)
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor: principalOf(request), action: 'model.exported', objectType: 'model' },
        ...{ objectId: `${model.code}/${model.version}`, at: deps.now() },
      }),
    )
    void reply.header('Content-Disposition', `attachment; filename="${model.code}-v${model.version}.json"`)
    const { code, name, version, documentSha256 } = model
    const head = { format: 'xinheng-model', formatVersion: 1, code, name, version, documentSha256 } as const
    return wire({ ...head, document, recipe })
  })

  const sqlSchema = {
    tags,
    summary: 'A model as one SELECT for PostgreSQL over a table of features',
    params: schemas.byId,
    querystring: schemas.sqlQuery,
    response: { 200: schemas.sqlAnswer },
  }
  app.get('/api/v1/models/:id/sql', { config: read, schema: sqlSchema }, async (request) => {
    const { id } = request.params
    const model = await getModel(deps.db, id)
    const { document } = await getModelParts(deps.db, id)
    const sql = modelSql(document, request.query)
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor: principalOf(request), action: 'model.exported', objectType: 'model' },
        ...{ objectId: `${model.code}/${model.version}`, at: deps.now() },
      }),
    )
    return { sql }
  })

  const importSchema = {
    tags,
    summary: 'Import an exported model as the next version of its family, a draft',
    body: schemas.exportedModel,
    response: { 201: schemas.modelJson },
  }
  const importing = { config: write, schema: importSchema, bodyLimit: IMPORT_BYTES }
  app.post('/api/v1/models/import', importing, async (request, reply) => {
    const { code, name, version, document, recipe, documentSha256 } = request.body
    const fault = documentFault(document)
    if (fault !== null) throw new Refusal('model_import_invalid', { detail: fault })
    if (hashOfDocument(document) !== documentSha256) {
      throw new Refusal('model_import_invalid', { detail: 'documentSha256' })
    }
    const model = await deps.db.transaction((tx) =>
      addModel(tx, {
        ...{ code, name, source: 'imported', datasetId: null, document, auc: null },
        recipe: { ...recipe, importedFrom: { code, version, documentSha256 } },
        holdout: { rows: [], y: [], pd: [] },
        ...{ actor: principalOf(request), at: deps.now() },
      }),
    )
    return reply.code(201).send(modelJson(model))
  })
}

function registerLife(app: App, deps: Deps, approvals: Approvals): void {
  const params = schemas.byId
  const validation = {
    tags,
    summary: 'Declare a draft validated, with its report as evidence',
    params,
    body: schemas.validateBody,
    response: { 200: schemas.modelJson },
  }
  app.post('/api/v1/models/:id/validate', { config: write, schema: validation }, async (request) => {
    const doing = { note: request.body.note, actor: principalOf(request), at: deps.now() }
    return modelJson(await deps.db.transaction((tx) => validateModel(tx, request.params.id, doing)))
  })

  const submission = {
    tags,
    summary: 'Ask for approval of its use; whoever made or validated it cannot give it',
    params,
    body: schemas.submitBody,
    response: { 202: schemas.submitAnswer },
  }
  app.post('/api/v1/models/:id/submit', { config: write, schema: submission }, async (request, reply) => {
    const { use, from, note } = request.body
    const asked = { use, from: from === undefined ? null : new Date(from), note }
    const doing = { actor: principalOf(request), at: deps.now() }
    const caseId = await deps.db.transaction((tx) =>
      askForRelease(tx, approvals, request.params.id, asked, doing),
    )
    return reply.code(202).send({ caseId })
  })

  const activation = {
    tags,
    summary: 'Put an approved model to use, now or from an instant on',
    params,
    body: schemas.useBody,
    response: { 200: schemas.modelJson },
  }
  app.post('/api/v1/models/:id/use', { config: decide, schema: activation }, async (request) => {
    const { use, from, note } = request.body
    const asked = { use, from: from === undefined ? null : new Date(from) }
    const doing = { actor: principalOf(request), at: deps.now(), note: note ?? null }
    return modelJson(await deps.db.transaction((tx) => putToUse(tx, request.params.id, asked, doing)))
  })

  const ending = {
    tags,
    summary: 'Retire a model for good, or make a champion a challenger again',
    params,
    body: schemas.endBody,
    response: { 200: schemas.modelJson },
  }
  app.post('/api/v1/models/:id/end', { config: decide, schema: ending }, async (request) => {
    const { to, note } = request.body
    const doing = { actor: principalOf(request), at: deps.now(), note }
    return modelJson(await deps.db.transaction((tx) => takeOutOfUse(tx, request.params.id, to, doing)))
  })
}
