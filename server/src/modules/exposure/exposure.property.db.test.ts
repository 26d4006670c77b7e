import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { systemPrincipal } from '../../kernel/access.js'
import { addDays, calendarDay, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import { newId } from '../../platform/new-id.js'
import { putSegment } from '../customers/segment-store.js'
import { upsertCustomers } from '../customers/upsert-customers.js'
import type { DocumentContent, DocumentStatus, DocumentType } from './domain/document.js'
import { recordDocuments } from './record-documents.js'
import { verifyLedger } from './ledger-verification-store.js'

const TODAY = calendarDay('2026-11-21')
const at = new Date('2026-11-21T04:00:00Z')
const CNY = 'CNY' as Currency
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await database.db.transaction(async (tx) => {
    const settings = {
      name: '华东',
      currency: CNY,
      timeZone: 'Asia/Shanghai',
      reservationDays: 7,
      unappliedLowersExposure: true,
      disputedCountsOverdue: true,
      horizonDays: null,
      autoRelease: false,
    }
    await putSegment(tx, newId(), 'STRICT', { ...settings, overDeliveryAllowed: false }, at)
    await putSegment(tx, newId(), 'LOOSE', { ...settings, overDeliveryAllowed: true }, at)
  })
})
afterAll(() => database.drop())

/** One random document: small numbers, so that documents meet. */
interface Draft {
  readonly type: DocumentType
  readonly number: number
  readonly version: number
  readonly status: DocumentStatus
  readonly dayOffset: number
  readonly amounts: readonly number[]
  readonly fromNumber: number
  readonly fromShare: number
  readonly fromDelivery: boolean
  readonly takes: boolean
  readonly parts: number
}

const draft = fc.record<Draft>({
  type: fc.constantFrom('order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off'),
  number: fc.integer({ min: 1, max: 3 }),
  version: fc.integer({ min: 1, max: 4 }),
  status: fc.constantFrom('open', 'open', 'open', 'closed', 'cancelled'),
  dayOffset: fc.integer({ min: -60, max: 5 }),
  amounts: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 3 }),
  fromNumber: fc.integer({ min: 1, max: 3 }),
  fromShare: fc.integer({ min: 0, max: 100 }),
  fromDelivery: fc.boolean(),
  takes: fc.boolean(),
  parts: fc.integer({ min: 1, max: 3 }),
})

function contentOf(d: Draft): DocumentContent {
  const settles = d.type === 'receipt' || d.type === 'write-off'
  const fromType: DocumentType | null =
    d.type === 'delivery'
      ? 'order'
      : d.type === 'invoice'
        ? d.fromDelivery
          ? 'delivery'
          : 'order'
        : d.type === 'credit-note'
          ? d.fromDelivery
            ? 'delivery'
            : 'invoice'
          : null
  const lines = d.amounts.map((amount, index) => ({
    lineNo: index + 1,
    amountMinor: BigInt(amount),
    shipOn: null,
    from:
      d.takes && fromType
        ? {
            type: fromType,
            number: `N${d.fromNumber}`,
            lineNo: index + 1,
            amountMinor: BigInt(Math.floor((amount * d.fromShare) / 100)),
          }
        : null,
  }))
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
  const on = addDays(TODAY, d.dayOffset)
  const installments = d.type === 'invoice' && d.parts > 1 ? split(total, d.parts, on) : []
  const share = d.type === 'write-off' ? 100 : d.fromShare
  const allocated = settles && d.takes ? (total * BigInt(share)) / 100n : 0n
  return {
    source: 'erp',
    type: d.type,
    number: `N${d.number}`,
    version: BigInt(d.version),
    status: d.status,
    on,
    dueOn: null,
    installments,
    currency: CNY,
    lines,
    allocations: allocated > 0n ? [{ number: `N${d.fromNumber}`, amountMinor: allocated }] : [],
    reservationId: null,
    disputed: false,
  }
}

function split(total: bigint, parts: number, on: CalendarDay) {
  const each = total / BigInt(parts)
  return Array.from({ length: parts }, (_, index) => ({
    dueOn: addDays(on, 30 * (parts - index)),
    amountMinor: index === 0 ? total - each * BigInt(parts - 1) : each,
  }))
}

/** The exposure by the definition of the contract, computed from the accepted documents alone. */
function expected(documents: readonly DocumentContent[]) {
  const live = documents.filter((document) => document.status !== 'cancelled')
  const taken = (type: string, number: string, lineNo: number) =>
    live
      .flatMap((document) => document.lines)
      .filter(({ from }) => from?.type === type && from.number === number && from.lineNo === lineNo)
      .reduce((sum, { from }) => sum + (from?.amountMinor ?? 0n), 0n)
  const positive = (minor: bigint) => (minor > 0n ? minor : 0n)
  const openLines = (type: DocumentType) =>
    live
      .filter((document) => document.type === type && document.status === 'open')
      .flatMap((document) =>
        document.lines.map((line) => positive(line.amountMinor - taken(type, document.number, line.lineNo))),
      )
      .reduce((sum, minor) => sum + minor, 0n)
  let receivables = 0n
  let unapplied = 0n
  for (const document of live) {
    if (document.type === 'receipt' || document.type === 'credit-note') unapplied -= total(document)
  }
  for (const invoice of documents.filter((document) => document.type === 'invoice')) {
    const settling = live.flatMap((document) => [
      ...document.allocations.filter(({ number }) => number === invoice.number),
      ...document.lines.flatMap(({ from }) =>
        from?.type === 'invoice' && from.number === invoice.number ? [from] : [],
      ),
    ])
    const wanted = settling.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
    const can = invoice.status === 'cancelled' ? 0n : total(invoice)
    const settled = wanted < can ? wanted : can
    unapplied += settled
    if (invoice.status === 'open') receivables += total(invoice) - settled
  }
  for (const note of live.filter((document) => document.type === 'credit-note')) {
    for (const { from } of note.lines) if (from?.type === 'delivery') unapplied += from.amountMinor
  }
  for (const document of live.filter((one) => one.type === 'write-off')) unapplied -= total(document)
  return {
    open_orders: openLines('order'),
    delivered_not_billed: openLines('delivery'),
    receivables,
    unapplied,
  }
}

function total(document: DocumentContent): bigint {
  return document.lines.reduce((sum, line) => sum + line.amountMinor, 0n)
}

/** Settling documents that are closed hide who of several got the share; the sums are only stated for open ones. */
function stated(d: Draft): Draft {
  const settling = ['receipt', 'credit-note', 'write-off'].includes(d.type)
  return settling && d.status === 'closed' ? { ...d, status: 'open' } : d
}

async function play(drafts: readonly Draft[], segmentCode: string, batchSize: number) {
  const customerCode = newId()
  const effects = { regrouped: () => Promise.resolve() }
  await database.db.transaction((tx) =>
    upsertCustomers(tx, [{ code: customerCode, name: customerCode }], {
      actor: systemPrincipal,
      at,
      effects,
    }),
  )
  const contents = drafts.map((one) => ({ ...contentOf(one), source: customerCode }))
  const accepted = new Map<string, DocumentContent>()
  for (let start = 0; start < contents.length; start += batchSize) {
    const batch = contents.slice(start, start + batchSize)
    const results = await database.db.transaction((tx) =>
      recordDocuments(
        tx,
        batch.map((content) => ({ customerCode, segmentCode, content })),
        { at, today: TODAY, onlyCustomersOf: null },
      ),
    )
    for (const [index, result] of results.entries()) {
      const content = batch[index]
      if (content && result.outcome === 'recorded') accepted.set(`${content.type}/${content.number}`, content)
    }
  }
  const [projection] = await database.db.rows<Record<string, bigint>>(sql`
    SELECT e.open_orders_minor AS open_orders, e.delivered_not_billed_minor AS delivered_not_billed,
           e.receivables_minor AS receivables, e.unapplied_minor AS unapplied
    FROM account_exposure e JOIN credit_account a ON a.id = e.account_id JOIN customer c ON c.id = a.customer_id
    WHERE c.code = ${customerCode}`)
  const negative = await database.db.rows(sql`
    SELECT e.document_id, e.item_no FROM exposure_entry e
    JOIN credit_account a ON a.id = e.account_id JOIN customer c ON c.id = a.customer_id
    WHERE c.code = ${customerCode} AND e.bucket <> 'unapplied'
    GROUP BY e.document_id, e.item_no HAVING sum(e.delta_minor) < 0`)
  return { projection, accepted: [...accepted.values()], negative }
}

describe('exposure after any sequence of documents', () => {
  it.each(['STRICT', 'LOOSE'])(
    'is the sum over open document lines, whatever the order (%s)',
    async (segment) => {
      let recorded = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(draft.map(stated), { minLength: 1, maxLength: 25 }),
          fc.constantFrom(1, 3, 25),
          async (drafts, batchSize) => {
            const { projection, accepted, negative } = await play(drafts, segment, batchSize)
            recorded += accepted.length
            const zero = { open_orders: 0n, delivered_not_billed: 0n, receivables: 0n, unapplied: 0n }
            expect(projection ?? zero).toEqual(expected(accepted))
            expect(negative).toEqual([])
          },
        ),
        { numRuns: 60 },
      )
      expect(recorded).toBeGreaterThan(100)
      expect((await verifyLedger(database.db)).differences).toEqual([])
    },
  )

  it('does not depend on how the documents were cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(draft.map(stated), { minLength: 5, maxLength: 25 }), async (drafts) => {
        const one = await play(drafts, 'STRICT', 1)
        const all = await play(drafts, 'STRICT', 25)
        expect(all.projection).toEqual(one.projection)
        expect(all.accepted.map(({ source: _, ...rest }) => rest)).toEqual(
          one.accepted.map(({ source: _, ...rest }) => rest),
        )
      }),
      { numRuns: 15 },
    )
  })
})
