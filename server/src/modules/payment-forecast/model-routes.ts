import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { addJob } from '../../platform/jobs.js'
import type { Approvals } from '../approvals/subject.js'
import { recordAudit } from '../audit/record-audit.js'
import { wholeBookOnly } from '../scoring/whole-book-only.js'
import { listChecks } from './check-store.js'
import { checkJson, labelled, modelJson, trainingJson } from './forecast-json.js'
import { getForecastDocuments, listForecastModels } from './forecast-model-store.js'
import * as schemas from './forecast-schemas.js'
import { listForecastTrainings } from './forecast-training-store.js'
import {
  askForForecastRelease,
  FORECAST_BOOK_JOB,
  getForecastModel,
  retireForecast,
} from './release-forecast.js'
import { cancelForecastTraining, getForecastTraining, requestForecastTraining } from './request-training.js'

const tags = ['payment-forecast']
const read = { permission: 'policy:read' } as const
const write = { permission: 'models:write' } as const
const decide = { permission: 'policy:write' } as const
const path = '/api/v1/forecast-models'
const CHECKS_SHOWN = 60

/** Models of payment: trainings, verdicts, approval, use, and how their forecasts held. */
export function registerForecastModelRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerTrainings(app, deps)
  registerModels(app, deps)
  registerLife(app, deps, approvals)
  registerRuns(app, deps)
}

function registerTrainings(app: App, deps: Deps): void {
  const trainings = '/api/v1/forecast-trainings'
  const startSchema = {
    tags,
    summary: 'Train a payment forecast from the book in the background; one at a time',
    body: schemas.trainingBody,
    response: { 202: schemas.trainingJson },
  }
  app.post(trainings, { config: write, schema: startSchema }, async (request, reply) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'models:write'), at: deps.now() }
    const training = await deps.db.transaction((tx) => requestForecastTraining(tx, request.body, doing))
    return reply.code(202).send(trainingJson(training))
  })

  const listSchema = { tags, summary: 'Trainings, newest first', response: { 200: schemas.trainingsAnswer } }
  app.get(trainings, { config: read, schema: listSchema }, async () => ({
    items: (await listForecastTrainings(deps.db)).map(trainingJson),
    nextCursor: null,
  }))

  const oneSchema = {
    tags,
    summary: 'Progress of a training',
    params: schemas.byId,
    response: { 200: schemas.trainingJson },
  }
  app.get(`${trainings}/:id`, { config: read, schema: oneSchema }, async (request) =>
    trainingJson(await getForecastTraining(deps.db, request.params.id)),
  )

  const cancelSchema = { ...oneSchema, summary: 'Cancel a training' }
  app.post(`${trainings}/:id/cancel`, { config: write, schema: cancelSchema }, async (request) => {
    const doing = { actor: principalOf(request), at: deps.now() }
    return trainingJson(
      await deps.db.transaction((tx) => cancelForecastTraining(tx, request.params.id, doing)),
    )
  })
}

function registerModels(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Payment forecasts with the verdict of their hold-out, newest first',
    response: { 200: schemas.modelsAnswer },
  }
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    const principal = principalOf(request)
    const items = (await listForecastModels(deps.db)).map((model) => modelJson(model, principal))
    return { items, nextCursor: null }
  })

  const oneSchema = {
    tags,
    summary: 'A payment forecast with its recipe and features',
    params: schemas.byId,
    response: { 200: schemas.modelDetail },
  }
  app.get(`${path}/:id`, { config: read, schema: oneSchema }, async (request) => {
    const found = await getForecastModel(deps.db, request.params.id)
    const { model, recipe } = await getForecastDocuments(deps.db, found.id)
    return {
      ...modelJson(found, principalOf(request)),
      ...{ recipe, cases: model.cases, paid: model.paid, features: labelled(model.features) },
    }
  })
}

function registerLife(app: App, deps: Deps, approvals: Approvals): void {
  const submitSchema = {
    tags,
    summary: 'Ask for the approval of somebody else to use a candidate that the hold-out found better',
    params: schemas.byId,
    body: schemas.noteBody,
    response: { 202: schemas.submitAnswer },
  }
  app.post(`${path}/:id/submit`, { config: write, schema: submitSchema }, async (request, reply) => {
    const actor = wholeBookOnly(principalOf(request), 'models:write')
    const doing = { actor, at: deps.now(), note: request.body.note }
    const caseId = await deps.db.transaction((tx) =>
      askForForecastRelease(tx, approvals, request.params.id, doing),
    )
    return reply.code(202).send({ caseId })
  })

  const retireSchema = {
    tags,
    summary: 'Take a payment forecast out of use: the histories alone take its place',
    params: schemas.byId,
    body: schemas.noteBody,
    response: { 200: schemas.modelJson },
  }
  app.post(`${path}/:id/retire`, { config: decide, schema: retireSchema }, async (request) => {
    const actor = wholeBookOnly(principalOf(request), 'policy:write')
    const doing = { actor, at: deps.now(), note: request.body.note }
    const model = await deps.db.transaction((tx) => retireForecast(tx, request.params.id, doing))
    return modelJson(model, actor)
  })
}

function registerRuns(app: App, deps: Deps): void {
  const runSchema = {
    tags,
    summary: 'Forecast the whole book now, in the background',
    response: { 202: schemas.queuedAnswer },
  }
  app.post('/api/v1/payment-forecasts/runs', { config: write, schema: runSchema }, async (request, reply) => {
    const actor = wholeBookOnly(principalOf(request), 'models:write')
    await deps.db.transaction(async (tx) => {
      await addJob(tx, FORECAST_BOOK_JOB, {}, { jobKey: FORECAST_BOOK_JOB })
      await recordAudit(tx, {
        ...{ actor, action: 'payment-forecast.requested', objectType: 'payment-forecast', objectId: 'book' },
        at: deps.now(),
      })
    })
    return reply.code(202).send({ queued: true })
  })

  const checksSchema = {
    tags,
    summary:
      'How forecasts held: error of pay days by month, coverage of bands, weekly cash, drift; newest first',
    response: { 200: schemas.checksAnswer },
  }
  app.get('/api/v1/payment-forecasts/checks', { config: read, schema: checksSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    return { items: (await listChecks(deps.db, CHECKS_SHOWN)).map(checkJson), nextCursor: null }
  })
}
