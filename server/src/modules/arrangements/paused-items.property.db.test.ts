import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { judgeArrangements } from './jobs.js'

let app: TestApp
let book: OwingBook

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
})
afterAll(() => app.close())

interface Deal {
  readonly kind: 'promise' | 'dispute' | 'pay' | 'credit'
  readonly invoice: number
  readonly cents: number
}
interface Pick {
  readonly kind: 'settle' | 'cancel' | 'days'
  readonly pick: number
}
type Step = Deal | Pick

const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('promise' as const, 'dispute' as const, 'pay' as const, 'credit' as const),
      invoice: fc.integer({ min: 1, max: 3 }),
      cents: fc.integer({ min: 1, max: 12_000 }),
    }),
    fc.record({
      kind: fc.constantFrom('settle' as const, 'cancel' as const, 'days' as const),
      pick: fc.integer({ min: 0, max: 9 }),
    }),
  ),
  { minLength: 4, maxLength: 14 },
)

const yuan = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
let customers = 0

/** One random story of a customer with three invoices of 100.00; what is refused is simply not done. */
async function live(code: string, story: readonly Step[]): Promise<void> {
  let serial = 0
  for (const step of story) {
    if ('pick' in step) {
      if (step.kind === 'days') app.clock.advance({ days: step.pick })
      else await end(code, step.kind, step.pick)
    } else {
      const number = `${code}-${step.invoice}`
      const items = [
        { source: 'erp', number, itemNo: 1, amount: { amount: yuan(step.cents), currency: 'CNY' } },
      ]
      const today = app.clock.now().toISOString().slice(0, 10)
      if (step.kind === 'promise')
        await app.request('POST', `/api/v1/customers/${code}/promises`, { body: { payOn: today, items } })
      else if (step.kind === 'dispute')
        await app.request('POST', `/api/v1/customers/${code}/disputes`, {
          body: { reasonCode: 'price', description: '单价不符', items },
        })
      else
        await book.document(step.kind === 'pay' ? 'receipt' : 'credit-note', `X-${code}-${++serial}`, {
          ...{ customerCode: code, date: today, lines: [{ lineNo: 1, amount: yuan(step.cents) }] },
          allocations: [{ number, amount: yuan(step.cents) }],
        })
    }
    await judgeArrangements(app.deps)
    await hold(code)
  }
}

async function end(code: string, kind: 'settle' | 'cancel', pick: number): Promise<void> {
  const path = kind === 'settle' ? 'disputes' : 'promises'
  const answer = await app.request('GET', `/api/v1/${path}?customerCode=${code}`)
  const all = (answer.body as { items: { id: string }[] }).items
  const one = all[pick % Math.max(1, all.length)]
  if (!one) return
  if (kind === 'settle')
    await app.request('POST', `/api/v1/disputes/${one.id}/withdraw`, { body: { resolution: '撤回' } })
  else await app.request('POST', `/api/v1/promises/${one.id}/cancel`, { body: { reason: '改期' } })
}

/** What must be true after every step. */
async function hold(code: string): Promise<void> {
  const today = app.clock.now().toISOString().slice(0, 10)
  const items = await app.deps.db.rows<{
    number: string
    open: bigint
    disputed: boolean
    flagged: boolean
    paused: bigint
  }>(sql`
    SELECT d.number, i.open_minor AS open, d.disputed,
      EXISTS (SELECT FROM dispute_item x JOIN dispute p ON p.id = x.dispute_id
              WHERE x.document_id = d.id AND p.ended_at IS NULL) AS flagged,
      coalesce((SELECT sum_minor(p.paused_minor) FROM paused_items(${today}::date) p
                WHERE p.document_id = i.document_id AND p.item_no = i.item_no), 0) AS paused
    FROM exposure_item i JOIN document d ON d.id = i.document_id JOIN credit_account a ON a.id = i.account_id
    JOIN customer c ON c.id = a.customer_id WHERE c.code = ${code} AND i.bucket = 'receivables'`)
  expect(items).toHaveLength(3)
  for (const { number, open, disputed, flagged, paused } of items) {
    expect(paused, number).toBeLessThanOrEqual(open)
    expect(disputed, number).toBe(flagged)
  }
  const [faults] = await app.deps.db.rows<{ several: number; stale: number; over: number }>(sql`
    SELECT (SELECT count(*)::int FROM (SELECT 1 FROM promise_item WHERE current
              GROUP BY document_id, item_no HAVING count(*) > 1) q) AS several,
      (SELECT count(*)::int FROM promise p JOIN promise_item i ON i.promise_id = p.id
       WHERE i.current <> (p.status = 'open')) AS stale,
      (SELECT count(*)::int FROM promise p
       WHERE received_minor <> (SELECT sum_minor(received_minor) FROM promise_item i WHERE i.promise_id = p.id)
         OR received_minor > amount_minor) AS over`)
  expect(faults).toEqual({ several: 0, stale: 0, over: 0 })
}

it('never pauses more of an item than is open, whatever is promised, disputed, paid and settled in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const code = `Q${++customers}`
      app.clock.set('2026-11-21T04:00:00Z')
      await book.customer(code, 'unlimited')
      for (const invoice of [1, 2, 3]) await book.invoice(code, `${code}-${invoice}`, '100.00', '2026-10-01')
      await live(code, story)
    }),
    { numRuns: 20 },
  )
})
