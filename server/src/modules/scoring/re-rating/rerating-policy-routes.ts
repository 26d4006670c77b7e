import { z } from 'zod'
import { actsOf, type Principal } from '../../../kernel/access.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { publishReratingPolicy } from './publish-rerating-policy.js'
import { reratingPolicyInForce } from './rerating-policy-in-force.js'
import * as schemas from './rerating-policy-schemas.js'
import { listReratingPolicies, type ReratingPolicyVersion } from './rerating-policy-store.js'

const tags = ['re-rating']
const path = '/api/v1/rerating-policies'
const needs = { edit: 'policy:write' } as const

/** The settings of re-rating as a versioned document. */
export function registerReratingPolicyRoutes(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Versions of the re-rating settings, newest first; version 0 when none has been published',
    response: { 200: z.object({ items: z.array(schemas.reratingPolicyJson), nextCursor: z.null() }) },
  }
  app.get(path, { config: { permission: 'policy:read' }, schema }, async (request) => {
    const actor = principalOf(request)
    const inForce = await reratingPolicyInForce(deps.db, deps.now())
    const versions = await listReratingPolicies(deps.db)
    const all = inForce.version === 0 ? [...versions, inForce] : versions
    return { items: all.map((one) => jsonOf(one, inForce, actor)), nextCursor: null }
  })

  const postSchema = {
    tags,
    summary: 'Publish re-rating settings as the next version',
    body: schemas.newReratingPolicyBody,
    response: { 201: schemas.reratingPolicyJson },
  }
  app.post(path, { config: { permission: needs.edit }, schema: postSchema }, async (request, reply) => {
    const actor = principalOf(request)
    const { content, validFrom, reason, baseVersion } = request.body
    const at = deps.now()
    const starts = validFrom === undefined ? at : new Date(validFrom)
    const answer = await deps.db.transaction(async (tx) => {
      const context = { actor, at, validFrom: starts, reason, baseVersion }
      const published = await publishReratingPolicy(tx, content, context)
      return jsonOf(published, await reratingPolicyInForce(tx, at), actor)
    })
    return reply.code(201).send(answer)
  })
}

function jsonOf(policy: ReratingPolicyVersion, inForce: ReratingPolicyVersion, actor: Principal) {
  const { content } = policy
  return {
    version: policy.version,
    inForce: policy.version === inForce.version,
    allowed: policy.version === inForce.version ? actsOf(actor, needs) : [],
    validFrom: policy.validFrom.toISOString(),
    reason: policy.reason,
    createdBy: policy.createdBy,
    createdAt: policy.createdAt.toISOString(),
    content: content as z.output<typeof schemas.reratingPolicySchema>,
  }
}
