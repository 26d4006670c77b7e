import { moneyJson } from '../../kernel/money.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Principal } from '../../kernel/access.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { countBankLines, findBankLine, listBankLines, type ListedBankLine } from './bank-line-list-store.js'
import type { CashEffects } from './cash-effects.js'
import * as schemas from './cash-schemas.js'
import { assignLine, reopenLine, setLineAside } from './decide-bank-line.js'
import { latestRun, type MatchingRun } from './matching-run-store.js'
import { getMatchingSettings, saveMatchingSettings } from './matching-settings-store.js'
import { contextOf } from './receipt-routes.js'
import { requestMatching } from './run-matching.js'

const tags = ['receipts']
const config = { permission: 'receipts:match' } as const

/** Bank lines of which somebody has to say who paid, runs of the matching, and its settings. */
export function registerBankLineRoutes(app: App, deps: Deps, effects: CashEffects): void {
  const schema = {
    ...{ tags, summary: 'Money that came in as the bank states it, the latest first' },
    ...{ querystring: schemas.bankLinesQuery, response: { 200: schemas.bankLinesAnswer } },
  }
  app.get('/api/v1/bank-lines', { config, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const rows = await listBankLines(deps.db, asked, part)
    const total = await countBankLines(deps.db, asked)
    return { items: rows.map(lineJson), nextCursor: nextCursor(total), total }
  })
  registerDecisions(app, deps, effects)
  registerRuns(app, deps)
  registerSettings(app, deps)
}

function registerDecisions(app: App, deps: Deps, effects: CashEffects): void {
  const answer = { tags, params: schemas.idParams, response: { 200: schemas.bankLineJson } }
  const decide = async (
    actor: Principal,
    id: Id,
    act: (tx: Tx, context: Awaited<ReturnType<typeof contextOf>>) => Promise<unknown>,
  ) => {
    const context = await contextOf(deps, actor, effects)
    await deps.db.transaction((tx) => act(tx, context))
    const line = await findBankLine(deps.db, id)
    if (!line) throw new Refusal('bank_line_not_found', { id })
    return lineJson(line)
  }

  const assign = { ...answer, summary: 'Say who paid: the line becomes a receipt', body: schemas.assignBody }
  app.post('/api/v1/bank-lines/:id/assign', { config, schema: assign }, (request) => {
    const { id } = request.params
    return decide(principalOf(request), id, async (tx, context) => {
      await assignLine(tx, id, request.body.customerCode, context)
      await requestMatching(tx, context.by, context.at)
    })
  })

  const aside = { ...answer, summary: "Set a line aside: no customer's money", body: schemas.noteBody }
  app.post('/api/v1/bank-lines/:id/set-aside', { config, schema: aside }, (request) => {
    const { id } = request.params
    return decide(principalOf(request), id, (tx, context) =>
      setLineAside(tx, id, request.body.reason, context),
    )
  })

  const reopen = {
    ...{ ...answer, body: schemas.noteBody },
    summary:
      'Put a line back among those that wait; a receipt recorded from it is cancelled with all it settled',
  }
  app.post('/api/v1/bank-lines/:id/reopen', { config, schema: reopen }, (request) => {
    const { id } = request.params
    return decide(principalOf(request), id, (tx, context) => reopenLine(tx, id, request.body.reason, context))
  })
}

function registerRuns(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Record bank lines and match what is unapplied, in the background' },
    response: { 202: schemas.latestRunAnswer },
  }
  app.post('/api/v1/matching-runs', { config, schema }, async (request, reply) => {
    await deps.db.transaction((tx) => requestMatching(tx, principalOf(request).label, deps.now()))
    const run = await latestRun(deps.db)
    return reply.code(202).send({ run: run ? runJson(run) : null })
  })
  const latest = {
    tags,
    summary: 'The latest run of the matching',
    response: { 200: schemas.latestRunAnswer },
  }
  app.get('/api/v1/matching-runs/latest', { config, schema: latest }, async () => {
    const run = await latestRun(deps.db)
    return { run: run ? runJson(run) : null }
  })
}

function registerSettings(app: App, deps: Deps): void {
  const answer = async () => {
    const { version, automaticFromBp, recogniseFromBp, discountBp, ...rest } = await getMatchingSettings(
      deps.db,
    )
    return {
      ...{ ...rest, version, automaticFrom: automaticFromBp / 100, recogniseFrom: recogniseFromBp / 100 },
      discountPercent: discountBp / 100,
    }
  }
  const schema = {
    tags,
    summary: 'What is matched without a person',
    response: { 200: schemas.settingsAnswer },
  }
  app.get('/api/v1/matching-settings', { config, schema }, answer)
  const put = { ...schema, summary: 'Change what is matched without a person', body: schemas.settingsBody }
  app.put(
    '/api/v1/matching-settings',
    { config: { permission: 'settings:write' }, schema: put },
    async (request) => {
      const { automaticFrom, recogniseFrom, discountPercent, ...rest } = request.body
      const content = {
        ...{
          ...rest,
          automaticFromBp: basisPoints(automaticFrom),
          recogniseFromBp: basisPoints(recogniseFrom),
        },
        discountBp: basisPoints(discountPercent),
      }
      await deps.db.transaction((tx) =>
        saveMatchingSettings(tx, content, principalOf(request).label, deps.now()),
      )
      return answer()
    },
  )
}

function basisPoints(percent: number): number {
  return Math.round(percent * 100)
}

function lineJson(line: ListedBankLine) {
  const { on, currency, amountMinor, confidenceBp, documentId, decidedAt, ...rest } = line
  return {
    ...rest,
    date: on,
    amount: moneyJson(amountMinor, currency),
    confidence: confidenceBp === null ? null : confidenceBp / 100,
    receiptId: documentId,
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}

function runJson({ failure: _, requestedAt, startedAt, finishedAt, ...run }: MatchingRun) {
  return {
    ...run,
    requestedAt: requestedAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}
