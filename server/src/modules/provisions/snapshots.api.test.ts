import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import { agingBuckets } from '../receivables/domain/aging-buckets.js'
import type { ComparedRow, Side } from './comparison-store.js'
import { comparisonSheet } from './comparison-sheet.js'

const side = (bucketsMinor: bigint[]): Side => ({
  bucketsMinor,
  totalMinor: bucketsMinor.reduce((sum, minor) => sum + minor, 0n),
  overdueMinor: bucketsMinor.slice(1).reduce((sum, minor) => sum + minor, 0n),
  unappliedMinor: 0n,
})

describe('two agings as a sheet', () => {
  it('adds up and subtracts by formulas, and leaves texts texts', () => {
    const row: ComparedRow = {
      ...{ kind: 'row', code: '=1+1', name: '=cmd()', currency: 'CNY' as Currency, subjects: 1 },
      ...{ before: side([100n, 200n, 0n]), after: side([50n, 250n, 7n]) },
    }
    const days = [calendarDay('2026-05-31'), calendarDay('2026-06-30')] as const
    const comparison = {
      ...{ before: { asOf: days[0], snapshot: null }, after: { asOf: days[1], snapshot: null } },
      ...{ buckets: agingBuckets([30]), rows: [row], totals: [{ ...row, kind: 'total' as const }] },
    }
    const { rows } = comparisonSheet(comparison, 'customer', 'en')
    expect(rows[1]?.slice(0, 6)).toEqual([
      ...['=1+1', '=cmd()', 'CNY'],
      { amount: '3.00', formula: 'J2+M2+P2' },
      { amount: '3.07', formula: 'K2+N2+Q2' },
      { amount: '0.07', formula: 'E2-D2' },
    ])
    expect(rows[1]?.slice(6, 12)).toEqual([
      { amount: '2.00', formula: 'M2+P2' },
      { amount: '2.57', formula: 'N2+Q2' },
      { amount: '0.57', formula: 'H2-G2' },
      { amount: '1.00' },
      { amount: '0.50' },
      { amount: '-0.50', formula: 'K2-J2' },
    ])
    expect(rows[2]?.[3]).toEqual({ amount: '3.00', formula: 'SUMIF($C$2:$C$2,"CNY",D$2:D$2)' })
    expect(rows[2]?.[5]).toEqual({ amount: '0.07', formula: 'E3-D3' })
  })
})

describe('snapshots over the API', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    const book = await openCreditBook(api)
    await book.customer('C1', '100000.00')
    await book.customer('C2', '100000.00')
    const invoice = (customerCode: string, number: string, date: string, amount: string) =>
      book.document('invoice', number, {
        ...{ customerCode, date, dueDate: date, lines: [{ lineNo: 1, amount }] },
      })
    await invoice('C1', 'I-1', '2026-09-10', '100.00')
    await invoice('C2', 'I-2', '2026-10-20', '50.00')
    await book.document('receipt', 'R-1', {
      ...{ customerCode: 'C1', date: '2026-11-05', lines: [{ lineNo: 1, amount: '60.00' }] },
      allocations: [{ number: 'I-1', amount: '60.00' }],
    })
  })
  afterAll(() => api.close())

  it('are taken with a note, listed, compared and exported; the trail tells', async () => {
    const taken = await api.request('POST', '/api/v1/aging-snapshots', {
      body: { asOf: '2026-10-31', note: '月结' },
    })
    expect(taken.status).toBe(201)
    expect(taken.body).toMatchObject({
      ...{ kind: 'on-demand', asOf: '2026-10-31', note: '月结' },
      totals: [{ currency: 'CNY', total: { amount: '150.00' }, items: 2 }],
    })
    const listed = await api.request('GET', '/api/v1/aging-snapshots')
    expect(listed.body.items).toEqual([taken.body])
    const id = taken.body.id as string
    expect((await api.request('GET', `/api/v1/aging-snapshots/${id}`)).body).toEqual(taken.body)

    const compared = await api.request('GET', `/api/v1/aging-comparison?before=${id}&by=customer`)
    expect(compared.status, compared.text).toBe(200)
    expect(compared.body).toMatchObject({
      before: { asOf: '2026-10-31', snapshotId: id },
      after: { asOf: '2026-11-21', snapshotId: null },
      count: 2,
      totals: [{ change: { amount: '-60.00' }, before: { total: { amount: '150.00' } } }],
      items: [
        { code: 'C1', name: '客户 C1', change: { amount: '-60.00' }, after: { total: { amount: '40.00' } } },
        { code: 'C2', change: { amount: '0.00' } },
      ],
    })
    const file = await api.request('GET', `/api/v1/aging-comparison.xlsx?before=${id}`)
    expect(file.headers['content-type']).toContain('spreadsheetml')
    const noted = await api.database.db.rows<{ action: string }>(sql`
      SELECT action FROM audit_entry WHERE action IN ('aging-snapshot.taken', 'aging-comparison.exported') ORDER BY 1`)
    expect(noted.map(({ action }) => action)).toEqual(['aging-comparison.exported', 'aging-snapshot.taken'])
  })

  it('refuse a day to come, an unknown snapshot and snapshots of other buckets', async () => {
    const future = await api.request('POST', '/api/v1/aging-snapshots', { body: { asOf: '2026-11-22' } })
    expect([future.status, future.body.code]).toEqual([400, 'day_in_future'])
    const unknown = '01a20092-b09a-77a6-bcb4-d6b6384558c8'
    const missing = await api.request('GET', `/api/v1/aging-comparison?before=${unknown}`)
    expect([missing.status, missing.body.code]).toEqual([404, 'aging_snapshot_not_found'])
    const first = await api.request('POST', '/api/v1/aging-snapshots', { body: {} })
    await api.database.db.run(sql`UPDATE organisation SET aging_bounds = '{15,45}'`)
    const second = await api.request('POST', '/api/v1/aging-snapshots', { body: {} })
    const query = `before=${first.body.id}&after=${second.body.id}`
    const differ = await api.request('GET', `/api/v1/aging-comparison?${query}`)
    expect([differ.status, differ.body.code]).toEqual([409, 'snapshot_bounds_differ'])
  })

  it('show a salesperson own customers only, and no sums of the book', async () => {
    const taken = await api.request('POST', '/api/v1/aging-snapshots', { body: {} })
    await api.request('PUT', '/api/v1/customers/C2', { body: { name: '客户 C2', ownerUsername: 'lin' } })
    const lin = await api.signIn('sales', { username: 'lin' })
    const list = await api.request('GET', '/api/v1/aging-snapshots', { as: lin })
    expect(list.status).toBe(200)
    expect(list.body.items[0].totals).toBeNull()
    const url = `/api/v1/aging-comparison?before=${taken.body.id}`
    const own = await api.request('GET', url, { as: lin })
    expect((own.body.items as { code: string }[]).map(({ code }) => code)).toEqual(['C2'])
    expect((await api.request('POST', '/api/v1/aging-snapshots', { as: lin, body: {} })).status).toBe(403)
  })
})
