import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import {
  codeSchema,
  flagSchema,
  idSchema,
  lineOf,
  listOf,
  pageQuery,
  positiveMoneySchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import { itemsBody } from '../arrangements/arrangement-schemas.js'
import { doingOf } from '../arrangements/doing-of.js'
import { attachEvidence } from './attach-evidence.js'
import { writeOffStatuses } from './domain/write-off-state.js'
import { recordRecovery, undoRecovery } from './record-recovery.js'
import { attachBody, itemName, needs, tags } from './recovery-schemas.js'
import { requestWriteOff, withdrawWriteOff } from './request-write-off.js'
import { writeOffDetail, writeOffDetailOf, writeOffJson, writeOffJsonOf } from './write-off-schemas.js'
import { listWriteOffReasons } from './write-off-reason-store.js'
import { countWriteOffs, listWriteOffs, lockWriteOff } from './write-off-store.js'

const read = { permission: 'collections:read' } as const
const edit = { permission: needs.edit } as const
const recover = { permission: needs.recover } as const
const params = z.strictObject({ id: idSchema })
const answer = { 200: writeOffDetail }

/** Write-offs: asked for, decided by approval, recovered. */
export function registerWriteOffRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerLists(app, deps)
  registerRequest(app, deps, approvals)
  registerWithdraw(app, deps, approvals)
  registerEvidence(app, deps)
  registerRecoveries(app, deps)
}

function registerLists(app: App, { db }: Deps): void {
  const querystring = z.strictObject({
    status: z.enum(writeOffStatuses).optional(),
    reasonCode: lineOf(40).optional(),
    customerCode: codeSchema.optional(),
    unlearnt: flagSchema.optional().describe('true: written off, and nobody has written down why'),
    ...pageQuery,
  })
  const list = {
    ...{ tags, summary: 'Write-offs, the newest request first', querystring },
    response: { 200: listOf(writeOffJson) },
  }
  app.get('/api/v1/write-offs', { config: read, schema: list }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const reasons = await listWriteOffReasons(db)
    const rows = await listWriteOffs(db, asked, part)
    const total = await countWriteOffs(db, asked)
    return {
      items: rows.map((one) => writeOffJsonOf(one, reasons)),
      ...{ nextCursor: nextCursor(total), total },
    }
  })
  const one = { ...{ tags, summary: 'One write-off with evidence and recoveries', params }, response: answer }
  app.get('/api/v1/write-offs/:id', { config: read, schema: one }, (request) =>
    writeOffDetailOf(db, request.params.id, principalOf(request)),
  )
}

function registerRequest(app: App, deps: Deps, approvals: Approvals): void {
  const schema = {
    ...{ tags, summary: 'Ask for instalments to be written off; the approval begins' },
    params: z.strictObject({ code: codeSchema }),
    body: z.strictObject({
      reasonCode: lineOf(40),
      explanation: reasonSchema,
      handOverId: idSchema.optional().describe('The case with a court or agency that it follows from'),
      items: itemsBody,
    }),
    response: {
      202: z.object({ writeOff: writeOffDetail, approvalCaseId: z.string(), approvalNumber: z.string() }),
    },
  }
  app.post('/api/v1/customers/:code/write-offs', { config: edit, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const doing = await doingOf(deps, actor)
    const { handOverId = null, ...rest } = request.body
    const draft = { ...rest, handOverId, customerCode: request.params.code }
    const asked = await deps.db.transaction(async (tx) => {
      const { id, caseId, caseNumber } = await requestWriteOff(tx, approvals, draft, doing)
      return {
        writeOff: await writeOffDetailOf(tx, id, actor),
        ...{ approvalCaseId: caseId, approvalNumber: caseNumber },
      }
    })
    return reply.status(202).send(asked)
  })
}

function registerWithdraw(app: App, deps: Deps, approvals: Approvals): void {
  const schema = {
    ...{ tags, summary: 'Take back a request that is not decided', params },
    body: z.strictObject({ reason: reasonSchema }),
    response: answer,
  }
  app.post('/api/v1/write-offs/:id/withdraw', { config: edit, schema }, async (request) => {
    const actor = principalOf(request)
    const doing = await doingOf(deps, actor)
    const { id } = request.params
    return deps.db.transaction(async (tx) => {
      await withdrawWriteOff(tx, approvals, id, request.body.reason, doing)
      return writeOffDetailOf(tx, id, actor)
    })
  })
}

function registerEvidence(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Attach uploaded files to the evidence of a write-off', params, body: attachBody },
    response: answer,
  }
  app.post('/api/v1/write-offs/:id/evidence', { config: edit, schema }, async (request) => {
    const actor = principalOf(request)
    const { id } = request.params
    return deps.db.transaction(async (tx) => {
      const one = await lockWriteOff(tx, id)
      if (!one) throw new Refusal('write_off_not_found', { id })
      const { customerId, customerCode } = one
      const of = { subject: 'write-off', id, customerId, customerCode } as const
      await attachEvidence(tx, of, request.body, { actor, at: deps.now() })
      return writeOffDetailOf(tx, id, actor)
    })
  })
}

function registerRecoveries(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Record money that came in for what had been written off', params },
    body: z.strictObject({
      ...itemName,
      receipt: z
        .strictObject({ source: lineOf(64), number: lineOf(64) })
        .describe('A receipt of the customer with the amount unapplied'),
      amount: positiveMoneySchema,
      note: reasonSchema.optional(),
    }),
    response: { 201: writeOffDetail },
  }
  app.post('/api/v1/write-offs/:id/recoveries', { config: recover, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const doing = await doingOf(deps, actor)
    const { id } = request.params
    const { note = null, ...rest } = request.body
    const detail = await deps.db.transaction(async (tx) => {
      await recordRecovery(tx, id, { ...rest, note }, doing)
      return writeOffDetailOf(tx, id, actor)
    })
    return reply.status(201).send(detail)
  })
  const undo = {
    ...{ tags, summary: 'Take a recovery back: the amount is written off again', params },
    body: z.strictObject({ reason: reasonSchema }),
    response: answer,
  }
  app.post('/api/v1/recoveries/:id/undo', { config: recover, schema: undo }, async (request) => {
    const actor = principalOf(request)
    const doing = await doingOf(deps, actor)
    return deps.db.transaction(async (tx) => {
      const writeOffId = await undoRecovery(tx, request.params.id, request.body.reason, doing)
      return writeOffDetailOf(tx, writeOffId, actor)
    })
  })
}
