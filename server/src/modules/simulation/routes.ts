import type { Permission, Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import {
  getSimulation,
  requestSimulation,
  stopSimulation,
  type SimulationRequest,
} from './request-simulation.js'
import * as schemas from './simulation-schemas.js'
import { listSimulations, type Simulation, type Tried } from './simulation-store.js'
import { wholeBook } from './whole-book.js'

const tags = ['simulations']
const LISTED = 20

/** Routes that try a changed policy or changed control rules on the book and on past orders. */
export function registerSimulationRoutes(app: App, deps: Deps): void {
  const enter = { permission: ['policy:write', 'rules:write', 'ratings:write'] } as const
  app.post('/api/v1/simulations', {
    config: enter,
    schema: {
      tags,
      summary: 'Try a changed policy, scorecard or control rules; nothing is put in force',
      body: schemas.newSimulationBody,
      response: { 202: schemas.simulationHeadJson },
    },
    handler: async (request, reply) => {
      const actor = principalOf(request)
      const { body } = request
      mayTry(actor, body.kind)
      const asked: SimulationRequest =
        body.kind === 'scorecard' ? { ...body, period: null } : { ...body, period: body.period ?? null }
      const simulation = await deps.db.transaction(async (tx) =>
        getSimulation(tx, await requestSimulation(tx, asked, { actor, at: deps.now() })),
      )
      return reply.code(202).send(headJson(simulation))
    },
  })

  app.post('/api/v1/simulations/:id/cancel', {
    config: enter,
    schema: {
      tags,
      summary: 'Stop a simulation that has not ended',
      params: schemas.simulationParams,
      response: { 200: schemas.simulationHeadJson },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      const { id } = request.params
      return deps.db.transaction(async (tx) => {
        mayTry(actor, (await getSimulation(tx, id)).kind)
        return headJson(await stopSimulation(tx, id, { actor, at: deps.now() }))
      })
    },
  })

  registerReads(app, deps)
}

function registerReads(app: App, deps: Deps): void {
  const read = { permission: 'policy:read' } as const
  app.get('/api/v1/simulations', {
    config: read,
    schema: {
      tags,
      summary: 'The latest simulations of a kind, newest first',
      querystring: schemas.simulationsQuery,
      response: { 200: schemas.simulationsAnswer },
    },
    handler: async (request) => {
      wholeBook(principalOf(request))
      const found = await listSimulations(deps.db, request.query.kind, LISTED)
      return { items: found.map(headJson), nextCursor: null, total: found.length }
    },
  })

  app.get('/api/v1/simulations/:id', {
    config: read,
    schema: {
      tags,
      summary: 'A simulation: how far it is, and its result',
      params: schemas.simulationParams,
      response: { 200: schemas.simulationHeadJson },
    },
    handler: async (request) => {
      wholeBook(principalOf(request))
      return headJson(await getSimulation(deps.db, request.params.id))
    },
  })
}

const needs: Readonly<Record<Tried['kind'], Permission>> = {
  policy: 'policy:write',
  'control-rules': 'rules:write',
  scorecard: 'ratings:write',
}

/** A document is tried by those who may write it. */
function mayTry(actor: Principal, kind: Tried['kind']): void {
  wholeBook(actor)
  if (!actor.permissions.has(needs[kind])) throw new Refusal('forbidden', { permission: needs[kind] })
}

function headJson(simulation: Simulation) {
  const { id, kind, baseVersion, fromOn, toOn, status, done, total, failure } = simulation
  return {
    ...{ id, kind, baseVersion, status, done, total, failure },
    period: fromOn !== null && toOn !== null ? { from: fromOn, to: toOn } : null,
    requestedBy: simulation.requestedBy,
    requestedAt: simulation.requestedAt.toISOString(),
    finishedAt: simulation.finishedAt?.toISOString() ?? null,
    summary: simulation.summary === null ? null : schemas.summarySchema.parse(simulation.summary),
  }
}
