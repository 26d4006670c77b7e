import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { idSchema } from '../../platform/http/schemas.js'
import { withoutScope } from '../../platform/request-context.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { actOnCase, type Wanted } from './act-on-case.js'
import * as schemas from './case-schemas.js'
import { listCases, type CaseItem } from './case-list-store.js'
import { markRead } from './copy-store.js'
import { caseFor, caseItemJson, presentCase } from './present-case.js'
import { approvalStatistics } from './statistics-store.js'
import type { Approvals } from './subject.js'
import { commentOnCase, urgeCase } from './urge-case.js'
import { workingCalendar } from './working-calendar-store.js'

const tags = ['approvals']
const byId = z.strictObject({ id: idSchema })
const any = { permission: 'any' } as const

/** Cases: reading them and acting on them. Whoever is asked sees the case, wherever its customer lies. */
export function registerCaseRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerCaseReads(app, deps, approvals)
  registerAwaitedSecurities(app, deps)
  registerCaseActions(app, deps, approvals)
  registerStatistics(app, deps)
}

/** The case as the reader sees it now. */
async function answerOf(deps: Deps, approvals: Approvals, id: Id, reader: Principal) {
  const { timeZone } = await getOrganisation(deps.db)
  const at = deps.now()
  const record = await caseFor(deps.db, id, reader)
  const calendar = await workingCalendar(deps.db, timeZone)
  return presentCase(deps.db, approvals, record, reader, { at, today: dayInZone(at, timeZone), calendar })
}

/** The sort key of a page: an instant and an id. */
export function pageAfter(cursor: string | undefined): { at: Date; id: Id } | null {
  if (cursor === undefined) return null
  const [at = '', id = ''] = decodeCursor(cursor, 2)
  if (Number.isNaN(Date.parse(at)) || !idSchema.safeParse(id).success) {
    throw new Refusal('bad_request', { detail: 'cursor' })
  }
  return { at: new Date(at), id }
}

function registerCaseReads(app: App, deps: Deps, approvals: Approvals): void {
  const listSchema = {
    tags,
    summary: 'Cases: all of them for managers of approvals, otherwise those one takes part in',
    querystring: schemas.casesQuery,
    response: { 200: schemas.casesAnswer },
  }
  app.get('/api/v1/approval-cases', { config: any, schema: listSchema }, async (request) => {
    const reader = principalOf(request)
    const { limit, cursor, ...filter } = request.query
    const involving = reader.permissions.has('approvals:manage') ? null : reader.label
    const now = deps.now()
    const page = { after: pageAfter(cursor), limit: limit + 1 }
    return casesPage(await listCases(deps.db, { ...filter, involving }, page, now), limit, now)
  })

  const oneSchema = {
    tags,
    summary: 'A case with path, comments and everything an approver should know',
    params: byId,
    response: { 200: schemas.caseAnswer },
  }
  app.get('/api/v1/approval-cases/:id', { config: any, schema: oneSchema }, async (request) => {
    const reader = principalOf(request)
    const { id } = request.params
    return withoutScope(async () => {
      const answer = await answerOf(deps, approvals, id, reader)
      await deps.db.transaction((tx) => markRead(tx, id, reader.label, deps.now()))
      return answer
    })
  })
}

function registerAwaitedSecurities(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Cases that everybody has signed and that wait for security which the reader may confirm',
    querystring: schemas.awaitedQuery,
    response: { 200: schemas.casesAnswer },
  }
  const config = { permission: 'securities:confirm' } as const
  app.get('/api/v1/awaited-securities', { config, schema }, async (request) => {
    const { scope } = principalOf(request)
    const { limit, cursor } = request.query
    const now = deps.now()
    const page = { after: pageAfter(cursor), limit: limit + 1 }
    const filter = { waitsForSecurity: scope, involving: null }
    return casesPage(await withoutScope(() => listCases(deps.db, filter, page, now)), limit, now)
  })
}

/** One page of cases, of which one more than wanted was read. */
function casesPage(cases: readonly CaseItem[], limit: number, now: Date) {
  const last = cases.length > limit ? cases[limit - 1] : undefined
  return {
    items: cases.slice(0, limit).map((item) => caseItemJson(item, now)),
    nextCursor: last ? encodeCursor([last.submittedAt.toISOString(), last.id]) : null,
  }
}

function registerCaseActions(app: App, deps: Deps, approvals: Approvals): void {
  const schema = {
    tags,
    summary:
      'Approve, reject, return, add a signer, delegate, withdraw, urge, comment, assign, confirm security',
    description: 'Repeating a decision that the same person has made answers as the first time.',
    params: byId,
    body: schemas.actionBody,
    response: { 200: schemas.caseAnswer },
  }
  app.post('/api/v1/approval-cases/:id/actions', { config: any, schema }, async (request) => {
    const actor = principalOf(request)
    const { id } = request.params
    const { body } = request
    return withoutScope(async () => {
      await caseFor(deps.db, id, actor)
      await perform(deps, approvals, id, body, actor)
      return answerOf(deps, approvals, id, actor)
    })
  })
}

type Body = z.output<typeof schemas.actionBody>

async function perform(deps: Deps, approvals: Approvals, caseId: Id, body: Body, actor: Principal) {
  const at = deps.now()
  const comment = body.comment ?? null
  if (body.action === 'urge') {
    return deps.db.transaction((tx) => urgeCase(tx, { caseId, actor, at, comment }))
  }
  const attachments = 'attachments' in body ? (body.attachments ?? []) : []
  if (body.action === 'comment') {
    const mentions = body.mentions ?? []
    return deps.db.transaction((tx) =>
      commentOnCase(tx, { caseId, actor, at, comment, mentions, attachments }),
    )
  }
  const doing = { caseId, wanted: wantedOf(body), comment, attachments, actor, at }
  const after = await deps.db.transaction((tx) => actOnCase(tx, approvals, doing))
  if (after.state.status === 'void') throw new Refusal('approval_case_closed', { status: 'void' })
}

function wantedOf(body: Exclude<Body, { action: 'urge' | 'comment' }>): Wanted {
  switch (body.action) {
    case 'approve': {
      const { amount, validUntil, security } = body.conditions ?? {}
      const conditions = body.conditions && {
        amountMinor: amount?.minor ?? null,
        validUntil: validUntil ?? null,
        security: security
          ? { ...security, amount: security.amount ?? null, note: security.note ?? null, confirmed: null }
          : null,
      }
      return { kind: 'approve', stepId: body.stepId, conditions: conditions ?? null }
    }
    case 'add-signer':
      return { kind: 'add-signer', stepId: body.stepId, username: body.username, when: body.when }
    case 'delegate':
      return { kind: 'delegate', stepId: body.stepId, username: body.username }
    case 'return':
      return { kind: 'return', stepId: body.stepId, toNodeId: body.toNodeId }
    case 'assign':
      return { kind: 'assign', visitId: body.visitId, username: body.username }
    case 'confirm-security':
      return { kind: 'confirm-security', stepId: body.stepId, reference: body.reference }
    case 'withdraw':
      return { kind: 'withdraw' }
    case 'reject':
    case 'resubmit':
      return { kind: body.action, stepId: body.stepId }
  }
}

function registerStatistics(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Decisions and working time per flow, node or person',
    querystring: schemas.statisticsQuery,
    response: { 200: schemas.statisticsAnswer },
  }
  const config = { permission: 'approvals:manage' } as const
  app.get('/api/v1/approval-statistics', { config, schema }, async (request) => {
    const { subject = null, ...asked } = request.query
    const { timeZone } = await getOrganisation(deps.db)
    const rows = await approvalStatistics(deps.db, { ...asked, subject }, { timeZone, now: deps.now() })
    return {
      items: rows.map(({ nameZh, nameEn, ...row }) => ({ ...row, name: { zh: nameZh, en: nameEn } })),
    }
  })
}
