import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, listOf } from '../../platform/http/schemas.js'
import * as schemas from './flow-routes-schemas.js'
import { countRunning, findVersion } from './flow-store.js'
import { changeFlow, createFlow, faultsOf, publishFlow, saveDraft } from './manage-flow.js'
import { flowNeeds, presentFlow, presentFlows, versionJson } from './present-flow.js'
import { simulate } from './simulate.js'
import { findSubject, type Approvals } from './subject.js'

const tags = ['approval flows']
const byCode = z.strictObject({ code: codeSchema })
const read = { permission: 'flows:read' } as const
const write = { permission: flowNeeds.edit }

/** Flows as documents: drafts, checks, simulation, publication. */
export function registerFlowRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerFlowReads(app, deps, approvals)
  registerFlowTrials(app, deps, approvals)
  registerFlowWrites(app, deps, approvals)
  registerDrafts(app, deps, approvals)
}

function registerFlowReads(app: App, deps: Deps, approvals: Approvals): void {
  const subjectsSchema = {
    tags,
    summary: 'What is decided by approval, and what its flows may test',
    response: { 200: schemas.subjectsAnswer },
  }
  app.get('/api/v1/approval-subjects', { config: { permission: 'any' }, schema: subjectsSchema }, () => ({
    items: Object.values(approvals.subjects).map((subject) => ({
      key: subject.key,
      name: subject.name,
      fields: subject.fields.map((field) => ({ ...field })),
      actions: subject.actions.map(({ key, name, asksDays }) => ({ key, name, asksDays })),
      conditions: subject.conditions,
      hasAmount: subject.hasAmount,
      hasOwner: subject.hasOwner,
    })),
  }))

  const listSchema = { tags, summary: 'Flows', response: { 200: listOf(schemas.flowItem) } }
  app.get('/api/v1/approval-flows', { config: read, schema: listSchema }, async (request) => ({
    items: await deps.db.transaction((tx) => presentFlows(tx, approvals, principalOf(request))),
    nextCursor: null,
  }))

  const oneSchema = {
    tags,
    summary: 'A flow with its draft and versions',
    params: byCode,
    response: { 200: schemas.flowAnswer },
  }
  app.get('/api/v1/approval-flows/:code', { config: read, schema: oneSchema }, (request) =>
    deps.db.transaction((tx) => presentFlow(tx, approvals, request.params.code, principalOf(request))),
  )

  const versionSchema = {
    tags,
    summary: 'A published version',
    params: z.strictObject({ code: codeSchema, version: z.coerce.number().int().min(1).max(1_000_000) }),
    response: { 200: schemas.versionAnswer },
  }
  const versionPath = '/api/v1/approval-flows/:code/versions/:version'
  app.get(versionPath, { config: read, schema: versionSchema }, async ({ params: { code, version } }) => {
    const found = await findVersion(deps.db, code, version)
    if (!found) throw new Refusal('flow_not_found', { code: `${code}/${version}` })
    return { ...versionJson(found, await countRunning(deps.db)), content: found.content }
  })
}

function registerFlowTrials(app: App, deps: Deps, approvals: Approvals): void {
  const validateSchema = {
    tags,
    summary: 'What is wrong with a flow',
    body: schemas.validateBody,
    response: { 200: schemas.validateAnswer },
  }
  app.post(
    '/api/v1/approval-flows/validate',
    { config: write, schema: validateSchema },
    async ({ body }) => ({
      faults: await faultsOf(deps.db, approvals, body.content),
    }),
  )

  const simulateSchema = {
    tags,
    summary: 'Walk a sample case through a flow: who would be asked, when',
    body: schemas.simulateBody,
    response: { 200: schemas.simulateAnswer },
  }
  app.post('/api/v1/approval-flows/simulate', { config: write, schema: simulateSchema }, ({ body }) => {
    const { submitter, owner = null, amount = null, segment = null, fields } = body.sample
    return simulate(
      deps.db,
      approvals,
      body.content,
      { submitter, owner, amount, segment, fields },
      deps.now(),
    )
  })
}

function registerFlowWrites(app: App, deps: Deps, approvals: Approvals): void {
  const createSchema = {
    tags,
    summary: 'Begin a flow as a draft',
    body: schemas.newFlowBody,
    response: { 201: schemas.flowAnswer },
  }
  app.post('/api/v1/approval-flows', { config: write, schema: createSchema }, async (request, reply) => {
    const { code, content } = request.body
    if (!findSubject(approvals, content.subject)) throw new Refusal('bad_request', { detail: 'subject' })
    const answer = await deps.db.transaction(async (tx) => {
      await createFlow(tx, code, content, { actor: principalOf(request), at: deps.now() })
      return presentFlow(tx, approvals, code, principalOf(request))
    })
    return reply.status(201).send(answer)
  })

  const changeSchema = {
    tags,
    summary: 'Change priority, switch on or off',
    params: byCode,
    body: schemas.settingsBody,
    response: { 200: schemas.flowAnswer },
  }
  app.patch('/api/v1/approval-flows/:code', { config: write, schema: changeSchema }, (request) => {
    const { code } = request.params
    return deps.db.transaction(async (tx) => {
      await changeFlow(tx, code, request.body, { actor: principalOf(request), at: deps.now() })
      return presentFlow(tx, approvals, code, principalOf(request))
    })
  })

  const publishSchema = {
    tags,
    summary: 'Publish the draft as the next version; running cases keep theirs',
    params: byCode,
    body: schemas.publishBody,
    response: { 201: schemas.flowAnswer },
  }
  const publishPath = '/api/v1/approval-flows/:code/publish'
  app.post(publishPath, { config: write, schema: publishSchema }, async (request, reply) => {
    const { code } = request.params
    const { revision, note = null } = request.body
    const answer = await deps.db.transaction(async (tx) => {
      const doing = { actor: principalOf(request), at: deps.now() }
      await publishFlow(tx, approvals, code, { revision, note }, doing)
      return presentFlow(tx, approvals, code, principalOf(request))
    })
    return reply.status(201).send(answer)
  })
}

function registerDrafts(app: App, deps: Deps, approvals: Approvals): void {
  const path = '/api/v1/approval-flows/:code/draft'
  const saveSchema = {
    tags,
    summary: 'Save the draft; it may be unfinished',
    params: byCode,
    body: schemas.draftBody,
    response: { 200: schemas.flowAnswer },
  }
  app.put(path, { config: write, schema: saveSchema }, (request) => {
    const { code } = request.params
    return deps.db.transaction(async (tx) => {
      await saveDraft(tx, code, request.body, { actor: principalOf(request), at: deps.now() })
      return presentFlow(tx, approvals, code, principalOf(request))
    })
  })

  const dropSchema = {
    tags,
    summary: 'Drop the draft',
    params: byCode,
    response: { 200: schemas.flowAnswer },
  }
  app.delete(path, { config: write, schema: dropSchema }, (request) => {
    const { code } = request.params
    return deps.db.transaction(async (tx) => {
      const doing = { actor: principalOf(request), at: deps.now() }
      await saveDraft(tx, code, { content: null, revision: null }, doing)
      return presentFlow(tx, approvals, code, principalOf(request))
    })
  })
}
