import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { effects } from '../server/src/app/effects.js'
import { importFile } from '../server/src/modules/connectors/import-file.js'
import { openBenchInstallation, type BenchInstallation } from './installation.js'
import { numberOption, printTable, timed } from './report.js'

const tables = ['document', 'exposure_item', 'exposure_entry', 'account_exposure', 'group_exposure'] as const
const MEBIBYTE = 1024 * 1024

/**
 * Imports a CSV file of invoices through the real use cases and compares with COPY of the very rows that this wrote
 * into the same, indexed tables of the same server.
 */
const installation = await openBenchInstallation()
try {
  const invoices = numberOption('rows', 1_000_000)
  const file = join(installation.dir, 'invoices.csv')
  await writeInvoices(file, invoices, numberOption('customers', Math.ceil(invoices / 10)))
  let peakBytes = 0
  const watch = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage().rss)), 200)
  const imported = await timed(() =>
    importFile({ ...installation.deps, effects }, { kind: 'invoices', path: file, mode: 'valid-rows' }),
  )
  clearInterval(watch)
  const { rowsApplied, rowsFaulty } = imported.result
  if (rowsApplied !== invoices) throw new Error(`${rowsApplied} rows were applied, ${rowsFaulty} faulty`)
  const again = await timed(() =>
    importFile({ ...installation.deps, effects }, { kind: 'invoices', path: file, mode: 'valid-rows' }),
  )
  const copied = await copyAgain(installation)
  const rate = (seconds: number) => `${Math.round(invoices / seconds).toLocaleString('en')}/s`
  const ratio = copied / imported.seconds
  printTable(`Import of ${invoices.toLocaleString('en')} invoices from CSV`, [
    {
      what: 'first import, customers created',
      measured: `${imported.seconds.toFixed(1)} s (${rate(imported.seconds)})`,
      reference: `COPY ${copied.toFixed(1)} s`,
      ratio,
      target: '≥ 0.3',
      reached: ratio >= 0.3,
    },
    { what: 'the same file again', measured: `${again.seconds.toFixed(1)} s (${rate(again.seconds)})` },
    { what: 'peak memory of the importing process', measured: `${Math.round(peakBytes / MEBIBYTE)} MiB` },
  ])
} finally {
  await installation.close()
}

async function writeInvoices(path: string, invoices: number, customers: number): Promise<void> {
  const out = createWriteStream(path)
  out.write('发票号,客户编码,客户名称,开票日期,到期日,金额\n')
  const first = Date.UTC(2026, 0, 1)
  for (let n = 0; n < invoices; n += 1) {
    const customer = (n * 7919) % customers
    const on = new Date(first + (n % 300) * 86_400_000)
    const due = new Date(on.getTime() + (30 + (n % 3) * 30) * 86_400_000)
    const amount = `"${(1000 + (n % 900_000)).toLocaleString('en')}.${String(n % 100).padStart(2, '0')}"`
    const row = [`INV-${n}`, `C${customer}`, `贸易有限公司${customer}`, day(on), day(due), amount]
    if (!out.write(`${row.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** Seconds that COPY needs for the rows of the import, into the same tables after they were emptied. */
async function copyAgain({ deps, dir }: BenchInstallation): Promise<number> {
  const client = await deps.db.pool.connect()
  try {
    for (const table of tables) {
      await pipeline(
        client.query(copyTo(`COPY ${table} TO STDOUT`)),
        createWriteStream(join(dir, `${table}.copy`)),
      )
    }
    await client.query(`TRUNCATE ${tables.join(', ')} CASCADE`)
    const { seconds } = await timed(async () => {
      for (const table of tables) {
        await pipeline(
          createReadStream(join(dir, `${table}.copy`)),
          client.query(copyFrom(`COPY ${table} FROM STDIN`)),
        )
      }
    })
    return seconds
  } finally {
    client.release()
  }
}
