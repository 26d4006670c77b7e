import { z } from 'zod'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { idSchema } from '../../../platform/http/schemas.js'
import { recordAccess } from '../../audit/record-audit.js'
import { wholeBookOnly } from '../whole-book-only.js'
import { backTestCsv } from './back-test-csv.js'
import { requestBackTest } from './back-test.js'
import * as schemas from './back-test-schemas.js'
import { cancelRun, getRun } from './do-run.js'
import { runHeadJson } from './run-json.js'
import { listRuns, type ValidationRun } from './validation-run-store.js'

const tags = ['validation']
const read = { permission: 'policy:read' } as const
const write = { permission: 'models:write' } as const
const byId = z.strictObject({ id: idSchema })
const path = '/api/v1/back-tests'

/** Past ratings held against what happened afterwards. */
export function registerBackTestRoutes(app: App, deps: Deps): void {
  const startSchema = {
    tags,
    summary: 'Hold past ratings against what happened afterwards; poll for the result',
    body: schemas.backTestBody,
    response: { 202: schemas.backTestHead },
  }
  app.post(path, { config: write, schema: startSchema }, async (request, reply) => {
    const actor = wholeBookOnly(principalOf(request), 'models:write')
    const doing = { actor, at: deps.now() }
    const run = await deps.db.transaction((tx) => requestBackTest(tx, request.body, doing))
    return reply.code(202).send(headJson(run))
  })

  const cancelSchema = {
    tags,
    summary: 'Stop a back-test that has not ended',
    params: byId,
    response: { 200: schemas.backTestHead },
  }
  app.post(`${path}/:id/cancel`, { config: write, schema: cancelSchema }, async (request) => {
    const doing = { actor: wholeBookOnly(principalOf(request), 'models:write'), at: deps.now() }
    return headJson(await deps.db.transaction((tx) => cancelRun(tx, 'back-test', request.params.id, doing)))
  })
  registerReads(app, deps)
}

function registerReads(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Back-tests, newest first',
    response: { 200: schemas.backTestsAnswer },
  }
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    return { items: (await listRuns(deps.db, 'back-test')).map(headJson), nextCursor: null }
  })

  const oneSchema = {
    tags,
    summary: 'A back-test: how far it is, and its figures',
    params: byId,
    response: { 200: schemas.backTestJson },
  }
  app.get(`${path}/:id`, { config: read, schema: oneSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'policy:read')
    const run = await getRun(deps.db, 'back-test', request.params.id)
    return { ...headJson(run), result: run.result as schemas.BackTestResult | null }
  })

  const csvSchema = { tags, summary: 'The figures of a back-test as CSV', params: byId }
  app.get(`${path}/:id/figures.csv`, { config: read, schema: csvSchema }, async (request, reply) => {
    const actor = wholeBookOnly(principalOf(request), 'policy:read')
    const { id, result } = await getRun(deps.db, 'back-test', request.params.id)
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{
          actor,
          action: 'back-test.exported',
          objectType: 'validation-run',
          objectId: id,
          at: deps.now(),
        },
      }),
    )
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="back-test.csv"')
      .send(backTestCsv(result as schemas.BackTestResult | null))
  })
}

function headJson(run: Omit<ValidationRun, 'result'>) {
  return {
    ...runHeadJson(run),
    settings: run.settings as z.infer<typeof schemas.backTestHead>['settings'],
  }
}
