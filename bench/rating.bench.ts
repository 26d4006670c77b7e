import { systemPrincipal } from '../server/src/kernel/access.js'
import { rateCustomers } from '../server/src/modules/scoring/rate-customers.js'
import { proposeLimits } from '../server/src/modules/policy/propose-limits.js'
import { openBenchInstallation } from './installation.js'
import { settleAndFile } from './credit-history.js'
import { numberOption, printTable, timed } from './report.js'
import { seedBook } from './seeded-book.js'

const MEBIBYTE = 1024 * 1024

/**
 * Rates a whole book and proposes its limits: invoices over two years, most of them paid, each customer with two
 * years of statements and a public record. The state's memory is the largest resident set seen after any batch.
 */
const installation = await openBenchInstallation()
try {
  const { deps } = installation
  const customers = numberOption('customers', 100_000)
  const invoicesPerCustomer = numberOption('invoices', 10)
  await seedBook(deps.db, { customers, invoicesPerCustomer, firstDueInDays: -160 })
  await settleAndFile(deps.db)
  let peak = process.memoryUsage().rss
  const rated = await timed(() =>
    rateCustomers(deps, {
      actor: systemPrincipal,
      onProgress: () => {
        peak = Math.max(peak, process.memoryUsage().rss)
        return Promise.resolve()
      },
    }),
  )
  if (rated.result.done !== customers) throw new Error(`only ${rated.result.done} customers were rated`)
  const grades = await deps.db.pool.query(
    `SELECT string_agg(grade || ' ' || count, ', ' ORDER BY grade) AS text
     FROM (SELECT grade, count(*) FROM customer_rating_current GROUP BY grade) g`,
  )
  const again = await timed(() => rateCustomers(deps, { actor: systemPrincipal, onlyChanged: true }))
  const proposed = await timed(() => proposeLimits(deps, { actor: systemPrincipal }))
  const seconds = (value: number) => `${value.toFixed(1)} s`
  printTable(
    `Rating of ${customers.toLocaleString('en')} customers with ${invoicesPerCustomer} invoices each (${String((grades.rows[0] as { text: string }).text)})`,
    [
      { what: 'rate all', measured: seconds(rated.seconds), target: '≤ 60 s', reached: rated.seconds <= 60 },
      { what: 'peak resident memory', measured: `${Math.round(peak / MEBIBYTE)} MiB` },
      { what: 'rate all again, nothing changed', measured: seconds(again.seconds) },
      { what: `propose limits (${proposed.result.proposed})`, measured: seconds(proposed.seconds) },
    ],
  )
} finally {
  await installation.close()
}
