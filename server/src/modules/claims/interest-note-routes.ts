import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { moneyJson } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { pageByCursor } from '../../platform/http/cursor.js'
import {
  codeSchema,
  cursorQuery,
  daySchema,
  flagSchema,
  idSchema,
  listOf,
  moneyJsonSchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { billInterest, cancelNote } from './bill-interest.js'
import { todayAt, visibleCustomer } from './claim-customer.js'
import { noteReference } from './domain/note-number.js'
import { itemsOfNotes, listNotes, type ListedNote } from './interest-note-store.js'

const tags = ['claims']
const needs = { cancel: 'claims:write' } as const
const write = { permission: needs.cancel } as const

const noteJson = z.object({
  id: z.string().describe('Also that of its invoice in the ledger'),
  number: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  status: z.enum(['issued', 'settled', 'cancelled']),
  amount: moneyJsonSchema,
  open: moneyJsonSchema.describe('What is not settled'),
  until: z.string().describe('Interest up to and with this day'),
  dueOn: z.string(),
  issuedBy: z.string(),
  issuedAt: z.string(),
  cancelledBy: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  items: z.array(
    z.object({
      documentId: z.string().describe('The late invoice'),
      itemNo: z.int(),
      number: z.string(),
      amount: moneyJsonSchema,
    }),
  ),
  allowed: z.array(z.enum(['cancel'])),
})

/** Late interest that is billed. */
export function registerInterestNoteRoutes(app: App, deps: Deps): void {
  registerList(app, deps)
  registerIssue(app, deps)
  registerCancel(app, deps)
}

function registerList(app: App, { db }: Deps): void {
  const schema = {
    tags,
    summary: 'Interest notes, the newest first',
    querystring: z.strictObject({
      cancelled: flagSchema.optional(),
      customerCode: codeSchema.optional(),
      ...cursorQuery,
    }),
    response: { 200: listOf(noteJson) },
  }
  const config = { permission: 'receivables:read' } as const
  app.get('/api/v1/interest-notes', { config, schema }, async (request) => {
    const { limit, cursor, ...filter } = request.query
    const { page, nextCursor } = await pageByCursor({ limit, cursor }, (part) => listNotes(db, filter, part))
    return { items: await notesJson(db, page, principalOf(request)), nextCursor }
  })
}

function registerIssue(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'Bill late interest: an invoice for each account and currency, settled like any other',
    params: z.strictObject({ code: codeSchema }),
    body: z.strictObject({
      until: daySchema.nullable().default(null).describe('Last day of the interest; null: today'),
      dueOn: daySchema.nullable().default(null).describe('When it is to be paid; null: today'),
      items: z
        .array(z.strictObject({ documentId: idSchema, itemNo: z.int().min(1).max(9999) }))
        .max(200)
        .default([])
        .describe('None: the interest of everything that is overdue'),
    }),
    response: { 201: z.object({ notes: z.array(noteJson) }) },
  }
  app.post('/api/v1/customers/:code/interest-notes', { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const at = now()
    const notes = await db.transaction(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, actor)
      const ids = await billInterest(tx, customer, request.body, { actor, at, today: await todayAt(tx, at) })
      return notesJson(tx, await listNotes(tx, { ids }, { limit: ids.length }), actor)
    })
    return reply.code(201).send({ notes })
  })
}

function registerCancel(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'Take back an interest note of which nothing is settled; the interest is owed as before',
    params: z.strictObject({ id: idSchema }),
    body: z.strictObject({ reason: reasonSchema }),
    response: { 200: noteJson },
  }
  app.post('/api/v1/interest-notes/:id/cancel', { config: write, schema }, async (request) => {
    const actor = principalOf(request)
    const at = now()
    return db.transaction(async (tx) => {
      const { id } = request.params
      await cancelNote(tx, id, request.body.reason, { actor, at, today: await todayAt(tx, at) })
      const [json] = await notesJson(tx, await listNotes(tx, { ids: [id] }, { limit: 1 }), actor)
      if (!json) throw new Error('the interest note is gone')
      return json
    })
  })
}

async function notesJson(
  db: Queryable,
  notes: readonly ListedNote[],
  actor: Principal,
): Promise<z.input<typeof noteJson>[]> {
  const items = await itemsOfNotes(
    db,
    notes.map(({ id }) => id),
  )
  return notes.map((note) => {
    const { id, currency, ownerUsername, segmentCodes, cancelledAt, openMinor } = note
    const { customerCode, customerName, issuedBy, cancelledBy, cancelReason, dueOn } = note
    const amount = (minor: bigint) => moneyJson(minor, currency)
    const status = cancelledAt !== null ? 'cancelled' : openMinor === 0n ? 'settled' : 'issued'
    const untouched = status === 'issued' && openMinor === note.amountMinor
    return {
      ...{ id, number: noteReference(note.number), customerCode, customerName, segment: note.segmentCode },
      ...{ status, amount: amount(note.amountMinor), open: amount(openMinor), until: note.untilOn, dueOn },
      ...{ issuedBy, issuedAt: note.issuedAt.toISOString(), cancelledBy, cancelReason },
      cancelledAt: cancelledAt?.toISOString() ?? null,
      items: items
        .filter(({ noteId }) => noteId === id)
        .map(({ mainDocumentId, mainItemNo, mainNumber, amountMinor }) => ({
          ...{ documentId: mainDocumentId, itemNo: mainItemNo, number: mainNumber },
          amount: amount(amountMinor),
        })),
      allowed: untouched ? actsOf(actor, needs, { ownerUsername, segmentCodes }) : [],
    }
  })
}
