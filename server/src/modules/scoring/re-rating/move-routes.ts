import { z } from 'zod'
import { dayInZone } from '../../../kernel/calendar-day.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { partOf } from '../../../platform/http/list-part.js'
import { codeSchema, daySchema, lineOf, listOf, pageQuery } from '../../../platform/http/schemas.js'
import { writeCsv } from '../../../platform/tabular/write-csv.js'
import { recordAccess } from '../../audit/record-audit.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { causeKinds } from '../domain/re-rating/cause.js'
import { grades } from '../domain/grade-scale.js'
import { movesHeader, movesRow } from './moves-sheet.js'
import { countMoves, listMoves, type ListedMove } from './move-list-store.js'

const tags = ['re-rating']
const config = { permission: 'ratings:read' } as const
const ROWS_MAX = 50_000

const filter = {
  direction: z.enum(['down', 'up', 'deferred']).optional(),
  grade: z.enum(grades).optional().describe('The grade that counts since'),
  cause: z.enum(causeKinds).optional(),
  customerCode: codeSchema.optional(),
  search: lineOf(100).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
}

const effectJson = z.object({
  kind: z.enum(['proposed', 'cut', 'approval', 'frozen', 'notified', 'review', 'failed']),
  count: z.int().describe('Accounts or people'),
  detail: z.string().nullable(),
})

const moveJson = z.object({
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  ownerUsername: z.string().nullable(),
  ratingId: z.string(),
  fromGrade: z.string().nullable(),
  toGrade: z.string().describe('The grade that counts since'),
  ratedGrade: z.string().describe('What the scorecard said'),
  notches: z.int().describe('Grades up (positive) or down (negative)'),
  fromScore: z.number().nullable(),
  toScore: z.number(),
  veto: z.boolean(),
  cause: z.object({
    kind: z.enum(causeKinds),
    detail: z.string().nullable(),
    objectId: z.string().nullable(),
    events: z.int(),
  }),
  deferredUntil: z.string().nullable(),
  deferral: z.enum(['open', 'due', 'taken', 'dropped']).nullable(),
  movedAt: z.string(),
  effects: z.array(effectJson).nullable().describe('What followed; null until that has been looked at'),
})

/** Who moved: changes of grade with their cause and what followed. */
export function registerMoveRoutes(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Changes of grade and better ratings that have to wait, newest first',
    querystring: z.strictObject({ ...pageQuery, ...filter }),
    response: {
      200: listOf(moveJson).extend({
        counts: z.object({ total: z.int(), down: z.int(), up: z.int(), deferred: z.int() }),
      }),
    },
  }
  app.get('/api/v1/rating-moves', { config, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const { timeZone } = await getOrganisation(deps.db)
    const moves = await listMoves(deps.db, asked, { timeZone, ...part })
    const counts = await countMoves(deps.db, asked, timeZone)
    const { total } = counts
    return { items: moves.map(moveAnswer), nextCursor: nextCursor(total), total, counts }
  })

  const csvSchema = {
    tags,
    summary: 'The same as CSV',
    querystring: z.strictObject({ ...filter, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  }
  app.get('/api/v1/rating-moves.csv', { config, schema: csvSchema }, async (request, reply) => {
    const { language, ...asked } = request.query
    const at = deps.now()
    const { timeZone } = await getOrganisation(deps.db)
    const moves = await deps.db.transaction(async (tx) => {
      await recordAccess(tx, {
        ...{ actor: principalOf(request), action: 'rating-moves.exported', objectType: 'rating-move' },
        ...{ objectId: '*', detail: { filter: asked }, at },
      })
      return listMoves(tx, asked, { timeZone, offset: 0, limit: ROWS_MAX })
    })
    const today = dayInZone(at, timeZone)
    const words = language === 'en' ? 'en' : 'zh'
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="rating-moves-${today}.csv"`)
      .send(writeCsv([movesHeader(words), ...moves.map((move) => movesRow(move, words))]))
  })
}

function moveAnswer(move: ListedMove) {
  return {
    ...move,
    fromScore: move.fromScore === null ? null : move.fromScore / 100,
    toScore: move.toScore / 100,
    movedAt: move.movedAt.toISOString(),
    effects: move.effects as z.output<typeof effectJson>[] | null,
  }
}
