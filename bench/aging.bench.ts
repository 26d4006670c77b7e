import { addDays, calendarDay } from '../server/src/kernel/calendar-day.js'
import { agingSubjects } from '../server/src/modules/receivables/aging-sums-store.js'
import { refreshStandings } from '../server/src/modules/customers/refresh-standings.js'
import { sql } from '../server/src/platform/db/sql.js'
import { listAging } from '../server/src/modules/receivables/aging-store.js'
import { agingBuckets } from '../server/src/modules/receivables/domain/aging-buckets.js'
import { wholeBook } from '../server/src/modules/receivables/open-item-store.js'
import { openBenchInstallation } from './installation.js'
import { median, numberOption, printTable, timed } from './report.js'
import { seedBook } from './seeded-book.js'

const TIMES = 7
const PAGES = 20
const PAGE_TARGET_SECONDS = 0.3

/** The value that 95 of 100 do not exceed. */
function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}

/** Ages the whole book by customer and compares with one statement written by hand for just these buckets. */
const installation = await openBenchInstallation()
try {
  const { db } = installation.deps
  const items = numberOption('items', 1_000_000)
  const customers = numberOption('customers', Math.ceil(items / 10))
  await seedBook(db, { customers, invoicesPerCustomer: Math.ceil(items / customers), firstDueInDays: -300 })
  const today = calendarDay(new Date().toISOString().slice(0, 10))
  const buckets = agingBuckets([30, 60, 90, 180, 365])
  const age = (asOf: typeof today) =>
    listAging(db, {
      asOf,
      basis: 'due',
      by: 'customer',
      buckets,
      scope: wholeBook,
      search: null,
      sort: 'total',
      offset: 0,
      limit: 50,
    })
  const byHand = () =>
    db.rows<{ customers: number; total: bigint }>(sql`
      WITH aged AS (
        SELECT a.customer_id,
          sum(i.open_minor) FILTER (WHERE i.due_on >= ${today}::date) AS not_due,
          sum(i.open_minor) FILTER (WHERE i.due_on BETWEEN ${today}::date - 30 AND ${today}::date - 1) AS d30,
          sum(i.open_minor) FILTER (WHERE i.due_on BETWEEN ${today}::date - 60 AND ${today}::date - 31) AS d60,
          sum(i.open_minor) FILTER (WHERE i.due_on BETWEEN ${today}::date - 90 AND ${today}::date - 61) AS d90,
          sum(i.open_minor) FILTER (WHERE i.due_on BETWEEN ${today}::date - 180 AND ${today}::date - 91) AS d180,
          sum(i.open_minor) FILTER (WHERE i.due_on BETWEEN ${today}::date - 365 AND ${today}::date - 181) AS d365,
          sum(i.open_minor) FILTER (WHERE i.due_on < ${today}::date - 365) AS older, sum(i.open_minor) AS total
        FROM exposure_item i JOIN credit_account a ON a.id = i.account_id
        WHERE i.bucket = 'receivables' AND i.open_minor <> 0 GROUP BY a.customer_id)
      SELECT count(*)::int AS customers, sum(not_due) AS not_due, sum(d30) AS d30, sum(d60) AS d60, sum(d90) AS d90,
        sum(d180) AS d180, sum(d365) AS d365, sum(older) AS older, sum(total)::bigint AS total FROM aged`)

  const [reference] = await byHand()
  const { totals } = await age(today)
  if (totals[0]?.totalMinor !== reference?.total) throw new Error('the two statements disagree')
  const measured = { today: [] as number[], past: [] as number[], hand: [] as number[] }
  // In turn, so that a slow moment of the machine meets all of them.
  for (let time = 0; time < TIMES; time += 1) {
    measured.hand.push((await timed(byHand)).seconds)
    measured.today.push((await timed(() => age(today))).seconds)
    measured.past.push((await timed(() => age(addDays(today, -45)))).seconds)
  }
  const hand = median(measured.hand)
  const line = (what: string, seconds: number) => ({
    ...{
      what,
      measured: `${seconds.toFixed(2)} s`,
      reference: `${hand.toFixed(2)} s`,
      ratio: seconds / hand,
    },
  })
  const today2 = line('page of 50 and totals, today', median(measured.today))
  printTable(
    `Aging of ${items.toLocaleString('en')} open items of ${customers.toLocaleString('en')} customers`,
    [
      { ...today2, target: '≤ 2', reached: today2.ratio <= 2 },
      line('as of 45 days ago', median(measured.past)),
    ],
  )

  // The page as people open it: today's sums are worked out beforehand, and every subject is a pivot of them.
  const now = new Date(`${today}T04:00:00Z`)
  await db.run(sql`UPDATE organisation SET aging_bounds = '{30,60,90,180,365}'`)
  const { today: workedOutOn } = await refreshStandings(db, now)
  const pages = []
  for (const by of agingSubjects) {
    const seconds = []
    for (let page = 0; page < PAGES; page += 1) {
      const asked = {
        ...({ asOf: workedOutOn, basis: 'due', by, buckets, scope: wholeBook, search: null } as const),
        ...({ sort: 'total', offset: page * 50, limit: 50, workedOut: true } as const),
      }
      seconds.push((await timed(() => listAging(db, asked))).seconds)
    }
    const slow = p95(seconds)
    pages.push({
      ...{ what: `page by ${by}, p95`, measured: `${(slow * 1000).toFixed(0)} ms`, reference: '300 ms' },
      ...{ ratio: slow / PAGE_TARGET_SECONDS, target: '≤ 1', reached: slow <= PAGE_TARGET_SECONDS },
    })
  }
  printTable(`Pages of the aging at ${items.toLocaleString('en')} open items`, pages)
} finally {
  await installation.close()
}
