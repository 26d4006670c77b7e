import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertLedger } from '../../../test/ledger-rows.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import { agingSheet } from './aging-sheet.js'
import type { AgingRow } from './aging-store.js'
import { agingBuckets } from './domain/aging-buckets.js'

const CNY = 'CNY' as Currency

const row = (kind: 'row' | 'total', code: string, minors: bigint[]): AgingRow => ({
  ...{ kind, code, name: `=HYPERLINK("${code}")`, ownerUsername: null, currency: CNY, subjects: 1 },
  bucketsMinor: minors,
  totalMinor: minors.reduce((sum, minor) => sum + minor, 0n),
  ...{ overdueMinor: minors[1] ?? 0n, unappliedMinor: -5n },
})

describe('the aging as a sheet', () => {
  it('adds up rows and columns by formulas, and leaves texts texts', () => {
    const rows = [row('row', 'C1', [100n, 250n, 0n]), row('row', 'C2', [0n, 1n, 2n])]
    const sheet = agingSheet(
      { rows, totals: [row('total', '', [100n, 251n, 2n])] },
      agingBuckets([30]),
      'customer',
      'en',
    )
    expect(sheet.rows[0]?.slice(3, 6)).toEqual([
      { bold: 'Not due' },
      { bold: '1–30 days' },
      { bold: 'Over 30 days' },
    ])
    expect(sheet.rows[1]?.slice(0, 4)).toEqual(['C1', '=HYPERLINK("C1")', 'CNY', { amount: '1.00' }])
    expect(sheet.rows[1]?.[6]).toEqual({ amount: '3.50', formula: 'SUM(D2:F2)' })
    expect(sheet.rows[3]?.[4]).toEqual({ amount: '2.51', formula: 'SUMIF($C$2:$C$3,"CNY",E$2:E$3)' })
  })
})

describe('GET /aging.xlsx', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp({ now: '2026-06-15T04:00:00Z' })
    await app.database.db.transaction((tx) =>
      insertLedger(tx, 2, [
        {
          ...{ customer: 0, currency: 'CNY', bucket: 'receivables' },
          ...{ documentOn: calendarDay('2026-04-01'), dueOn: calendarDay('2026-05-10') },
          entries: [{ on: calendarDay('2026-04-01'), deltaMinor: 12_345n }],
        },
      ]),
    )
  })
  afterAll(() => app.close())

  it('gives a workbook, notes who took it, and nothing to those who may not', async () => {
    const answer = await app.request('GET', '/api/v1/aging.xlsx?language=en')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toContain('spreadsheetml')
    expect(answer.headers['content-disposition']).toContain('aging-2026-06-15.xlsx')
    const noted = await app.database.db.rows<{ action: string }>(sql`
      SELECT action FROM audit_entry WHERE action = 'aging.exported'`)
    expect(noted).toHaveLength(1)
    const stranger = await app.keyWith('checks:read')
    expect((await app.request('GET', '/api/v1/aging.xlsx', { as: stranger })).status).toBe(403)
  })
})
