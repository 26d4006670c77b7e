import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { addDays, addMonths, calendarDay, dayInZone } from '../../kernel/calendar-day.js'
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
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { listCalendar } from './review-store.js'
import { countReviewTasks, findReviewTask, listReviewTasks, type ReviewTask } from './review-task-store.js'
import { assignReviews, completeReview } from './work-on-reviews.js'

const tags = ['reviews']
const read = { permission: 'ratings:read' } as const
const needs = { work: 'ratings:write' } as const
const write = { permission: needs.work }

const reviewJson = z.object({
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  ownerUsername: z.string().nullable(),
  segment: z.string(),
  reason: z.enum(['calendar', 'grade_change']),
  dueOn: z.string(),
  status: z.enum(['open', 'done']),
  role: z.string().nullable().describe('Whose work it is while nobody has been named'),
  assignee: z.string().nullable(),
  grade: z.string().nullable(),
  score: z.number().nullable(),
  openedAt: z.string(),
  completedBy: z.string().nullable(),
  completedAt: z.string().nullable(),
  note: z.string().nullable(),
  ratingId: z.string().nullable().describe('The rating that the review made'),
  allowed: z.array(z.enum(['work'])),
})

const query = z.strictObject({
  ...pageQuery,
  status: z.enum(['open', 'done']).default('open'),
  due: z.enum(['overdue', 'today', 'later']).optional(),
  dueFrom: daySchema.optional(),
  dueTo: daySchema.optional(),
  assignee: z.string().max(100).optional().describe('A username; `-` for those that are nobody’s'),
  customerCode: codeSchema.optional(),
  search: lineOf(100).optional(),
})

/** Reviews of accounts: what is to be done, by whom, and the calendar. */
export function registerReviewRoutes(app: App, deps: Deps): void {
  registerList(app, deps)
  registerCalendar(app, deps)
  registerWork(app, deps)
}

async function todayOf(deps: Deps) {
  const { timeZone } = await getOrganisation(deps.db)
  const at = deps.now()
  return { at, timeZone, today: dayInZone(at, timeZone) }
}

function registerList(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Reviews of accounts, the earliest day first; done ones newest first',
    querystring: query,
    response: {
      200: listOf(reviewJson).extend({
        today: z.string(),
        counts: z.object({ total: z.int(), overdue: z.int(), mine: z.int(), unassigned: z.int() }),
      }),
    },
  }
  app.get('/api/v1/reviews', { config: read, schema }, async (request) => {
    const actor = principalOf(request)
    const { part, asked, nextCursor } = partOf(request)
    const { assignee, ...narrow } = asked
    const { today } = await todayOf(deps)
    const filter = { ...narrow, assignee: assignee === '-' ? '' : assignee || undefined }
    const tasks = await listReviewTasks(deps.db, filter, { today, ...part })
    const counts = await countReviewTasks(deps.db, filter, { today, me: actor.label })
    const items = tasks.map((task) => jsonOf(task, actor))
    const { total } = counts
    return { items, nextCursor: nextCursor(total), total, counts, today }
  })
}

function registerCalendar(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Reviews of a month by day: planned, to be done, done',
    querystring: z.strictObject({ month: z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/) }),
    response: {
      200: z.object({
        month: z.string(),
        today: z.string(),
        days: z.array(z.object({ day: z.string(), planned: z.int(), open: z.int(), done: z.int() })),
      }),
    },
  }
  app.get('/api/v1/reviews/calendar', { config: read, schema }, async (request) => {
    const { month } = request.query
    const { today, timeZone } = await todayOf(deps)
    const from = calendarDay(`${month}-01`)
    const to = addDays(addMonths(from, 1), -1)
    return { month, today, days: await listCalendar(deps.db, { from, to, timeZone }) }
  })
}

function registerWork(app: App, deps: Deps): void {
  const assignSchema = {
    tags,
    summary: 'Give open reviews to a colleague, or (null) back to everybody',
    body: z.strictObject({
      ids: z.array(idSchema).min(1).max(500),
      username: lineOf(100).nullable(),
    }),
    response: { 200: z.object({ assigned: z.array(z.string()) }) },
  }
  app.post('/api/v1/reviews/assign', { config: write, schema: assignSchema }, async (request) => {
    const { ids, username } = request.body
    const doing = { actor: principalOf(request), ...(await todayOf(deps)) }
    const assigned = await deps.db.transaction((tx) => assignReviews(tx, ids, username, doing))
    return { assigned }
  })

  const completeSchema = {
    tags,
    summary:
      'Close a review with what was found: the customer is rated again, the next review is counted from today',
    params: z.strictObject({ id: idSchema }),
    body: z.strictObject({ note: reasonSchema }),
    response: {
      200: reviewJson.extend({
        gradeInForce: z.string(),
        nextReviewOn: z.string().nullable(),
      }),
    },
  }
  app.post('/api/v1/reviews/:id/complete', { config: write, schema: completeSchema }, async (request) => {
    const { id } = request.params
    const actor = principalOf(request)
    const doing = { actor, ...(await todayOf(deps)) }
    return deps.db.transaction(async (tx) => {
      const { grade, nextOn } = await completeReview(tx, id, request.body.note, doing)
      const task = await findReviewTask(tx, id)
      if (!task) throw new Refusal('review_not_open', { id })
      return { ...jsonOf(task, actor), gradeInForce: grade, nextReviewOn: nextOn }
    })
  })
}

function jsonOf(task: ReviewTask, actor: Principal): z.input<typeof reviewJson> {
  const { accountId: _account, customerId: _customer, segmentCode, score, ownerUsername, ...rest } = task
  return {
    ...{ ...rest, ownerUsername, segment: segmentCode, score: score === null ? null : score / 100 },
    openedAt: task.openedAt.toISOString(),
    completedAt: task.completedAt?.toISOString() ?? null,
    allowed:
      task.status === 'open' ? actsOf(actor, needs, { ownerUsername, segmentCodes: [segmentCode] }) : [],
  }
}
