import { z } from 'zod'
import { isExistingDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { isId } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { codeSchema, cursorQuery, flagSchema, listOf, moneyJsonSchema } from '../../platform/http/schemas.js'
import { listDocuments, type DocumentRow } from './document-list-store.js'
import { listReserved } from './reserved-list-store.js'
import { documentStatuses, documentTypes } from './domain/document.js'
import type { Bucket } from './domain/bucket.js'

const documentSchema = z.object({
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  source: z.string(),
  type: z.enum(documentTypes),
  number: z.string(),
  version: z.number(),
  status: z.enum(documentStatuses),
  date: z.string(),
  dueDate: z.string().nullable(),
  total: moneyJsonSchema,
  open: moneyJsonSchema,
  disputed: z.boolean(),
})

/** Names of the buckets on the wire. */
const bucketNames = {
  reserved: 'reserved',
  openOrders: 'open_orders',
  deliveredNotBilled: 'delivered_not_billed',
  receivables: 'receivables',
  bills: 'bills',
  unapplied: 'unapplied',
} as const satisfies Record<string, Bucket>

/** Reading documents: what stands behind an amount of exposure. */
export function registerDocumentListRoutes(app: App, deps: Deps): void {
  app.get('/api/v1/documents', {
    config: { permission: 'documents:read' },
    schema: {
      tags: ['documents'],
      summary: 'Documents, latest first; with a bucket, those that hold something open in it',
      description:
        'What is reserved is held by passed checks before their documents arrive: with the bucket `reserved`, the ' +
        'active reservations are listed under the documents that they are for, as version 0.',
      querystring: z.strictObject({
        ...cursorQuery,
        customerCode: codeSchema.optional(),
        segment: codeSchema.optional(),
        type: z.enum(documentTypes).optional(),
        bucket: z.enum(Object.keys(bucketNames) as [keyof typeof bucketNames]).optional(),
        number: codeSchema.optional(),
        open: flagSchema.optional(),
      }),
      response: { 200: listOf(documentSchema) },
    },
    handler: async (request) => {
      const { limit, cursor, bucket, ...rest } = request.query
      const filter = {
        ...rest,
        bucket: bucket === undefined ? undefined : bucketNames[bucket],
        owner: principalOf(request).onlyCustomersOf,
      }
      const list = filter.bucket === 'reserved' ? listReserved : listDocuments
      const rows = await list(deps.db, filter, { limit: limit + 1, after: placeOf(cursor) })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(present),
        nextCursor: rows.length > limit && last ? encodeCursor([last.on, last.id]) : null,
      }
    },
  })
}

function placeOf(cursor: string | undefined): readonly [string, string] | null {
  if (cursor === undefined) return null
  const [on = '', id = ''] = decodeCursor(cursor, 2)
  if (!isExistingDay(on) || !isId(id)) throw new Refusal('bad_request', { detail: 'cursor' })
  return [on, id]
}

function present(row: DocumentRow) {
  const { on, dueOn, totalMinor, openMinor, currency, version, ...rest } = row
  return {
    ...rest,
    version: Number(version),
    date: on,
    dueDate: dueOn,
    total: moneyJson(totalMinor, currency),
    open: moneyJson(openMinor, currency),
  }
}
