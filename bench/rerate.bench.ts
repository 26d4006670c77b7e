import { systemPrincipal } from '../server/src/kernel/access.js'
import { rateCustomers } from '../server/src/modules/scoring/rate-customers.js'
import { reRateMarked } from '../server/src/modules/scoring/re-rating/re-rate-marked.js'
import { forgetMarks } from '../server/src/modules/scoring/re-rating/mark-store.js'
import { sql } from '../server/src/platform/db/sql.js'
import { settleAndFile } from './credit-history.js'
import { openBenchInstallation, type BenchInstallation } from './installation.js'
import { numberOption, printTable, timed } from './report.js'
import { seedBook } from './seeded-book.js'

const MEBIBYTE = 1024 * 1024
/** A million customers in five minutes. */
const PER_SECOND = 1_000_000 / 300

/**
 * Re-rates a whole rated book after news of every customer: in bulk, as a run over the book does, and part of it from
 * the marks that the news left, as the job does within seconds of an event. Memory is flat when the second half of the
 * book takes no more of it than the first.
 */
const installation = await openBenchInstallation()
try {
  const { deps } = installation
  const customers = numberOption('customers', 1_000_000)
  const marked = Math.max(1, Math.round(customers / 10))
  await seedBook(deps.db, {
    customers,
    invoicesPerCustomer: numberOption('invoices', 4),
    firstDueInDays: -160,
  })
  await settleAndFile(deps.db)
  const first = await timed(() => rateCustomers(deps, { actor: systemPrincipal }))
  await news(installation, customers, 'first news')
  await deps.db.transaction(forgetMarks)

  const halves = [0, 0]
  const bulk = await timed(() =>
    rateCustomers(deps, {
      actor: systemPrincipal,
      onProgress: ({ done, total }) => {
        const half = done * 2 <= total ? 0 : 1
        halves[half] = Math.max(halves[half] ?? 0, process.memoryUsage().rss)
      },
    }),
  )
  if (bulk.result.done !== customers) throw new Error(`only ${bulk.result.done} customers were rated`)
  await news(installation, marked, 'second news')
  const events = await timed(() => reRateMarked(deps))
  if (events.result < marked) throw new Error(`only ${events.result} marked customers were looked at`)

  const [before = 0, after = 0] = halves
  const speed = (count: number, seconds: number) => count / seconds
  const line = (what: string, count: number, seconds: number, target?: number) => ({
    what,
    measured: `${seconds.toFixed(1)} s, ${Math.round(speed(count, seconds)).toLocaleString('en')} a second`,
    ...(target !== undefined && {
      target: `≥ ${Math.ceil(target).toLocaleString('en')} a second`,
      reached: speed(count, seconds) >= target,
    }),
  })
  printTable(
    `Re-rating of ${customers.toLocaleString('en')} customers (${bulk.result.gradesChanged.toLocaleString('en')} grades change)`,
    [
      line('first rating', customers, first.seconds),
      line('re-rating in bulk', customers, bulk.seconds, PER_SECOND),
      line(`re-rating of ${marked.toLocaleString('en')} from events`, marked, events.seconds),
      { what: 'peak resident memory', measured: `${Math.round(Math.max(before, after) / MEBIBYTE)} MiB` },
      {
        what: 'peak of the second half of the book',
        measured: `${Math.round(after / MEBIBYTE)} MiB`,
        reference: `${Math.round(before / MEBIBYTE)} MiB`,
        ...{ ratio: after / before, target: '≤ 1.15', reached: after <= before * 1.15 },
      },
    ],
  )
} finally {
  await installation.close()
}

/** A new external score of each of the first customers, lower for most: grades change, and the database marks them. */
async function news({ deps }: BenchInstallation, customers: number, source: string): Promise<void> {
  await deps.db.transaction((tx) =>
    tx.run(sql`
      INSERT INTO fact (id, customer_id, item, value_number, unit, source, valid_on, recorded_at, recorded_by)
      SELECT gen_random_uuid(), c.id, 'external_score', 20 + (hashtext(c.code || ${source}) & 63), 'points', ${source},
        current_date - 1, now() - interval '1 second', 'bench'
      FROM customer c ORDER BY c.code LIMIT ${customers}`),
  )
  await deps.db.pool.query('VACUUM ANALYZE fact')
}
