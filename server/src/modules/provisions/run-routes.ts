import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { listOf } from '../../platform/http/schemas.js'
import { searchPattern } from '../customers/domain/search-key.js'
import { computeRun } from './compute-run.js'
import { decideRun } from './decide-run.js'
import { getRun } from './get-run.js'
import { journalJsonOf, lineJsonOf, runHeadJsonOf, runJsonOf } from './run-json.js'
import * as schemas from './run-schemas.js'
import { listLines, listRuns } from './run-store.js'

const tags = ['provisions']
const read = { permission: 'receivables:read' } as const
const write = { permission: 'provisions:write' } as const
const path = '/api/v1/provision-runs'
const LISTED_MAX = 300

/** Provisions for expected losses: worked out, looked into, approved, posted. */
export function registerProvisionRunRoutes(app: App, deps: Deps): void {
  registerReads(app, deps)
  registerLines(app, deps)
  registerCompute(app, deps)
  registerDecisions(app, deps)
}

/** A run is of the whole book: who sees a part of it finds none. */
export async function visibleRun(deps: Deps, actor: Principal, id: Id) {
  if (actor.scope !== null) throw new Refusal('provision_run_not_found')
  return getRun(deps.db, id)
}

function registerReads(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Provision runs, newest day first; none for who sees a part of the book',
    response: { 200: listOf(schemas.runHeadJson) },
  }
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    const actor = principalOf(request)
    const runs = actor.scope === null ? await listRuns(deps.db, LISTED_MAX) : []
    return { items: runs.map((run) => runHeadJsonOf(run, actor)), nextCursor: null }
  })

  const oneSchema = {
    tags,
    summary: 'A provision run: by risk group and bucket, and the movement by segment',
    params: schemas.runParams,
    response: { 200: schemas.runJson },
  }
  app.get(`${path}/:id`, { config: read, schema: oneSchema }, async (request) => {
    const actor = principalOf(request)
    return runJsonOf(await visibleRun(deps, actor, request.params.id), actor)
  })

  const journalSchema = {
    tags,
    summary: 'The postings of a run, debit and credit balanced per entry',
    params: schemas.runParams,
    response: { 200: schemas.journalAnswer },
  }
  app.get(`${path}/:id/journal`, { config: read, schema: journalSchema }, async (request) =>
    journalJsonOf(await visibleRun(deps, principalOf(request), request.params.id)),
  )
}

function registerLines(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'What a run provides for, per account, currency and bucket, largest first',
    params: schemas.runParams,
    querystring: schemas.linesQuery,
    response: { 200: schemas.linesAnswer },
  }
  app.get(`${path}/:id/lines`, { config: read, schema }, async (request) => {
    const run = await visibleRun(deps, principalOf(request), request.params.id)
    const { part, asked, nextCursor } = partOf(request)
    const { method = null, riskGroup = null, bucketNo = null, search } = asked
    const { lines, count } = await listLines(deps.db, {
      ...{ runId: run.id, method, riskGroup, bucketNo, ...part },
      search: search === undefined || search === '' ? null : searchPattern(search),
    })
    const items = lines.map((line) => lineJsonOf(line, run.baseCurrency))
    return { items, nextCursor: nextCursor(count), total: count }
  })
}

function registerCompute(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Work out the provisions at the end of a day, as a draft',
    body: schemas.newRunBody,
    response: { 201: schemas.runJson },
  }
  app.post(path, { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const { asOf, note = null } = request.body
    const run = await deps.db.transaction((tx) => computeRun(tx, { asOf, note }, { actor, at: deps.now() }))
    return reply.code(201).send(runJsonOf(run, actor))
  })
}

function registerDecisions(app: App, deps: Deps): void {
  const decisions = [
    ['approve', 'approved', schemas.approveBody, 'Approve provisions that somebody else worked out'],
    ['reject', 'rejected', schemas.rejectBody, 'Reject provisions, or take own ones back'],
  ] as const
  for (const [act, status, body, summary] of decisions) {
    const schema = { tags, summary, params: schemas.runParams, body, response: { 200: schemas.runJson } }
    app.post(`${path}/:id/${act}`, { config: write, schema }, async (request) => {
      const actor = principalOf(request)
      const decision = { id: request.params.id, status, reason: request.body.reason ?? null }
      const run = await deps.db.transaction((tx) => decideRun(tx, decision, { actor, at: deps.now() }))
      return runJsonOf(run, actor)
    })
  }
}
