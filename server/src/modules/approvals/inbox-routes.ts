import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { encodeCursor } from '../../platform/http/cursor.js'
import { withoutScope } from '../../platform/request-context.js'
import { actOnCase } from './act-on-case.js'
import { pageAfter } from './case-routes.js'
import * as schemas from './case-schemas.js'
import { graphOfVersion } from './flow-in-force.js'
import { countInbox, listInbox, type InboxRow } from './inbox-store.js'
import { caseFor, caseItemJson } from './present-case.js'
import type { Approvals } from './subject.js'

const tags = ['approvals']
const any = { permission: 'any' } as const

/** What waits for the reader, and what they have to do with otherwise. */
export function registerInboxRoutes(app: App, deps: Deps, approvals: Approvals): void {
  const listSchema = {
    tags,
    summary: 'To do, done, started by me, copied to me',
    querystring: schemas.inboxQuery,
    response: { 200: schemas.inboxAnswer },
  }
  app.get('/api/v1/inbox', { config: any, schema: listSchema }, async (request) => {
    const { limit, cursor, ...filter } = request.query
    const page = { after: pageAfter(cursor), limit: limit + 1 }
    const inbox = { ...filter, username: principalOf(request).label }
    const rows = await listInbox(deps.db, inbox, page, deps.now())
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      items: await Promise.all(rows.slice(0, limit).map((row) => inboxJson(deps, row))),
      nextCursor: last ? encodeCursor([last.sortAt.toISOString(), last.sortId]) : null,
    }
  })

  const countsSchema = { tags, summary: 'Counters of the inbox', response: { 200: schemas.countsAnswer } }
  app.get('/api/v1/inbox/counts', { config: any, schema: countsSchema }, (request) =>
    countInbox(deps.db, principalOf(request).label, deps.now()),
  )

  registerBatch(app, deps, approvals)
}

async function inboxJson(deps: Deps, row: InboxRow) {
  const graph = await graphOfVersion(deps.db, row.flowCode, row.flowVersion)
  return {
    ...caseItemJson(row, deps.now()),
    stepId: row.stepId,
    nodeName: (row.nodeId !== null && graph.nodes.get(row.nodeId)?.name) || null,
    openedAt: row.openedAt?.toISOString() ?? null,
    decision: row.decision,
    read: row.read,
  }
}

function registerBatch(app: App, deps: Deps, approvals: Approvals): void {
  const schema = {
    tags,
    summary: 'Decide many steps with one reason',
    description: 'Each is decided in its own transaction: what one refuses does not touch the others.',
    body: schemas.batchBody,
    response: { 200: schemas.batchAnswer },
  }
  app.post('/api/v1/inbox/decide', { config: any, schema }, async (request) => {
    const actor = principalOf(request)
    const { decision, comment, steps } = request.body
    return withoutScope(async () => {
      const failed = []
      for (const { caseId, stepId } of steps) {
        const wanted =
          decision === 'approve'
            ? ({ kind: 'approve', stepId, conditions: null } as const)
            : ({ kind: 'reject', stepId } as const)
        const doing = { caseId, wanted, comment, attachments: [], actor, at: deps.now() }
        try {
          await caseFor(deps.db, caseId, actor)
          const after = await deps.db.transaction((tx) => actOnCase(tx, approvals, doing))
          if (after.state.status === 'void') throw new Refusal('approval_case_closed', { status: 'void' })
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          failed.push({ caseId, code: error.code, message: error.text })
        }
      }
      return { decided: steps.length - failed.length, failed }
    })
  })
}
