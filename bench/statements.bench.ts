import { systemPrincipal } from '../server/src/kernel/access.js'
import { addMonths, dayInZone } from '../server/src/kernel/calendar-day.js'
import { makeBatch, requestBatch } from '../server/src/modules/receivables/make-statement-batch.js'
import { madePlaces, readPaper } from '../server/src/modules/receivables/statement-batch-store.js'
import { openBenchInstallation, type BenchInstallation } from './installation.js'
import { numberOption, printTable, timed } from './report.js'
import { seedBook } from './seeded-book.js'

const SECONDS_MAX = 60

/**
 * Statements of account of many customers made as PDFs as the program makes them: read from the ledger in a snapshot each,
 * written with an embedded Chinese font, kept. The size of a statement is that of a busy customer's quarter.
 */
const installation = await openBenchInstallation()
try {
  const statements = numberOption('customers', 1_000)
  const invoices = numberOption('invoices', 12)
  const firstDueInDays = -60
  await seedBook(installation.deps.db, {
    customers: statements,
    invoicesPerCustomer: invoices,
    firstDueInDays,
  })
  const lines = []
  for (const some of [Math.min(100, statements), statements]) lines.push(await measure(installation, some))
  printTable(`Statements of account with ${invoices} invoices each`, lines)
} finally {
  await installation.close()
}

async function measure({ deps }: BenchInstallation, statements: number) {
  const { db, now } = deps
  const asOf = dayInZone(now(), 'Asia/Shanghai')
  const codes = Array.from({ length: statements }, (_, n) => `C${String(n + 1).padStart(7, '0')}`)
  const wish = { customerCodes: codes, from: addMonths(asOf, -3), asOf, language: 'zh' } as const
  const doing = { actor: systemPrincipal, at: now() }
  const id = await db.transaction((tx) => requestBatch(tx, wish, doing))
  const before = process.cpuUsage()
  const { seconds } = await timed(() => makeBatch(deps, id))
  const { user, system } = process.cpuUsage(before)
  const made = await madePlaces(db, id)
  if (made.length !== statements) throw new Error(`${made.length} of ${statements} statements were made`)
  const bytes = (await readPaper(db, id, 0))?.length ?? 0
  const target = (SECONDS_MAX * statements) / 1_000
  return {
    what: `${statements.toLocaleString('en')} PDFs of about ${Math.round(bytes / 1024)} KiB`,
    measured: `${seconds.toFixed(1)} s (${((seconds * 1000) / statements).toFixed(0)} ms each)`,
    reference: `processor ${((user + system) / 1_000_000).toFixed(1)} s`,
    target: `≤ ${target.toFixed(0)} s`,
    reached: seconds <= target,
  }
}
