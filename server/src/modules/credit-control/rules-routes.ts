import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { listOf } from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import { publishOrAsk } from '../policy/publication-approval.js'
import { publishRules } from './publish-rules.js'
import { rulesBodySchema, rulesDocumentSchema } from './rules-schemas.js'
import { listRules, rulesInForce, type RulesVersion } from './rules-store.js'

const needs = { edit: 'rules:write' } as const

const versionSchema = z.object({
  version: z.number(),
  content: rulesDocumentSchema,
  validFrom: z.string().nullable().describe('null: since the beginning'),
  createdBy: z.string(),
  inForce: z.boolean(),
  allowed: z
    .array(z.enum(['edit']))
    .describe('What you may do with it: the version in force is edited into the next'),
})

/** Routes of control rules. */
export function registerRulesRoutes(app: App, deps: Deps, approvals: Approvals): void {
  app.get('/api/v1/control-rules', {
    config: { permission: 'rules:read' },
    schema: {
      tags: ['control rules'],
      summary: 'Versions of the control rules, newest first',
      response: { 200: listOf(versionSchema) },
    },
    handler: async (request) => {
      const current = await deps.db.transaction((tx) => rulesInForce(tx, deps.now()))
      const versions = await listRules(deps.db)
      return {
        items: versions.map((version) => present(version, current.version, principalOf(request))),
        nextCursor: null,
      }
    },
  })

  app.post('/api/v1/control-rules', {
    config: { permission: needs.edit },
    schema: {
      tags: ['control rules'],
      summary:
        'Publish a new version, in force at once, unless another has come first; where a flow asks for approval it waits (202)',
      body: rulesBodySchema,
      response: { 201: versionSchema, 202: z.object({ caseId: z.string() }) },
    },
    handler: async (request, reply) => {
      const actor = principalOf(request)
      const at = deps.now()
      const { baseVersion: begunFrom, ...content } = request.body
      const published = await deps.db.transaction(async (tx) => {
        const { version: now } = await rulesInForce(tx, at)
        const baseVersion = begunFrom ?? now
        // Said before an approval begins, too: nobody should decide on a change of what is no longer in force.
        if (baseVersion !== now) throw new Refusal('publication_outdated', { base: baseVersion, now })
        const publishing = {
          kind: 'control-rules',
          content,
          baseVersion,
          validFrom: null,
          actor,
          at,
        } as const
        const way = await publishOrAsk(tx, approvals, publishing)
        return way.direct
          ? publishRules(tx, content, { actor, at, createdBy: actor.label, baseVersion })
          : way
      })
      if ('caseId' in published) return reply.status(202).send({ caseId: published.caseId })
      return reply.status(201).send(present(published, published.version, actor))
    },
  })
}

function present(
  { version, content, validFrom, createdBy }: RulesVersion,
  current: number,
  actor: Principal,
) {
  const beginning = !(validFrom instanceof Date)
  return {
    version,
    content,
    validFrom: beginning ? null : validFrom.toISOString(),
    createdBy,
    inForce: version === current,
    allowed: version === current ? actsOf(actor, needs) : [],
  }
}
