import { z } from 'zod'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { features } from '../domain/features.js'
import { isFeatureCode } from '../domain/models/feature-texts.js'
import { wholeBookOnly } from '../whole-book-only.js'
import { changePlan, planOf, requestLook } from './monitor.js'
import * as schemas from './monitoring-schemas.js'
import { listMonitoringRuns, type MonitoringPlan, type MonitoringRun } from './monitoring-store.js'
import { getSubject, listSubjects } from './watched-subjects.js'

const tags = ['validation']
const read = { permission: 'policy:read' } as const
const write = { permission: 'models:write' } as const
const path = '/api/v1/monitoring'
const RUNS_SHOWN = 60

/** How the scorecard and the models in use are watched, and what was found. */
export function registerMonitoringRoutes(app: App, deps: Deps): void {
  registerReads(app, deps)
  const planSchema = {
    tags,
    summary: 'Change how often something is watched, who is told, and from which figures on',
    params: schemas.bySubject,
    body: schemas.planBody,
    response: { 200: schemas.planJson },
  }
  app.put(`${path}/:id/plan`, { config: write, schema: planSchema }, async (request) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'models:write'), at: deps.now() }
    const { id } = request.params
    return planJson(await deps.db.transaction((tx) => changePlan(tx, id, request.body, doing)))
  })

  const lookSchema = {
    tags,
    summary: 'Look at it now, in the background',
    params: schemas.bySubject,
    response: { 202: z.object({ queued: z.boolean() }) },
  }
  app.post(`${path}/:id/runs`, { config: write, schema: lookSchema }, async (request, reply) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'models:write'), at: deps.now() }
    await deps.db.transaction((tx) => requestLook(tx, request.params.id, doing))
    return reply.code(202).send({ queued: true })
  })
}

function registerReads(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'What is watched, with its plan and the latest figures',
    response: { 200: schemas.subjectsAnswer },
  }
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    return deps.db.transaction(async (tx) => {
      const items: z.infer<typeof schemas.subjectJson>[] = []
      for (const { id, kind, name, version } of await listSubjects(tx, deps.now())) {
        const [latest] = await listMonitoringRuns(tx, id, 1)
        const plan = planJson(await planOf(tx, id))
        items.push({ id, kind, name, version, plan, latest: latest ? runJson(latest) : null })
      }
      return { items, nextCursor: null }
    })
  })

  const runsSchema = {
    tags,
    summary: 'What each look found, newest first',
    params: schemas.bySubject,
    response: { 200: schemas.runsAnswer },
  }
  app.get(`${path}/:id/runs`, { config: read, schema: runsSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    const { id } = request.params
    return deps.db.transaction(async (tx) => {
      await getSubject(tx, id, deps.now())
      return { items: (await listMonitoringRuns(tx, id, RUNS_SHOWN)).map(runJson), nextCursor: null }
    })
  })

  const planSchema = {
    tags,
    summary: 'How something is watched',
    params: schemas.bySubject,
    response: { 200: schemas.planJson },
  }
  app.get(`${path}/:id/plan`, { config: read, schema: planSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    const { id } = request.params
    return deps.db.transaction(async (tx) => {
      await getSubject(tx, id, deps.now())
      return planJson(await planOf(tx, id))
    })
  })
}

function planJson({ updatedAt, thresholds, ...plan }: MonitoringPlan) {
  return { ...plan, thresholds: { ...thresholds }, updatedAt: updatedAt.toISOString() }
}

function labelOf(feature: string) {
  return isFeatureCode(feature) ? features[feature].label : { zh: feature, en: feature }
}

function runJson({ id, version, asOf, ranAt, status, figures }: MonitoringRun) {
  return {
    ...{ id, version, asOf, status, ranAt: ranAt.toISOString() },
    figures: {
      ...figures,
      grades: [...figures.grades],
      features: figures.features.map((one) => ({ ...one, label: labelOf(one.feature) })),
      reasons: figures.reasons.map((one) => ({
        ...one,
        feature: one.feature === null ? null : labelOf(one.feature),
      })),
    },
  }
}
