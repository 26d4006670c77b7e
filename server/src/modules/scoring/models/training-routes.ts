import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { acceptFiles, withReceivedFile } from '../../../platform/http/receive-file.js'
import { listDatasets } from './dataset-store.js'
import { countSample, drawSample } from './draw-sample.js'
import { datasetJson, sampleCountJson, sampleFeatures, trainingJson } from './model-json.js'
import * as schemas from './model-schemas.js'
import { BinPreview } from './preview-bins.js'
import { requestTrial } from './try-model.js'
import { cancelTraining, getDataset, getTraining, requestTraining } from './request-training.js'
import { DATASET_BYTES_MAX, storeDataset } from './store-dataset.js'
import { listTrainings } from './training-store.js'
import { wire } from './wire.js'

const tags = ['models']
const read = { permission: 'policy:read' } as const
const write = { permission: 'models:write' } as const
const NAME_MAX = 80

/** Data for training, and trainings with progress and cancelling. */
export function registerTrainingRoutes(app: App, deps: Deps): void {
  registerUpload(app, deps)
  registerSample(app, deps)
  registerSampleCount(app, deps)
  registerBins(app, deps)
  registerDatasets(app, deps)
  registerTrainings(app, deps)
}

function registerUpload(app: App, deps: Deps): void {
  void app.register(async (scope: App) => {
    await acceptFiles(scope, DATASET_BYTES_MAX)
    const schema = {
      tags,
      summary: 'Upload a CSV or XLSX file to train models on',
      description:
        'multipart/form-data with `file`; the first row names the columns, one of them the outcome.',
      consumes: ['multipart/form-data'],
      response: { 201: schemas.datasetJson },
    }
    const bodyLimit = DATASET_BYTES_MAX + 1024 * 1024
    scope.post('/api/v1/model-datasets', { config: write, schema, bodyLimit }, async (request, reply) => {
      const actor = principalOf(request)
      const dataset = await withReceivedFile(request, DATASET_BYTES_MAX, ({ path, fileName }) =>
        storeDataset(deps.db, {
          ...{ path, fileName, name: fileName.slice(0, NAME_MAX), source: 'file', definition: null },
          ...{ actor, at: deps.now() },
        }),
      )
      return reply.code(201).send(datasetJson(dataset))
    })
  })
}

function registerSample(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Draw training data from the book: customers as of past days, and what became of them',
    body: schemas.sampleBody,
    response: { 201: schemas.datasetJson },
  }
  app.post('/api/v1/model-datasets/from-book', { config: write, schema }, async (request, reply) => {
    const dataset = await drawSample(deps, { ...request.body, actor: principalOf(request) })
    return reply.code(201).send(datasetJson(dataset))
  })
}

function registerSampleCount(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'What a sample of the book would hold, and which features may not be in it and why',
    body: schemas.sampleCountBody,
    response: { 200: schemas.sampleCountAnswer },
  }
  app.post('/api/v1/model-datasets/from-book/count', { config: write, schema }, async (request) => ({
    days: (await countSample(deps, request.body)).map(sampleCountJson),
    features: sampleFeatures(),
  }))
}

function registerBins(app: App, deps: Deps): void {
  const preview = new BinPreview(deps.db)
  const schema = {
    tags,
    summary: 'The bins of one column over the rows that a training would fit on',
    params: schemas.byId,
    body: schemas.binsBody,
    response: { 200: schemas.binsAnswer },
  }
  app.post('/api/v1/model-datasets/:id/bins', { config: write, schema }, async (request) => {
    const { feature, trend, bins, badValue, timeColumn, weightColumn, ...sample } = request.body
    await getDataset(deps.db, request.params.id)
    const sheet = await preview.sheet(request.params.id, {
      ...{ feature, trend, bins },
      sample: {
        ...sample,
        badValue: badValue ?? undefined,
        timeColumn: timeColumn ?? undefined,
        weightColumn: weightColumn ?? undefined,
      },
    })
    return wire(sheet)
  })
}

function registerDatasets(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Data for training, newest first',
    response: { 200: schemas.datasetsAnswer },
  }
  app.get('/api/v1/model-datasets', { config: write, schema: listSchema }, async () => ({
    items: (await listDatasets(deps.db)).map(datasetJson),
    nextCursor: null,
  }))

  const oneSchema = {
    tags,
    summary: 'Data for training: its columns',
    params: schemas.byId,
    response: { 200: schemas.datasetJson },
  }
  app.get('/api/v1/model-datasets/:id', { config: write, schema: oneSchema }, async (request) =>
    datasetJson(await getDataset(deps.db, request.params.id)),
  )
}

function registerTrainings(app: App, deps: Deps): void {
  const startSchema = {
    tags,
    summary: 'Train a model in the background; poll for its progress',
    body: schemas.trainingBody,
    response: { 202: schemas.trainingJson },
  }
  app.post('/api/v1/model-trainings', { config: write, schema: startSchema }, async (request, reply) => {
    const doing = { actor: principalOf(request), at: deps.now() }
    const training = await deps.db.transaction((tx) => requestTraining(tx, request.body, doing))
    return reply.code(202).send(trainingJson(training))
  })

  const trialSchema = {
    tags,
    summary: 'Try a model on data with outcomes, in the background: gives it a validation report',
    params: schemas.byId,
    body: schemas.trialBody,
    response: { 202: schemas.trainingJson },
  }
  app.post('/api/v1/models/:id/trials', { config: write, schema: trialSchema }, async (request, reply) => {
    const doing = { actor: principalOf(request), at: deps.now() }
    const { body, params } = request
    const trial = await deps.db.transaction((tx) => requestTrial(tx, params.id, body, doing))
    return reply.code(202).send(trainingJson(trial))
  })

  const listSchema = { tags, summary: 'Trainings, newest first', response: { 200: schemas.trainingsAnswer } }
  app.get('/api/v1/model-trainings', { config: read, schema: listSchema }, async () => ({
    items: (await listTrainings(deps.db)).map(trainingJson),
    nextCursor: null,
  }))

  const oneSchema = {
    tags,
    summary: 'Progress of a training',
    params: schemas.byId,
    response: { 200: schemas.trainingJson },
  }
  app.get('/api/v1/model-trainings/:id', { config: read, schema: oneSchema }, async (request) =>
    trainingJson(await getTraining(deps.db, request.params.id)),
  )

  const cancelSchema = { ...oneSchema, summary: 'Cancel a training' }
  app.post('/api/v1/model-trainings/:id/cancel', { config: write, schema: cancelSchema }, async (request) => {
    const doing = { actor: principalOf(request), at: deps.now() }
    return trainingJson(await deps.db.transaction((tx) => cancelTraining(tx, request.params.id, doing)))
  })
}
