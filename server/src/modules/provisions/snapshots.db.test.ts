import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertLedger, type TestItem } from '../../../test/ledger-rows.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { systemPrincipal } from '../../kernel/access.js'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import { createLogger } from '../../platform/log.js'
import { sql } from '../../platform/db/sql.js'
import { listAging } from '../receivables/aging-store.js'
import { agingSubjects } from '../receivables/aging-sums-store.js'
import { agingBuckets } from '../receivables/domain/aging-buckets.js'
import { wholeBook } from '../receivables/open-item-store.js'
import { compareTwoAgings } from './compare-agings.js'
import { ledgerTotals, listSnapshots } from './snapshot-store.js'
import { takeMonthlySnapshots, takeSnapshot } from './take-snapshot.js'

const start = calendarDay('2026-01-01')
const at = new Date('2026-11-10T04:00:00Z')
const by = { actor: systemPrincipal, at }
const bounds = [30, 60, 90, 180, 365]

const day = (max: number) => fc.integer({ min: 0, max }).map((days) => addDays(start, days))

/** An invoice that is partly settled once, or a receipt that is partly applied. */
const item = fc
  .record({
    customer: fc.nat(4),
    currency: fc.constantFrom('CNY', 'USD'),
    bucket: fc.constantFrom('receivables' as const, 'receivables' as const, 'unapplied' as const),
    documentOn: day(280),
    terms: fc.integer({ min: 0, max: 120 }),
    amount: fc.bigInt({ min: 2n, max: 10n ** 11n }),
    settledAfter: fc.integer({ min: 0, max: 200 }),
    percent: fc.bigInt(1n, 100n),
  })
  .map(({ documentOn, terms, amount, settledAfter, percent, ...rest }): TestItem => {
    const sign = rest.bucket === 'receivables' ? 1n : -1n
    const settled = (amount * percent) / 100n
    const opening = { on: documentOn, deltaMinor: sign * amount }
    const later = { on: addDays(documentOn, settledAfter), deltaMinor: -sign * settled }
    return {
      ...rest,
      documentOn,
      dueOn: rest.bucket === 'unapplied' ? null : addDays(documentOn, terms),
      entries: settled === 0n ? [opening] : [opening, later],
    }
  })

describe('snapshots of the aging', () => {
  let database: TestDatabase
  const items = fc.sample(item, { numRuns: 300, seed: 20261122 })
  beforeAll(async () => {
    database = await createTestDatabase()
    await database.db.transaction((tx) => insertLedger(tx, 5, items))
    await database.db.run(sql`UPDATE organisation SET aging_bounds = ${bounds}::int[]`)
  })
  afterAll(() => database.drop())

  const sum = (minors: readonly bigint[]) => minors.reduce((total, minor) => total + minor, 0n)
  const openOn = (currency: string, on: string) =>
    items
      .filter((one) => one.currency === currency && one.bucket === 'receivables')
      .flatMap(({ entries }) => entries)
      .filter((entry) => entry.on <= on)
      .reduce((total, { deltaMinor }) => total + deltaMinor, 0n)

  it('hold Σ buckets = Σ steps = Σ ledger on any day', async () => {
    await fc.assert(
      fc.asyncProperty(day(310), async (asOf) => {
        const wanted = { kind: 'on-demand', asOf, note: null } as const
        const { totals } = await database.db.transaction((tx) => takeSnapshot(tx, wanted, by))
        for (const total of totals) {
          expect(sum(total.bucketsMinor)).toBe(openOn(total.currency, asOf))
          expect(sum(total.stepsMinor)).toBe(openOn(total.currency, asOf))
        }
        const ledger = (await ledgerTotals(database.db, asOf)).filter(({ openMinor }) => openMinor !== 0n)
        expect(ledger.map(({ openMinor }) => openMinor)).toEqual(
          totals.map(({ bucketsMinor }) => sum(bucketsMinor)).filter((minor) => minor !== 0n),
        )
      }),
      { numRuns: 15 },
    )
  })

  it('are taken of every ended month once, from the first day of the ledger', async () => {
    const deps = { db: database.db, now: () => at, log: createLogger({ level: 'silent' }) }
    const first = await takeMonthlySnapshots(deps)
    expect(first.at(-1)).toBe('2026-10-31')
    expect(first).toHaveLength(10)
    expect(await takeMonthlySnapshots(deps)).toEqual([])
    const monthly = (await listSnapshots(database.db, 300)).filter(({ kind }) => kind === 'monthly')
    expect(monthly.map(({ asOf }) => asOf)).toEqual([...first].reverse())
  })

  it('compare with any day as the two agings do, by every subject', async () => {
    const [june, august] = [calendarDay('2026-06-30'), calendarDay('2026-08-31')]
    const buckets = agingBuckets(bounds)
    const kept = (await listSnapshots(database.db, 300)).find(
      ({ kind, asOf }) => kind === 'monthly' && asOf === june,
    )
    const frame = { search: null, offset: 0, limit: 500, scope: wholeBook, buckets }
    for (const subject of agingSubjects) {
      const asked = { ...frame, by: subject, sort: 'code', after: august } as const
      const compare = (before: string) =>
        database.db.snapshot((tx) => compareTwoAgings(tx, { ...asked, before }))
      const found = await compare(kept?.id ?? '')
      const fromLedger = await compare(june)
      expect(found.rows).toEqual(fromLedger.rows)
      expect(found.totals).toEqual(fromLedger.totals)
      for (const [side, asOf] of [['before', june] as const, ['after', august] as const]) {
        const question = { ...frame, asOf, basis: 'due', by: subject, sort: 'code' } as const
        const { rows } = await listAging(database.db, question)
        expect(
          found.rows
            .map((row) => [row.code, row.currency, row[side].bucketsMinor, row[side].unappliedMinor])
            .filter(([, , minors, unapplied]) => sum(minors as bigint[]) !== 0n || unapplied !== 0n),
        ).toEqual(rows.map((row) => [row.code, row.currency, row.bucketsMinor, row.unappliedMinor]))
      }
    }
  })

  it('stay as they were taken when something is recorded later for an earlier day', async () => {
    const asOf = calendarDay('2026-09-30')
    const wanted = { kind: 'on-demand', asOf, note: null } as const
    const taken = await database.db.transaction((tx) => takeSnapshot(tx, wanted, by))
    const entry = { on: calendarDay('2026-09-15'), deltaMinor: 777n }
    await database.db.run(sql`
      WITH one AS (SELECT * FROM exposure_entry WHERE bucket = 'receivables' AND currency = 'CNY'
                   ORDER BY account_id, document_id, item_no, seq DESC LIMIT 1),
      raised AS (UPDATE exposure_item SET open_minor = open_minor + ${entry.deltaMinor}, amount_minor = amount_minor + 777
                 FROM one WHERE exposure_item.document_id = one.document_id)
      INSERT INTO exposure_entry SELECT account_id, document_id, item_no, seq + 1, group_id, segment_id, bucket, currency,
        ${entry.deltaMinor}, ${entry.on}, cause_id, ${at} FROM one`)
    const { totals } = await database.db.snapshot((tx) =>
      compareTwoAgings(tx, {
        ...{ before: taken.id, after: asOf, by: 'currency', search: null, sort: 'code', offset: 0, limit: 9 },
        ...{ scope: wholeBook, buckets: agingBuckets(bounds) },
      }),
    )
    const yuan = totals.find(({ currency }) => currency === 'CNY')
    expect((yuan?.after.totalMinor ?? 0n) - (yuan?.before.totalMinor ?? 0n)).toBe(777n)
    await expect(database.db.run(sql`UPDATE aging_snapshot_line SET items = 0`)).rejects.toThrow()
  })
})
