import { systemPrincipal } from '../server/src/kernel/access.js'
import { putDunningMode } from '../server/src/modules/collections/dunning-settings-store.js'
import { beginRun, runDunning } from '../server/src/modules/collections/run-dunning.js'
import { sql } from '../server/src/platform/db/sql.js'
import { openBenchInstallation } from './installation.js'
import { numberOption, printTable, timed } from './report.js'
import { seedBook } from './seeded-book.js'

const SECONDS_PER_MILLION = 120

/**
 * Runs the standard strategies over a whole book: first dry, then for real, so that every message with its items is
 * written. The reference is one hand-written statement that reads and sums the same open items by customer and due step.
 */
const installation = await openBenchInstallation()
try {
  const { deps } = installation
  const { db } = deps
  const items = numberOption('items', 1_000_000)
  const customers = numberOption('customers', Math.ceil(items / 10))
  await seedBook(db, { customers, invoicesPerCustomer: Math.ceil(items / customers), firstDueInDays: -90 })
  await db.run(sql`
    INSERT INTO customer_contact (id, customer_id, name, email, updated_by, updated_at)
    SELECT gen_random_uuid(), id, name, code || '@example.com', 'bench', now() FROM customer`)
  await db.run(sql`ANALYZE`)
  await db.transaction((tx) => putDunningMode(tx, 'live', 'bench', deps.now()))

  const byHand = await timed(() =>
    db.rows<{ customers: number }>(sql`
      SELECT count(*)::int AS customers FROM (
        SELECT a.customer_id, CASE WHEN current_date - i.due_on >= 60 THEN 60 WHEN current_date - i.due_on >= 30 THEN 30
            WHEN current_date - i.due_on >= 15 THEN 15 WHEN current_date - i.due_on >= 7 THEN 7
            WHEN current_date - i.due_on >= 3 THEN 3 ELSE 0 END AS step, sum(i.open_minor)
        FROM exposure_item i JOIN credit_account a ON a.id = i.account_id JOIN document d ON d.id = i.document_id
        WHERE i.bucket = 'receivables' AND i.open_minor > 0 AND i.due_on <= current_date
        GROUP BY 1, 2) AS due`),
  )
  const run = (mode: 'dry' | 'live') =>
    timed(async () => {
      const begun = await db.transaction((tx) => beginRun(tx, { mode, actor: systemPrincipal }, deps.now()))
      if (!begun) throw new Error('the run was not begun')
      return runDunning(deps, begun.id)
    })
  const dry = await run('dry')
  const live = await run('live')
  if (live.result.contacts !== dry.result.contacts || live.result.items !== dry.result.items) {
    throw new Error('the dry run and the real run disagree')
  }
  const again = await run('live')
  if (again.result.contacts !== 0) throw new Error('the second run asked somebody again')
  const seconds = (value: number) => `${value.toFixed(1)} s`
  const line = (what: string, value: number) => ({
    ...{ what, measured: seconds(value), reference: seconds(byHand.seconds), ratio: value / byHand.seconds },
  })
  const target = (SECONDS_PER_MILLION * items) / 1_000_000
  const { contacts, items: asked } = live.result
  printTable(
    `Strategy run over ${items.toLocaleString('en')} open items of ${customers.toLocaleString('en')} customers: ${contacts.toLocaleString('en')} contacts for ${asked.toLocaleString('en')} items`,
    [
      line('dry run', dry.seconds),
      {
        ...line('run, messages written', live.seconds),
        ...{ target: `≤ ${target.toFixed(0)} s`, reached: live.seconds <= target },
      },
      line('run again, nothing left to do', again.seconds),
      {
        what: 'largest resident memory',
        measured: `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
      },
    ],
  )
} finally {
  await installation.close()
}
