import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { listOf } from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import { deleteDraft } from '../policy/document-draft-store.js'
import { draftJson, keepDraft } from '../policy/keep-draft.js'
import { publishOrAsk } from '../policy/publication-approval.js'
import type { StrategyDocument } from './domain/strategy.js'
import { faultsOfStrategies, publishStrategies, requireSoundStrategies } from './publish-strategies.js'
import { strategyDocumentSchema, strategyDraft } from './strategy-schemas.js'
import { listStrategies, strategiesInForce, type StrategiesVersion } from './strategy-store.js'

const PATH = '/api/v1/collection-strategies'
const tags = ['collection strategies']
const read = { permission: 'collections:read' } as const
const needs = { edit: 'strategies:write' } as const
const write = { permission: needs.edit }

const versionSchema = z.object({
  version: z.int(),
  content: strategyDocumentSchema,
  validFrom: z.string(),
  createdBy: z.string(),
  inForce: z.boolean(),
  allowed: z.array(z.enum(['edit'])),
})

/** Strategies as a versioned document: read, drafted, published. */
export function registerStrategyRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerVersions(app, deps, approvals)
  registerDraft(app, deps)
}

function registerVersions(app: App, deps: Deps, approvals: Approvals): void {
  const listSchema = {
    tags,
    summary: 'Versions of the collection strategies, newest first',
    response: { 200: listOf(versionSchema) },
  }
  app.get(PATH, { config: read, schema: listSchema }, async (request) => {
    const current = await deps.db.transaction((tx) => strategiesInForce(tx, deps.now()))
    const actor = principalOf(request)
    const versions = await listStrategies(deps.db)
    return { items: versions.map((one) => present(one, current.version, actor)), nextCursor: null }
  })

  const publishSchema = {
    tags,
    summary: 'Publish a new version, in force at once; where a flow asks for approval it waits (202)',
    body: strategyDocumentSchema,
    response: { 201: versionSchema, 202: z.object({ caseId: z.string() }) },
  }
  app.post(PATH, { config: write, schema: publishSchema }, async (request, reply) => {
    const actor = principalOf(request)
    const at = deps.now()
    const content = request.body
    const published = await deps.db.transaction(async (tx) => {
      await requireSoundStrategies(tx, content, at)
      const { version: baseVersion } = await strategiesInForce(tx, at)
      const publishing = {
        kind: 'collection-strategies',
        content,
        baseVersion,
        validFrom: null,
        actor,
        at,
      } as const
      const way = await publishOrAsk(tx, approvals, publishing)
      return way.direct ? publishStrategies(tx, content, { actor, at, createdBy: actor.label }) : way
    })
    if ('caseId' in published) return reply.status(202).send({ caseId: published.caseId })
    return reply.status(201).send(present(published, published.version, actor))
  })
}

function registerDraft(app: App, deps: Deps): void {
  const answer = async () => {
    const at = deps.now()
    return deps.db.transaction(async (tx) => {
      const { version } = await strategiesInForce(tx, at)
      const draft = await draftJson(tx, 'collection-strategies', version)
      if (!draft) return { draft: null }
      const content = draft.content as StrategyDocument
      return { draft: { ...draft, content, faults: await faultsOfStrategies(tx, content, at) } }
    })
  }
  const path = `${PATH}/draft`
  const response = { 200: strategyDraft.answer }
  const getSchema = { tags, summary: 'The draft of the strategies', response }
  app.get(path, { config: write, schema: getSchema }, answer)

  const putSchema = {
    tags,
    summary: 'Save the draft; it may be unfinished',
    body: strategyDraft.body,
    response,
  }
  app.put(path, { config: write, schema: putSchema }, async (request) => {
    const at = deps.now()
    const actor = principalOf(request)
    await deps.db.transaction((tx) =>
      keepDraft(tx, { kind: 'collection-strategies', ...request.body }, { actor, at }),
    )
    return answer()
  })

  const dropSchema = { tags, summary: 'Drop the draft', response }
  app.delete(path, { config: write, schema: dropSchema }, async () => {
    await deps.db.transaction((tx) => deleteDraft(tx, 'collection-strategies'))
    return answer()
  })
}

function present(
  { version, content, validFrom, createdBy }: StrategiesVersion,
  current: number,
  actor: Principal,
) {
  return {
    ...{ version, content, createdBy, validFrom: validFrom.toISOString() },
    inForce: version === current,
    allowed: version === current ? actsOf(actor, needs) : [],
  }
}
