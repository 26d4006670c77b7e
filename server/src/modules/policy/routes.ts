import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { idSchema } from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { policyInForce } from './policy-in-force.js'
import * as schemas from './policy-schemas.js'
import { listPolicies, type PolicyVersion } from './policy-store.js'
import { proposalJson, totalJson } from './proposal-json.js'
import { findProposal, listProposals, sumProposals } from './proposal-list-store.js'
import { proposeLimits } from './propose-limits.js'
import { publishOrAsk } from './publication-approval.js'
import { cancelPolicy, checkPolicy, publishPolicy } from './publish-policy.js'

/** Credit policies, and the limits that they propose. Deciding on proposals belongs to limits. */
export function registerPolicyRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerPolicies(app, deps, approvals)
  registerCancellation(app, deps)
  registerRun(app, deps)
  registerProposals(app, deps)
}

const needs = { edit: 'policy:write' } as const

type PolicyStatus = 'scheduled' | 'in-force' | 'past' | 'cancelled'

function allowedOn(status: PolicyStatus, actor: Principal): ('edit' | 'cancel')[] {
  if (status === 'in-force') return actsOf(actor, needs)
  return status === 'scheduled' ? actsOf(actor, { cancel: needs.edit }) : []
}

function statusOf(
  { version, validFrom, cancelled }: PolicyVersion,
  inForce: PolicyVersion,
  at: Date,
): PolicyStatus {
  if (cancelled) return 'cancelled'
  if (version === inForce.version) return 'in-force'
  return validFrom > at ? 'scheduled' : 'past'
}

function policyJson(
  policy: PolicyVersion,
  inForce: PolicyVersion,
  {
    baseCurrency,
    actor,
    at,
  }: { readonly baseCurrency: string; readonly actor: Principal; readonly at: Date },
) {
  const { cancelled } = policy
  const status = statusOf(policy, inForce, at)
  return {
    version: policy.version,
    inForce: policy.version === inForce.version,
    status,
    allowed: allowedOn(status, actor),
    cancelled: cancelled && { ...cancelled, at: cancelled.at.toISOString() },
    validFrom: policy.validFrom.toISOString(),
    createdBy: policy.createdBy,
    createdAt: policy.createdAt.toISOString(),
    baseCurrency,
    content: policy.content as schemas.PolicyBody,
  }
}

function registerPolicies(app: App, deps: Deps, approvals: Approvals): void {
  const schema = {
    tags: ['policies'],
    summary: 'Versions of the credit policy, newest first',
    response: { 200: schemas.policiesAnswer },
  }
  app.get('/api/v1/policies', { config: { permission: 'policy:read' }, schema }, async (request) => {
    const actor = principalOf(request)
    const { baseCurrency } = await getOrganisation(deps.db)
    const at = deps.now()
    const inForce = await deps.db.transaction((tx) => policyInForce(tx, at))
    const policies = await listPolicies(deps.db)
    return {
      items: policies.map((policy) => policyJson(policy, inForce, { baseCurrency, actor, at })),
      nextCursor: null,
    }
  })

  const postSchema = {
    tags: ['policies'],
    summary: 'Publish a credit policy as the next version; where a flow asks for approval it waits (202)',
    body: schemas.newPolicyBody,
    response: { 201: schemas.policyJson, 202: z.object({ caseId: z.string() }) },
  }
  const config = { permission: needs.edit }
  app.post('/api/v1/policies', { config, schema: postSchema }, async (request, reply) => {
    const { content, validFrom } = request.body
    const at = deps.now()
    const actor = principalOf(request)
    const starts = validFrom === undefined ? null : new Date(validFrom)
    const answer = await deps.db.transaction(async (tx) => {
      const { baseCurrency } = await getOrganisation(tx)
      checkPolicy(content)
      const [newest = await policyInForce(tx, at)] = await listPolicies(tx)
      const publishing = {
        kind: 'policy',
        content,
        baseVersion: newest.version,
        validFrom: starts,
        actor,
        at,
      } as const
      const way = await publishOrAsk(tx, approvals, publishing)
      if (!way.direct) return way
      const published = await publishPolicy(tx, content, { actor, at, validFrom: starts ?? at })
      return policyJson(published, await policyInForce(tx, at), { baseCurrency, actor, at })
    })
    if ('caseId' in answer) return reply.code(202).send({ caseId: answer.caseId })
    return reply.code(201).send(answer)
  })
}

function registerCancellation(app: App, deps: Deps): void {
  const schema = {
    tags: ['policies'],
    summary: 'Take back a published policy before its date',
    params: z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) }),
    body: schemas.cancelBody,
    response: { 200: schemas.policyJson },
  }
  const config = { permission: needs.edit }
  app.post('/api/v1/policies/:version/cancel', { config, schema }, async (request) => {
    const actor = principalOf(request)
    const at = deps.now()
    const { version } = request.params
    return deps.db.transaction(async (tx) => {
      const { baseCurrency } = await getOrganisation(tx)
      const cancelled = await cancelPolicy(tx, version, { actor, at, reason: request.body.reason })
      return policyJson(cancelled, await policyInForce(tx, at), { baseCurrency, actor, at })
    })
  })
}

function registerRun(app: App, deps: Deps): void {
  const schema = {
    tags: ['limits'],
    summary: 'Compute limit and terms of every account and open a proposal where they differ',
    body: schemas.runBody,
    response: { 200: schemas.runAnswer },
  }
  app.post(
    '/api/v1/limit-proposals/run',
    { config: { permission: 'limits:propose' }, schema },
    async (request) => {
      const actor = principalOf(request)
      if (actor.scope !== null) throw new Refusal('forbidden', { permission: 'limits:propose' })
      return proposeLimits(deps, { asOf: request.body?.asOf, actor })
    },
  )
}

function registerProposals(app: App, deps: Deps): void {
  const config = { permission: 'limits:read' } as const
  const schema = {
    tags: ['limits'],
    summary: 'Limit proposals and requests, with totals of all that the filter finds',
    querystring: schemas.proposalsQuery,
    response: { 200: schemas.proposalsAnswer },
  }
  app.get('/api/v1/limit-proposals', { config, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const { sort, ...narrow } = asked
    const filter = { ...narrow, onlyCustomersOf: principalOf(request).onlyCustomersOf }
    const proposals = await listProposals(deps.db, filter, { sort, ...part })
    const totals = await sumProposals(deps.db, filter)
    const total = totals.reduce((sum, { count }) => sum + count, 0)
    return {
      items: proposals.map((proposal) => proposalJson(proposal, principalOf(request), deps.now())),
      nextCursor: nextCursor(total),
      total,
      totals: totals.map(totalJson),
    }
  })

  const oneSchema = {
    tags: ['limits'],
    summary: 'One limit proposal with its calculation',
    params: z.strictObject({ id: idSchema }),
    response: { 200: schemas.proposalJson },
  }
  app.get('/api/v1/limit-proposals/:id', { config, schema: oneSchema }, async (request) => {
    const { id } = request.params
    const proposal = await findProposal(deps.db, id, principalOf(request).onlyCustomersOf)
    if (!proposal) throw new Refusal('proposal_not_found', { id })
    return proposalJson(proposal, principalOf(request), deps.now())
  })
}
