import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import {
  codeSchema,
  daySchema,
  idSchema,
  lineOf,
  listOf,
  moneySchema,
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { doingOf } from '../arrangements/doing-of.js'
import { attachEvidence } from './attach-evidence.js'
import { costKinds, handOverKinds, handOverOutcomes, handOverStages } from './domain/hand-over-stages.js'
import { handOverDebt } from './hand-over-debt.js'
import { handOverDetail, handOverDetailOf, handOverJson, handOverJsonOf } from './hand-over-schemas.js'
import { countHandOvers, listHandOvers, lockHandOver } from './hand-over-store.js'
import { attachBody, itemName, needs, tags } from './recovery-schemas.js'
import { noteCost, reachStage, reassign } from './work-on-hand-over.js'

const ITEMS_MAX = 200
const read = { permission: 'collections:read' } as const
const edit = { permission: needs.edit } as const
const params = z.strictObject({ id: idSchema })
const answer = { 200: handOverDetail }

/** Debts handed over to court or to an agency. */
export function registerHandOverCaseRoutes(app: App, deps: Deps): void {
  registerLists(app, deps)
  registerOpen(app, deps)
  registerStages(app, deps)
  registerCosts(app, deps)
  registerReassign(app, deps)
  registerEvidence(app, deps)
}

function registerLists(app: App, { db }: Deps): void {
  const querystring = z.strictObject({
    state: z.enum(['open', 'closed']).optional(),
    kind: z.enum(handOverKinds).optional(),
    handler: lineOf(64).optional(),
    customerCode: codeSchema.optional(),
    ...pageQuery,
  })
  const list = {
    ...{ tags, summary: 'Cases with a court, a commission or an agency, the newest first', querystring },
    response: { 200: listOf(handOverJson) },
  }
  app.get('/api/v1/hand-overs', { config: read, schema: list }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const rows = await listHandOvers(db, asked, part)
    const total = await countHandOvers(db, asked)
    return { items: rows.map(handOverJsonOf), nextCursor: nextCursor(total), total }
  })
  const one = { ...{ tags, summary: 'One case with stages, costs and evidence', params }, response: answer }
  app.get('/api/v1/hand-overs/:id', { config: read, schema: one }, (request) =>
    handOverDetailOf(db, request.params.id, principalOf(request)),
  )
}

function registerOpen(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Hand instalments over to court or to an agency: nobody else asks for them' },
    params: z.strictObject({ code: codeSchema }),
    body: z.strictObject({
      kind: z.enum(handOverKinds),
      handler: lineOf(64).describe('Username of the colleague who looks after it'),
      firm: lineOf(200).optional().describe('Law firm, agency, court or commission'),
      reference: lineOf(100).optional(),
      reason: reasonSchema,
      items: z.array(z.strictObject(itemName)).min(1).max(ITEMS_MAX),
    }),
    response: { 201: handOverDetail },
  }
  app.post('/api/v1/customers/:code/hand-overs', { config: edit, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const doing = await doingOf(deps, actor)
    const { firm = null, reference = null, ...rest } = request.body
    const draft = { ...rest, firm, reference, customerCode: request.params.code }
    const detail = await deps.db.transaction(async (tx) => {
      const { id } = await handOverDebt(tx, draft, doing)
      return handOverDetailOf(tx, id, actor)
    })
    return reply.status(201).send(detail)
  })
}

function registerStages(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Note that a case has come to a stage; closing it gives its items back', params },
    body: z.strictObject({
      stage: z.enum(handOverStages),
      on: daySchema,
      reference: lineOf(100).optional().describe('Number that the court, commission or agency gave it'),
      note: reasonSchema.optional(),
      outcome: z.enum(handOverOutcomes).optional().describe('Of the stage closed, and needed there'),
    }),
    response: answer,
  }
  app.post('/api/v1/hand-overs/:id/stages', { config: edit, schema }, async (request) => {
    const actor = principalOf(request)
    const doing = await doingOf(deps, actor)
    const { id } = request.params
    const { stage, on, reference = null, note = null, outcome = null } = request.body
    return deps.db.transaction(async (tx) => {
      await reachStage(tx, id, { stage, on, reference, note, outcome }, doing)
      return handOverDetailOf(tx, id, actor)
    })
  })
}

function registerCosts(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Note a cost of a case; a negative amount corrects an earlier one', params },
    body: z.strictObject({
      on: daySchema,
      kind: z.enum(costKinds),
      amount: moneySchema,
      note: reasonSchema.optional(),
    }),
    response: answer,
  }
  app.post('/api/v1/hand-overs/:id/costs', { config: edit, schema }, async (request) => {
    const actor = principalOf(request)
    const doing = await doingOf(deps, actor)
    const { id } = request.params
    const { note = null, ...cost } = request.body
    return deps.db.transaction(async (tx) => {
      await noteCost(tx, id, { ...cost, note }, doing)
      return handOverDetailOf(tx, id, actor)
    })
  })
}

function registerReassign(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Give an open case to another colleague or firm', params },
    body: z.strictObject({ handler: lineOf(64), firm: lineOf(200).nullable() }),
    response: answer,
  }
  app.put('/api/v1/hand-overs/:id/handler', { config: edit, schema }, async (request) => {
    const actor = principalOf(request)
    const doing = await doingOf(deps, actor)
    const { id } = request.params
    return deps.db.transaction(async (tx) => {
      await reassign(tx, id, request.body, doing)
      return handOverDetailOf(tx, id, actor)
    })
  })
}

function registerEvidence(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Attach uploaded files to the checklist of a case', params, body: attachBody },
    response: answer,
  }
  app.post('/api/v1/hand-overs/:id/evidence', { config: edit, schema }, async (request) => {
    const actor = principalOf(request)
    const { id } = request.params
    return deps.db.transaction(async (tx) => {
      const one = await lockHandOver(tx, id)
      if (!one) throw new Refusal('hand_over_not_found', { id })
      const { customerId, customerCode } = one
      const of = { subject: 'hand-over', id, customerId, customerCode } as const
      await attachEvidence(tx, of, request.body, { actor, at: deps.now() })
      return handOverDetailOf(tx, id, actor)
    })
  })
}
