import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { effects } from '../server/src/app/effects.js'
import { importFile } from '../server/src/modules/connectors/import-file.js'
import { addBankLines } from '../server/src/modules/cash-application/add-bank-lines.js'
import type { StatedBankLine } from '../server/src/modules/cash-application/domain/bank-line.js'
import { latestRun } from '../server/src/modules/cash-application/matching-run-store.js'
import { requestMatching, runMatching } from '../server/src/modules/cash-application/run-matching.js'
import { verifyLedger } from '../server/src/modules/exposure/ledger-verification-store.js'
import { calendarDay } from '../server/src/kernel/calendar-day.js'
import type { Currency } from '../server/src/kernel/currency.js'
import { analyseTables } from '../server/src/platform/db/analyse-tables.js'
import { sql } from '../server/src/platform/db/sql.js'
import { openBenchInstallation, type BenchInstallation } from './installation.js'
import { numberOption, printTable, timed } from './report.js'

/** Invoices of one customer; four of five are paid. */
const PER_CUSTOMER = 25
const BATCH = 5_000
const SECONDS_MAX = 60
const CNY = 'CNY' as Currency

/**
 * Bank lines become receipts and are matched with open invoices: four of five name their invoice, the others are known
 * by their amount. Beside it one statement that joins lines and open invoices on customer and amount, and writes nothing.
 */
const installation = await openBenchInstallation()
try {
  const receipts = numberOption('receipts', 100_000)
  await fill(installation, receipts)
  const { db, now } = installation.deps
  await db.transaction((tx) => requestMatching(tx, 'bench', now()))
  const joined = await timed(() => joinOnAmounts(installation))
  const queued = await latestRun(db)
  const matched = await timed(() => runMatching(installation.deps, effects, queued?.id ?? ''))
  const run = matched.result
  if (run?.status !== 'done' || run.recorded !== receipts)
    throw new Error(`${run?.recorded} lines were recorded`)
  const { differences } = await verifyLedger(db)
  if (differences.length > 0) throw new Error(`the ledger differs in ${differences.length} places`)
  const { seconds } = matched
  const target = (SECONDS_MAX * receipts) / 100_000
  printTable(`Matching ${receipts.toLocaleString('en')} receipts from bank lines`, [
    {
      what: `recognised, recorded, matched and posted (${run.matched.toLocaleString('en')} by itself)`,
      measured: `${seconds.toFixed(1)} s (${Math.round(receipts / seconds).toLocaleString('en')}/s)`,
      reference: `join ${joined.seconds.toFixed(1)} s (${joined.result.toLocaleString('en')} pairs)`,
      target: `≤ ${target.toFixed(0)} s`,
      reached: seconds <= target,
    },
  ])
} finally {
  await installation.close()
}

async function fill({ deps, dir }: BenchInstallation, receipts: number): Promise<void> {
  const customers = Math.ceil((receipts * 5) / 4 / PER_CUSTOMER)
  const file = join(dir, 'invoices.csv')
  const out = createWriteStream(file)
  out.write('发票号,客户编码,客户名称,开票日期,到期日,金额\n')
  for (let customer = 0; customer < customers; customer += 1) {
    for (let n = 0; n < PER_CUSTOMER; n += 1) {
      const row = [invoiceNumber(customer, n), `C${customer}`, customerName(customer), '2026-09-01', dueOn(n)]
      if (!out.write(`${row.join(',')},${yuan(customer, n)}\n`)) await once(out, 'drain')
    }
  }
  out.end()
  await once(out, 'finish')
  const run = await importFile({ ...deps, effects }, { kind: 'invoices', path: file, mode: 'valid-rows' })
  if (run.rowsFaulty > 0) throw new Error(`${run.rowsFaulty} rows are faulty`)
  const [segment] = await deps.db.rows<{ code: string }>(sql`SELECT code FROM credit_segment`)
  for (let start = 0; start < receipts; start += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, receipts - start) }, (_, at) =>
      bankLine(start + at, segment?.code ?? ''),
    )
    await deps.db.transaction((tx) => addBankLines(tx, lines, { by: 'bench', at: deps.now() }))
  }
  await analyseTables(deps.db)
}

function bankLine(place: number, segmentCode: string): StatedBankLine {
  const paid = (PER_CUSTOMER * 4) / 5
  const [customer, n] = [Math.floor(place / paid), place % paid]
  return {
    ...{
      bankAccount: '31050161',
      bankRef: `B${String(place).padStart(12, '0')}`,
      segmentCode,
      currency: CNY,
    },
    ...{ on: calendarDay('2026-11-03'), amountMinor: BigInt(yuan(customer, n)) * 100n },
    ...{ payerName: customerName(customer), payerAccount: null },
    reference: place % 5 === 0 ? '货款' : `付 ${invoiceNumber(customer, n)}`,
  }
}

function invoiceNumber(customer: number, n: number): string {
  return `INV-${String(customer * PER_CUSTOMER + n).padStart(8, '0')}`
}

function customerName(customer: number): string {
  return `贸易有限公司${customer}`
}

/** Different for every invoice of a customer. */
function yuan(customer: number, n: number): string {
  return String(1_001 + n * 317 + (customer % 89))
}

function dueOn(n: number): string {
  return `2026-10-${String(1 + n).padStart(2, '0')}`
}

async function joinOnAmounts({ deps }: BenchInstallation): Promise<number> {
  const [row] = await deps.db.rows<{ pairs: number }>(sql`
    SELECT count(*)::int AS pairs FROM bank_line b JOIN customer c ON c.name = b.payer_name
    JOIN credit_account a ON a.customer_id = c.id AND a.segment_id = b.segment_id
    JOIN exposure_item i ON i.account_id = a.id AND i.bucket = 'receivables' AND i.open_minor = b.amount_minor`)
  return row?.pairs ?? 0
}
