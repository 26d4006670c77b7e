import { Argument, Command, Option } from 'commander'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { ImportKind } from '../../modules/connectors/domain/import-field.js'
import { importKinds } from '../../modules/connectors/domain/import-fields.js'
import type { ImportRun } from '../../modules/connectors/domain/import-run.js'
import { errorRows } from '../../modules/connectors/domain/templates.js'
import { FAULTS_MAX, listFaults } from '../../modules/connectors/import-fault-store.js'
import { importFile } from '../../modules/connectors/import-file.js'
import type { Deps } from '../../platform/deps.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { effects } from '../effects.js'
import { CommandFailed, UsageError } from './command-error.js'
import { progressBar } from './progress-bar.js'
import { printResult, withInstallation } from './with-installation.js'

interface Options {
  segment?: string
  currency?: string
  source?: string
  existingCustomersOnly?: boolean
  allOrNothing?: boolean
  map: Record<string, string>
  dayOrder?: 'mdy' | 'dmy'
  errors?: string
  json?: boolean
}

export function importCommand(): Command {
  return new Command('import')
    .addArgument(new Argument('<kind>', 'what the rows are').choices([...importKinds]))
    .argument('<file>', 'CSV (UTF-8 or GB18030) or XLSX')
    .description(
      'bring in a file; columns are found by the mapping remembered for its layout, or by their names',
    )
    .option('--segment <code>', 'credit segment of rows that name none')
    .option('--currency <code>', 'currency of rows that name none')
    .option('--source <name>', 'source under which documents are recorded')
    .option('--existing-customers-only', 'rows of unknown customers are faulty instead of creating them')
    .option('--all-or-nothing', 'import nothing when any row is faulty')
    .option(
      '--map <field=header>',
      'column of a field where the guess is wrong; may be repeated',
      addMapping,
      {},
    )
    .addOption(new Option('--day-order <order>', 'reading of dates like 3/5/2026').choices(['mdy', 'dmy']))
    .option('--errors <csv>', 'write faulty rows with what is wrong into this file')
    .option('--json', 'print the result as JSON')
    .action(run)
}

function addMapping(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1) throw new UsageError(`--map "${text}" is not <field>=<header>.`)
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}

async function run(kind: ImportKind, path: string, options: Options): Promise<void> {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`)
  await withInstallation(async ({ deps }) => {
    const bar = progressBar()
    let rows = 0
    const done = await importFile(
      { ...deps, effects },
      {
        kind,
        path,
        headers: options.map,
        ...(options.dayOrder === undefined ? {} : { dayOrder: options.dayOrder }),
        mode: options.allOrNothing === true ? 'all-or-nothing' : 'valid-rows',
        settings: {
          ...(options.segment === undefined ? {} : { segment: options.segment }),
          ...(options.currency === undefined ? {} : { currency: options.currency }),
          ...(options.source === undefined ? {} : { source: options.source }),
          ...(options.existingCustomersOnly === true ? { createMissing: false } : {}),
        },
        onStart: (started) => {
          rows = started.rowsTotal
        },
        onProgress: (progress) => bar.show(kind, progress.rowsRead, Math.max(rows, progress.rowsRead)),
      },
    ).finally(() => bar.stop())
    if (options.errors !== undefined) await writeErrors(deps, done, options.errors)
    report(done, options)
  })
}

async function writeErrors({ db }: Deps, run: ImportRun, file: string): Promise<void> {
  await writeFile(file, writeCsv(errorRows(await listFaults(db, run.id, FAULTS_MAX), 'en')))
}

function report(run: ImportRun, options: Options): void {
  const { status, rowsRead, rowsApplied, rowsUnchanged, rowsFaulty, totals } = run
  const counts = { id: run.id, status, rowsRead, rowsApplied, rowsUnchanged, rowsFaulty, totals }
  printResult(options.json, counts, [
    `${rowsRead} rows read: ${rowsApplied} imported, ${rowsUnchanged} unchanged, ${rowsFaulty} faulty.`,
    ...totals.map((total) => `${total.amount} ${total.currency} in ${total.rows} rows`),
  ])
  if (run.failure) throw new CommandFailed(run.failure.en)
  if (rowsFaulty > 0 && rowsApplied + rowsUnchanged === 0) throw new CommandFailed('Every row is faulty.')
}
