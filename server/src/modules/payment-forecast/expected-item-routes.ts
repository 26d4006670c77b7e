import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import type { Queryable } from '../../platform/db/types.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { listOf } from '../../platform/http/schemas.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { recordAccess } from '../audit/record-audit.js'
import { frame, scopeOf } from '../receivables/book-frame.js'
import type { AgingBucket } from '../receivables/domain/aging-buckets.js'
import { openItemJsonOf } from '../receivables/receivables-json.js'
import { openItemJson, openItemsQuery } from '../receivables/receivables-schemas.js'
import { expectedItemSorts, listExpectedItems, type ExpectedItem } from './expected-item-store.js'
import { expectedItemsHeader, expectedItemsRow } from './expected-items-sheet.js'

const tags = ['receivables']
const config = { permission: 'receivables:read' } as const
const EXPORTED_MAX = 200_000

const asked = openItemsQuery.extend({
  lateFrom: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Only what is paid after its due day with at least this probability, in per cent'),
  sort: z.enum(expectedItemSorts).default('age').describe('Age: the oldest first'),
})
const csvQuery = asked
  .omit({ cursor: true, limit: true })
  .extend({ language: z.enum(['zh-CN', 'en']).default('zh-CN') })

const answer = openItemJson.extend({
  forecast: z
    .object({
      expectedOn: z.string().nullable().describe('null: not within a year'),
      earliestOn: z.string().nullable(),
      latestOn: z.string().nullable().describe('Four of five payments come between earliest and latest'),
      pLate: z.number().describe('Probability of payment after the due day'),
      pLate30: z.number().describe('The same, more than 30 days after it'),
    })
    .nullable()
    .describe('null: a credit, not forecast yet, or a day of the past'),
})

/** Open items behind the aging, each with the day on which it is expected to be paid. */
export function registerExpectedItemRoutes(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Open items behind the aging with the forecast of their payment, the oldest first',
    querystring: asked,
    response: { 200: listOf(answer) },
  }
  app.get('/api/v1/receivables', { config, schema }, async (request) => {
    const { cursor, limit, ...query } = request.query
    const offset = cursor === undefined ? 0 : offsetOf(cursor)
    const part = { offset, limit: limit + 1 }
    const { items, asOf, buckets } = await find(deps.db, query, part, principalOf(request), deps.now())
    return {
      items: items
        .slice(0, limit)
        .map((item) => ({ ...openItemJsonOf(item, asOf, buckets), forecast: item.forecast })),
      nextCursor: items.length > limit ? encodeCursor([String(offset + limit)]) : null,
    }
  })
  registerCsv(app, deps)
}

function registerCsv(app: App, deps: Deps): void {
  const schema = { tags, summary: 'The same as CSV', querystring: csvQuery }
  app.get('/api/v1/receivables.csv', { config, schema }, async (request, reply) => {
    const { language, ...query } = request.query
    const actor = principalOf(request)
    const at = deps.now()
    const words = language === 'en' ? 'en' : 'zh'
    const { items, asOf, buckets } = await deps.db.transaction(async (tx) => {
      await recordAccess(tx, {
        ...{ actor, action: 'receivables.exported', objectType: 'receivables', objectId: '*' },
        ...{ detail: { filter: query }, at },
      })
      return find(tx, query, { offset: 0, limit: EXPORTED_MAX }, actor, at)
    })
    const rows = items.map((item) => expectedItemsRow(item, { asOf, buckets, language: words }))
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="receivables-${asOf}.csv"`)
      .send(writeCsv([expectedItemsHeader(words), ...rows]))
  })
}

async function find(
  db: Queryable,
  query: Omit<z.output<typeof asked>, 'cursor' | 'limit'>,
  part: { readonly offset: number; readonly limit: number },
  actor: Principal,
  now: Date,
): Promise<{ items: ExpectedItem[]; asOf: CalendarDay; buckets: readonly AgingBucket[] }> {
  const { buckets, asOf } = await frame(db, now, query)
  const items = await listExpectedItems(db, {
    ...{ asOf, basis: query.basis, scope: scopeOf(query, actor), currency: query.currency ?? null },
    agingBucket: query.bucket === undefined ? null : bucketNamed(buckets, query.bucket),
    lateMin: query.lateFrom === undefined ? null : query.lateFrom / 100,
    ...{ sort: query.sort, ...part },
  })
  return { items, asOf, buckets }
}

function bucketNamed(buckets: readonly AgingBucket[], key: string): AgingBucket {
  const found = buckets.find((bucket) => bucket.key === key)
  if (!found) throw new Refusal('bad_request', { detail: `bucket ${key}` })
  return found
}

function offsetOf(cursor: string): number {
  const [text = ''] = decodeCursor(cursor, 1)
  if (!/^\d{1,9}$/.test(text)) throw new Refusal('bad_request', { detail: 'cursor' })
  return Number(text)
}
