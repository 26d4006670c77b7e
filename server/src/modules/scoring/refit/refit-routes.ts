import { z } from 'zod'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { bilingualSchema, codeSchema, idSchema, listOf } from '../../../platform/http/schemas.js'
import { deLongJson } from '../models/report-schemas.js'
import { horizon, runHead } from '../validation/back-test-schemas.js'
import { cancelRun, getRun } from '../validation/do-run.js'
import { runHeadJson } from '../validation/run-json.js'
import { listRuns, type ValidationRun } from '../validation/validation-run-store.js'
import { wholeBookOnly } from '../whole-book-only.js'
import { changeRefitSettings, requestRefit } from './refit.js'
import { readRefitSettings, type StoredRefitSettings } from './refit-settings-store.js'

const tags = ['validation']
const read = { permission: 'policy:read' } as const
const write = { permission: 'models:write' } as const
const byId = z.strictObject({ id: idSchema })
const path = '/api/v1/scorecard-refits'

const weight = z.int().min(1).max(10_000)
const guardrails = z
  .strictObject({
    maxChangeBp: z.int().min(10).max(10_000).describe('Basis points by which a weight may change at once'),
    minWeightBp: weight,
    maxWeightBp: weight,
    indicators: z
      .record(
        codeSchema,
        z.strictObject({ minBp: weight, maxBp: weight }).refine(({ minBp, maxBp }) => minBp <= maxBp, {
          message: 'the minimum lies above the maximum',
          path: ['minBp'],
        }),
      )
      .describe('Bounds of single indicators instead of the general ones'),
    minBads: z.int().min(10).max(100_000),
    minGoods: z.int().min(10).max(1_000_000),
    psiMax: z.number().min(0).max(5),
    aucMargin: z.number().min(0).max(0.5).describe('By which the later cases must be ranked better'),
  })
  .refine(({ minWeightBp, maxWeightBp }) => minWeightBp <= maxWeightBp, {
    message: 'the minimum lies above the maximum',
    path: ['minWeightBp'],
  })

const settings = {
  active: z.boolean().describe('Done by itself; on demand it is done in any case'),
  cadence: z.enum(['monthly', 'quarterly']),
  lookbackMonths: z.int().min(3).max(60),
  horizonMonths: horizon,
  overdueDays: z.int().min(1).max(365),
  guardrails,
}

const settingsBody = z.strictObject(settings)
const settingsJson = z.object({ ...settings, updatedBy: z.string(), updatedAt: z.string() })

const maybe = z.number().nullable()
const part = z.object({
  ...{ from: z.string(), to: z.string(), cases: z.int(), bads: z.int() },
  test: deLongJson.nullable().describe('A is the scorecard in force, B the re-fitted one'),
})

const resultJson = z.object({
  gates: z.array(
    z.object({
      code: z.enum(['bads', 'goods', 'later-bads', 'later-goods', 'psi', 'auc', 'change']),
      ...{ passed: z.boolean(), value: maybe, limit: z.number() },
    }),
  ),
  passed: z.boolean(),
  fit: part,
  later: part.describe('Later cases, which it was not fitted on'),
  psi: maybe,
  weights: z.array(
    z.object({
      ...{ indicator: z.string(), label: bilingualSchema, dimension: z.string() },
      ...{ beforeBp: z.int(), afterBp: z.int() },
      boundBy: z.enum(['max-change', 'minimum', 'maximum']).nullable(),
    }),
  ),
  baseVersion: z.int(),
  draftId: z.string().nullable().describe('The draft that came out; null when a gate was not passed'),
  effect: z.object({ customers: z.int(), up: z.int(), down: z.int() }).nullable(),
})

const headJson = z.object(runHead)
const oneJson = headJson.extend({ result: resultJson.nullable() })

/** Weights of the scorecard estimated anew, within guardrails; what comes out is a draft. */
export function registerRefitRoutes(app: App, deps: Deps): void {
  registerRuns(app, deps)
  const settingsPath = '/api/v1/scorecard-refit-settings'
  const readSchema = {
    tags,
    summary: 'How and within which bounds weights are estimated anew',
    response: { 200: settingsJson },
  }
  app.get(settingsPath, { config: read, schema: readSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    return settingsOf(await readRefitSettings(deps.db))
  })

  const changeSchema = {
    tags,
    summary: 'Change the schedule and the guardrails of re-fits',
    body: settingsBody,
    response: { 200: settingsJson },
  }
  const config = { permission: 'policy:write' } as const
  app.put(settingsPath, { config, schema: changeSchema }, async (request) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'policy:write'), at: deps.now() }
    return settingsOf(await deps.db.transaction((tx) => changeRefitSettings(tx, request.body, doing)))
  })
}

function registerRuns(app: App, deps: Deps): void {
  const startSchema = {
    tags,
    summary: 'Estimate the weights anew with the settings as they are; poll for the result',
    response: { 202: headJson },
  }
  app.post(path, { config: write, schema: startSchema }, async (request, reply) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'models:write'), at: deps.now() }
    return reply.code(202).send(runHeadJson(await deps.db.transaction((tx) => requestRefit(tx, doing))))
  })

  const cancelSchema = {
    tags,
    summary: 'Stop a re-fit that has not ended',
    params: byId,
    response: { 200: headJson },
  }
  app.post(`${path}/:id/cancel`, { config: write, schema: cancelSchema }, async (request) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'models:write'), at: deps.now() }
    return runHeadJson(await deps.db.transaction((tx) => cancelRun(tx, 'refit', request.params.id, doing)))
  })

  const listSchema = { tags, summary: 'Re-fits, newest first', response: { 200: listOf(headJson) } }
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    return { items: (await listRuns(deps.db, 'refit')).map(runHeadJson), nextCursor: null }
  })

  const oneSchema = {
    tags,
    summary: 'A re-fit: how far it is, and its report of changes',
    params: byId,
    response: { 200: oneJson },
  }
  app.get(`${path}/:id`, { config: read, schema: oneSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    const run: ValidationRun = await getRun(deps.db, 'refit', request.params.id)
    return { ...runHeadJson(run), result: run.result as z.infer<typeof resultJson> | null }
  })
}

function settingsOf({ updatedAt, guardrails: rails, ...rest }: StoredRefitSettings) {
  return {
    ...rest,
    guardrails: { ...rails, indicators: { ...rails.indicators } },
    updatedAt: updatedAt.toISOString(),
  }
}
