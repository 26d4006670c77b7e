import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import pino from 'pino'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { sql } from '../../platform/db/sql.js'
import { loadDemoBook, needsDemoBook, type LoadStep } from './load-demo-book.js'

const now = new Date('2026-11-22T02:30:00Z')
const nothing = () => Promise.resolve()
const effects = { regrouped: nothing, limitsChanged: nothing }
const size = { customers: Number(process.env['BOOK'] ?? 80), months: Number(process.env['MONTHS'] ?? 8) }

let database: TestDatabase
const steps: LoadStep[] = []
let lastStep = ''
const t00 = performance.now()
const load = () =>
  loadDemoBook(
    { db: database.db, now: () => now, log: pino({ level: 'silent' }) },
    {
      ...size,
      effects,
      onProgress: (step) => {
        steps.push(step)
        if (step.step !== lastStep || step.done === step.total) {
          console.log(
            step.step,
            step.done,
            Math.round(performance.now() - t00),
            Math.round(process.cpuUsage().user / 1000),
          )
          lastStep = step.step
        }
      },
    },
  )

beforeAll(async () => {
  database = await createTestDatabase()
  const t0 = performance.now()
  await load()
  let last = ''
  console.log(Math.round(performance.now() - t0), steps.length, last)
}, 240_000)
afterAll(() => database.drop())

async function counts(text: string): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ key: string; n: string }>(text)
  return Object.fromEntries(rows.map((row) => [row.key, Number(row.n)]))
}

describe('an installation filled with the demo book', () => {
  it('x', async () => {
    for (const q of [
      'select outcome as key, count(*) n from credit_decision group by 1',
      'select status as key, count(*) n from hold group by 1',
      'select limit_mode || status as key, count(*) n from credit_account group by 1',
      'select grade||as_of as key, count(*) n from rating group by 1',
      'select status as key, count(*) n from reservation group by 1',
    ])
      console.log(q, await counts(q))
    expect(await needsDemoBook({ db: database.db })).toBe(false)
    await database.db.rows(sql`SELECT 1`)
  })
})
