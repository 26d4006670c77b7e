/**
 * What is read of a rated book for decisions: expected losses of all of it and of one customer, and the credit report
 * of one customer with the peers of its industry, as page content and as paper.
 */
import { systemPrincipal } from '../server/src/kernel/access.js'
import { creditReportDocument } from '../server/src/modules/insight/domain/credit-report/report-document.js'
import { listLosses, lossDimensions, sumLosses } from '../server/src/modules/insight/expected-loss-store.js'
import { lossFrame } from '../server/src/modules/insight/loss-frame.js'
import { readCreditReport } from '../server/src/modules/insight/read-credit-report.js'
import { rateCustomers } from '../server/src/modules/scoring/rate-customers.js'
import { writeReport } from '../server/src/platform/pdf/write-report.js'
import { settleAndFile } from './credit-history.js'
import { openBenchInstallation } from './installation.js'
import { median, numberOption, printTable, timed } from './report.js'
import { customerCode, seedBook } from './seeded-book.js'

const REPORT_MAX_SECONDS = 5
const LOSS_MAX_SECONDS = 3
const ONE_MAX_SECONDS = 1

const installation = await openBenchInstallation()
try {
  const { deps } = installation
  const customers = numberOption('customers', 100_000)
  const repetitions = numberOption('repetitions', 5)
  await seedBook(deps.db, {
    customers,
    invoicesPerCustomer: numberOption('invoices', 4),
    firstDueInDays: -160,
  })
  await settleAndFile(deps.db)
  await rateCustomers(deps, { actor: systemPrincipal })
  await deps.db.pool.query('VACUUM ANALYZE')

  const scan = await timed(() =>
    deps.db.pool.query(
      `SELECT sum(length(r.inputs::text)) FROM customer_rating_current c JOIN rating r ON r.id = c.rating_id`,
    ),
  )
  const reference = `${scan.seconds.toFixed(2)} s`
  const codeOf = (run: number) => customerCode(1 + ((run * 7919) % customers))
  const usual = async (work: (run: number) => Promise<unknown>) => {
    const seconds: number[] = []
    for (let run = 0; run < repetitions; run += 1) seconds.push((await timed(() => work(run))).seconds)
    return median(seconds)
  }
  const line = (what: string, seconds: number, most: number) => ({
    ...{ what, measured: `${seconds.toFixed(2)} s`, reference, ratio: seconds / scan.seconds },
    ...{ target: `≤ ${most} s`, reached: seconds <= most },
  })

  const frame = await lossFrame(deps)
  const lines = []
  for (const by of lossDimensions) {
    const filter = { by, onlyCustomersOf: null }
    const page = { sort: '-loss', offset: 0, limit: 50 } as const
    const seconds = await usual(async () => {
      await listLosses(deps.db, frame, filter, page)
      await sumLosses(deps.db, frame, filter)
    })
    lines.push(line(`expected loss by ${by}, first page and sums`, seconds, LOSS_MAX_SECONDS))
  }
  const one = await usual((run) =>
    listLosses(
      deps.db,
      frame,
      { by: 'customer', customerCode: codeOf(run), onlyCustomersOf: null },
      { sort: 'key', offset: 0, limit: 1 },
    ),
  )
  lines.push(line('expected loss of one customer', one, ONE_MAX_SECONDS))
  const read = (run: number) =>
    deps.db.snapshot((tx) => readCreditReport(tx, codeOf(run), systemPrincipal, deps.now()))
  lines.push(line('credit report with peers, content', await usual(read), REPORT_MAX_SECONDS))
  const paper = await usual(async (run) =>
    writeReport(creditReportDocument(await read(run), 'zh'), deps.now()),
  )
  lines.push(line('credit report with peers, PDF', paper, REPORT_MAX_SECONDS))
  printTable(`Expected loss and credit report at ${customers.toLocaleString('en')} customers`, lines)
} finally {
  await installation.close()
}
