import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import type { Currency } from '../../kernel/currency.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import {
  codeSchema,
  idSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { causeKinds } from '../scoring/domain/re-rating/cause.js'
import {
  countWarnings,
  listWarnings,
  warningSorts,
  warningStatuses,
  type ListedWarning,
} from './warning-store.js'
import { workOnWarning, type WarningAct } from './work-on-warning.js'

const tags = ['warnings']
const needs = { work: 'ratings:write' } as const

const warningJson = z.object({
  id: z.string(),
  kind: z.literal('low_score'),
  status: z.enum(warningStatuses),
  customerCode: z.string(),
  customerName: z.string(),
  ownerUsername: z.string().nullable(),
  ratingId: z.string(),
  threshold: z.number(),
  previousScore: z.number().nullable(),
  score: z.number().describe('The newest while the warning is not closed'),
  grade: z.string(),
  veto: z.boolean(),
  cause: z.object({
    kind: z.enum(causeKinds),
    detail: z.string().nullable(),
    objectId: z.string().nullable(),
    events: z.int(),
  }),
  raisedAt: z.string(),
  recoveredAt: z.string().nullable().describe('When the score came back above the threshold'),
  assignee: z.string().nullable(),
  note: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  exposure: moneyJsonSchema.nullable().describe('In the base currency; null: a rate is missing'),
  overdue: moneyJsonSchema.nullable().describe('In the base currency; null: a rate is missing'),
  allowed: z.array(z.enum(['work'])),
})

const query = z.strictObject({
  ...pageQuery,
  status: z.enum([...warningStatuses, 'current']).optional(),
  customerCode: codeSchema.optional(),
  search: lineOf(100).optional(),
  assignee: lineOf(100).optional(),
  sort: z.enum(warningSorts).optional().describe('Left out: what waits first, by score'),
})

/** Warnings of customers whose score fell below the line. */
export function registerWarningRoutes(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Warnings, what waits first',
    querystring: query,
    response: {
      200: listOf(warningJson).extend({
        counts: z.object({ open: z.int(), acknowledged: z.int(), closed: z.int() }),
      }),
    },
  }
  app.get('/api/v1/warnings', { config: { permission: 'ratings:read' }, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const { status, sort, ...narrow } = asked
    const counts = await countWarnings(deps.db, narrow)
    const warnings = await listWarnings(deps.db, { ...narrow, status }, { sort, ...part })
    const { baseCurrency } = await getOrganisation(deps.db)
    const { open, acknowledged, closed } = counts
    const totals = { open, acknowledged, closed, current: open + acknowledged }
    const total = status === undefined ? open + acknowledged + closed : totals[status]
    return {
      items: warnings.map((warning) => jsonOf(warning, baseCurrency, principalOf(request))),
      nextCursor: nextCursor(total),
      total,
      counts,
    }
  })
  registerActs(app, deps)
}

function registerActs(app: App, deps: Deps): void {
  const config = { permission: needs.work }
  const params = z.strictObject({ id: idSchema })
  const response = { 200: warningJson }
  const work = async (id: string, act: WarningAct, actor: Principal) => {
    const at = deps.now()
    const { baseCurrency } = await getOrganisation(deps.db)
    const after = await deps.db.transaction((tx) => workOnWarning(tx, id, act, { actor, at }))
    return jsonOf(after, baseCurrency, actor)
  }

  const acknowledge = {
    ...{ tags, summary: 'Acknowledge a warning: somebody looks after it', params, response },
    body: z.strictObject({ note: reasonSchema.optional() }),
  }
  app.post('/api/v1/warnings/:id/acknowledge', { config, schema: acknowledge }, (request) =>
    work(request.params.id, { kind: 'acknowledge', note: request.body.note ?? null }, principalOf(request)),
  )

  const close = {
    ...{ tags, summary: 'Close a warning with what was found', params, response },
    body: z.strictObject({ note: reasonSchema }),
  }
  app.post('/api/v1/warnings/:id/close', { config, schema: close }, (request) =>
    work(request.params.id, { kind: 'close', note: request.body.note }, principalOf(request)),
  )

  const assign = {
    ...{ tags, summary: 'Give a warning to a colleague, or (null) back to everybody', params, response },
    body: z.strictObject({ username: lineOf(100).nullable() }),
  }
  app.post('/api/v1/warnings/:id/assign', { config, schema: assign }, (request) =>
    work(request.params.id, { kind: 'assign', username: request.body.username }, principalOf(request)),
  )
}

function jsonOf(
  warning: ListedWarning,
  baseCurrency: Currency,
  actor: Principal,
): z.input<typeof warningJson> {
  const { customerId: _, segmentCodes, line, exposureMinor, overdueMinor, ...rest } = warning
  const money = (minor: bigint | null) => (minor === null ? null : moneyJson(minor, baseCurrency))
  const { ownerUsername, previousScore } = warning
  return {
    ...{ ...rest, kind: 'low_score', threshold: line / 100, score: warning.score / 100 },
    previousScore: previousScore === null ? null : previousScore / 100,
    ...{ exposure: money(exposureMinor), overdue: money(overdueMinor) },
    raisedAt: warning.raisedAt.toISOString(),
    recoveredAt: warning.recoveredAt?.toISOString() ?? null,
    acknowledgedAt: warning.acknowledgedAt?.toISOString() ?? null,
    closedAt: warning.closedAt?.toISOString() ?? null,
    allowed: warning.status === 'closed' ? [] : actsOf(actor, needs, { ownerUsername, segmentCodes }),
  }
}
