import { z } from 'zod'
import { principalOf, type App } from '../../platform/http/create-app.js'
import type { Deps } from '../../platform/deps.js'
import { idSchema } from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import * as schemas from './draft-schemas.js'
import { draftHeadJson, draftJson } from './draft-json.js'
import { listOpenDrafts } from './draft-store.js'
import { beginDraft, dropDraft, getDraft, keepReport, lockOpenDraft, saveDraft } from './edit-draft.js'
import type { RatedBook } from './rated-book.js'
import { scorecardInForce } from './scorecard-in-force.js'
import { submitDraft } from './submit-scorecard.js'
import { validateScorecard } from './validate-scorecard.js'
import { wholeBookOnly } from './whole-book-only.js'

const tags = ['scorecards']
const byId = z.strictObject({ id: idSchema })
const read = { permission: 'policy:read' } as const
const write = { permission: 'ratings:write' } as const

/** Drafts of scorecards: begin, save, validate, submit, drop. */
export function registerDraftRoutes(app: App, deps: Deps, approvals: Approvals, book: RatedBook): void {
  registerReads(app, deps)
  registerEdits(app, deps)
  registerEnds(app, deps, approvals, book)
}

function registerReads(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Drafts of scorecards that are worked on or wait for approval, last touched first',
    response: { 200: schemas.draftsAnswer },
  }
  app.get('/api/v1/scorecard-drafts', { config: read, schema: listSchema }, () =>
    deps.db.transaction(async (tx) => {
      const drafts = await listOpenDrafts(tx)
      const items = await Promise.all(drafts.map((draft) => draftHeadJson(tx, draft, deps.now())))
      return { items, nextCursor: null }
    }),
  )

  const oneSchema = {
    tags,
    summary: 'A draft in full, with what differs from the version that it changes',
    params: byId,
    response: { 200: schemas.draftAnswer },
  }
  app.get('/api/v1/scorecard-drafts/:id', { config: read, schema: oneSchema }, ({ params: { id } }) =>
    deps.db.transaction(async (tx) => draftJson(tx, await getDraft(tx, id), deps.now())),
  )
}

function registerEdits(app: App, deps: Deps): void {
  const newSchema = {
    tags,
    summary: 'Begin a draft of a scorecard',
    body: schemas.newDraftBody,
    response: { 201: schemas.draftAnswer },
  }
  app.post('/api/v1/scorecard-drafts', { config: write, schema: newSchema }, async (request, reply) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'ratings:write'), at: deps.now() }
    const answer = await deps.db.transaction(async (tx) =>
      draftJson(tx, await beginDraft(tx, request.body, doing), doing.at),
    )
    return reply.code(201).send(answer)
  })

  const saveSchema = {
    tags,
    summary: 'Save a draft',
    params: byId,
    body: schemas.saveDraftBody,
    response: { 200: schemas.draftAnswer },
  }
  app.put('/api/v1/scorecard-drafts/:id', { config: write, schema: saveSchema }, async (request) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'ratings:write'), at: deps.now() }
    return deps.db.transaction(async (tx) =>
      draftJson(tx, await saveDraft(tx, request.params.id, request.body, doing), doing.at),
    )
  })

  const dropSchema = { tags, summary: 'Drop a draft', params: byId, response: { 204: z.undefined() } }
  app.delete(
    '/api/v1/scorecard-drafts/:id',
    { config: write, schema: dropSchema },
    async (request, reply) => {
      const doing = { actor: wholeBookOnly(principalOf(request), 'ratings:write'), at: deps.now() }
      await deps.db.transaction((tx) => dropDraft(tx, request.params.id, doing))
      return reply.code(204).send()
    },
  )
}

function registerEnds(app: App, deps: Deps, approvals: Approvals, book: RatedBook): void {
  const validateSchema = {
    tags,
    summary: 'Check a draft and try it on the whole book; the report is kept with it',
    params: byId,
    body: schemas.revisionBody,
    response: { 200: schemas.draftAnswer },
  }
  const path = '/api/v1/scorecard-drafts/:id'
  app.post(`${path}/validate`, { config: write, schema: validateSchema }, async (request) => {
    const { params, body } = request
    const doing = { actor: wholeBookOnly(principalOf(request), 'ratings:write'), at: deps.now() }
    const { inForce, content } = await deps.db.transaction(async (tx) => ({
      inForce: await scorecardInForce(tx, doing.at),
      content: (await lockOpenDraft(tx, params.id, body.revision)).content,
    }))
    const report = await validateScorecard(book, inForce, content, doing.at)
    return deps.db.transaction(async (tx) =>
      draftJson(tx, await keepReport(tx, params.id, body.revision, report, doing), doing.at),
    )
  })

  const submitSchema = {
    tags,
    summary: 'Publish a validated draft; where an approval is needed it waits (202)',
    params: byId,
    body: schemas.submitBody,
    response: { 201: schemas.submittedAnswer, 202: schemas.submittedAnswer },
  }
  app.post(`${path}/submit`, { config: write, schema: submitSchema }, async (request, reply) => {
    const { params, body } = request
    const doing = { actor: wholeBookOnly(principalOf(request), 'ratings:write'), at: deps.now() }
    const asked = {
      revision: body.revision,
      validFrom: body.validFrom === undefined ? null : new Date(body.validFrom),
      reason: body.reason ?? null,
    }
    const way = await deps.db.transaction((tx) => submitDraft(tx, approvals, params.id, asked, doing))
    if (way.kind === 'waits') return reply.code(202).send({ version: null, caseId: way.caseId })
    return reply.code(201).send({ version: way.published.version, caseId: null })
  })
}
