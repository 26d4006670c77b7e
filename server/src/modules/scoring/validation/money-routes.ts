import { z } from 'zod'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { idSchema, listOf, moneyJsonSchema } from '../../../platform/http/schemas.js'
import { deLongJson } from '../models/report-schemas.js'
import { wholeBookOnly } from '../whole-book-only.js'
import { horizon, runHead } from './back-test-schemas.js'
import { requestMoneyComparison } from './compare-money.js'
import { getRun } from './do-run.js'
import { runHeadJson } from './run-json.js'
import { listRuns, type ValidationRun } from './validation-run-store.js'

const tags = ['validation']
const read = { permission: 'policy:read' } as const
const write = { permission: 'models:write' } as const
const path = '/api/v1/money-comparisons'

const body = z.strictObject({
  champion: idSchema,
  challenger: idSchema,
  horizonMonths: horizon.default(12),
  overdueDays: z.int().min(1).max(365).default(90),
  marginBasisPoints: z.int().min(0).max(10_000).default(1_000).describe('What of a sale is earned'),
})

const refusedJson = z.object({
  bads: z.int(),
  goods: z.int(),
  badAvoided: moneyJsonSchema,
  salesLost: moneyJsonSchema,
  net: moneyJsonSchema.describe('Bad debt avoided less the margin of the sales lost'),
})

const resultJson = z.object({
  ...{ cases: z.int(), bads: z.int(), customers: z.int(), from: z.string(), to: z.string() },
  paired: deLongJson.nullable().describe('A is the champion'),
  lines: z.array(
    z.object({ share: z.number(), cases: z.int(), champion: refusedJson, challenger: refusedJson }),
  ),
})

const headJson = z.object({ ...runHead, settings: z.object(body.shape) })
const oneJson = headJson.extend({ result: resultJson.nullable() })

/** Champion against challenger in money, on live customers. */
export function registerMoneyRoutes(app: App, deps: Deps): void {
  const startSchema = {
    tags,
    summary: 'Weigh two models in money by their scores beside live ratings; poll for the result',
    body,
    response: { 202: headJson },
  }
  app.post(path, { config: write, schema: startSchema }, async (request, reply) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'models:write'), at: deps.now() }
    const run = await deps.db.transaction((tx) => requestMoneyComparison(tx, request.body, doing))
    return reply.code(202).send(headOf(run))
  })

  const listSchema = {
    tags,
    summary: 'Comparisons in money, newest first',
    response: { 200: listOf(headJson) },
  }
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    return { items: (await listRuns(deps.db, 'money')).map(headOf), nextCursor: null }
  })

  const oneSchema = {
    tags,
    summary: 'A comparison in money: how far it is, and what it found',
    params: z.strictObject({ id: idSchema }),
    response: { 200: oneJson },
  }
  app.get(`${path}/:id`, { config: read, schema: oneSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    const run = await getRun(deps.db, 'money', request.params.id)
    return { ...headOf(run), result: run.result as z.infer<typeof resultJson> | null }
  })
}

function headOf(run: Omit<ValidationRun, 'result'>) {
  return { ...runHeadJson(run), settings: run.settings as z.infer<typeof body> }
}
