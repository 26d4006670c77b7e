import { z } from 'zod'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, daySchema, reasonSchema } from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import { findCustomer } from '../customers/customer-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { grades } from './domain/grade-scale.js'
import { overrideRating } from './override-rating.js'
import { listOverrides, type RatingOverride } from './rating-override-store.js'

const tags = ['ratings']
const byCode = z.strictObject({ code: codeSchema })

const overrideJson = z.object({
  id: z.string(),
  grade: z.enum(grades),
  modelGrade: z.enum(grades),
  reason: z.string(),
  validUntil: z.string(),
  status: z.enum(['requested', 'active', 'rejected', 'withdrawn', 'ended']),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedAt: z.string().nullable(),
  caseId: z.string().optional().describe('The approval that decides on it'),
})

/** Grades set by people instead of the scorecard's. */
export function registerOverrideRoutes(app: App, deps: Deps, approvals: Approvals): void {
  const path = '/api/v1/customers/:code/rating-overrides'
  const listSchema = {
    tags,
    summary: 'Overrides of a grade, newest first',
    params: byCode,
    response: { 200: z.object({ items: z.array(overrideJson) }) },
  }
  app.get(path, { config: { permission: 'ratings:read' }, schema: listSchema }, async (request) => {
    const { code } = request.params
    const customer = await findCustomer(deps.db, code, principalOf(request).onlyCustomersOf)
    if (!customer) throw new Refusal('customer_not_found', { code })
    return { items: (await listOverrides(deps.db, customer.id)).map(jsonOf) }
  })

  const schema = {
    tags,
    summary: 'Set a grade by hand until a day; where an approval is needed it waits (202)',
    params: byCode,
    body: z.strictObject({ grade: z.enum(grades), reason: reasonSchema, validUntil: daySchema }),
    response: { 201: overrideJson, 202: overrideJson },
  }
  app.post(path, { config: { permission: 'ratings:write' }, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const { code } = request.params
    const at = deps.now()
    const { override, caseId } = await deps.db.transaction(async (tx) => {
      const customer = await findCustomer(tx, code, actor.onlyCustomersOf)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const today = dayInZone(at, (await getOrganisation(tx)).timeZone)
      return overrideRating(tx, approvals, customer, request.body, { actor, at, today })
    })
    const answer = { ...jsonOf(override), ...(caseId === null ? {} : { caseId }) }
    return reply.status(caseId === null ? 201 : 202).send(answer)
  })
}

function jsonOf(override: RatingOverride) {
  const { id, grade, modelGrade, reason, validUntil, status, requestedBy } = override
  return {
    ...{ id, grade, modelGrade, reason, validUntil, status, requestedBy },
    requestedAt: override.requestedAt.toISOString(),
    decidedAt: override.decidedAt?.toISOString() ?? null,
  }
}
