import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema, idSchema, moneyJsonSchema } from '../../platform/http/schemas.js'
import { obstacleText } from '../policy/domain/automatic.js'
import { listAccountCodes } from './account-codes-store.js'
import { applyAutomatic, tryAutomatic, type AutomaticRun } from './automatic-limits.js'
import type { LimitEffects } from './limit-effects.js'
import { undoAutomatic } from './undo-automatic.js'

const tags = ['limits']
const config = { permission: 'limits:write' } as const

const runAnswer = z.object({
  policyVersion: z.int(),
  enabled: z.boolean().describe('False when the policy in force adjusts nothing by itself'),
  proposed: z.int(),
  applied: z.int().describe('Put in force, or of a dry run: would be'),
  left: z
    .array(z.object({ code: z.string(), text: bilingualSchema, count: z.int() }))
    .describe('Why the others are left to people; one may have several reasons'),
  items: z
    .array(
      z.object({
        customerCode: z.string(),
        segment: z.string(),
        grade: z.string().nullable(),
        current: moneyJsonSchema,
        proposed: moneyJsonSchema,
      }),
    )
    .describe('Of a dry run: the first of what would be put in force'),
})

/** Raises and cuts that the policy makes by itself: tried, run on demand, and undone within a day. */
export function registerAutomaticRoutes(app: App, deps: Deps, effects: LimitEffects): void {
  const trySchema = {
    tags,
    summary: 'What automatic raises and cuts would do now; nothing is written',
    response: { 200: runAnswer },
  }
  app.post('/api/v1/limit-proposals/automatic/try', { config, schema: trySchema }, async (request) => {
    const actor = wholeBook(principalOf(request))
    return runJson(deps, await tryAutomatic(deps, actor))
  })

  const runSchema = {
    tags,
    summary: 'Compute proposals for the book and put those within the bounds of the policy in force',
    response: { 200: runAnswer },
  }
  app.post('/api/v1/limit-proposals/automatic', { config, schema: runSchema }, async (request) => {
    const actor = wholeBook(principalOf(request))
    return runJson(deps, await applyAutomatic(deps, actor, effects))
  })

  const undoSchema = {
    tags,
    summary: 'Take back a change that the policy made by itself, within a day',
    params: z.strictObject({ id: idSchema }),
    response: { 204: z.null() },
  }
  app.post('/api/v1/limit-proposals/:id/undo', { config, schema: undoSchema }, async (request, reply) => {
    const actor = principalOf(request)
    await deps.db.transaction((tx) =>
      undoAutomatic(tx, request.params.id, { actor, at: deps.now(), effects }),
    )
    return reply.status(204).send(null)
  })
}

function wholeBook(actor: Principal): Principal {
  if (actor.scope !== null) throw new Refusal('forbidden', { permission: 'limits:write' })
  return actor
}

async function runJson({ db }: Deps, run: AutomaticRun) {
  const codes = await listAccountCodes(
    db,
    run.listed.map(({ accountId }) => accountId),
  )
  return {
    ...{
      policyVersion: run.policyVersion,
      enabled: run.enabled,
      proposed: run.proposed,
      applied: run.applied,
    },
    left: [...run.obstacles].map(([code, count]) => ({ code, text: obstacleText(code), count })),
    items: run.listed.flatMap(({ accountId, grade, currency, currentMinor, proposedMinor }) => {
      const found = codes.get(accountId)
      if (!found) return []
      return {
        ...{ customerCode: found.customerCode, segment: found.segmentCode, grade },
        current: moneyJson(currentMinor ?? 0n, currency),
        proposed: moneyJson(proposedMinor ?? 0n, currency),
      }
    }),
  }
}
