import { Command } from 'commander'
import { systemPrincipal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { beginRun, runDunning } from '../../modules/collections/run-dunning.js'
import type { DunningRun } from '../../modules/collections/dunning-run-store.js'
import { calendarDayOption } from './parse-option.js'
import { progressBar } from './progress-bar.js'
import { printResult, withInstallation } from './with-installation.js'

interface Options {
  dryRun?: boolean
  on?: CalendarDay
  json?: boolean
}

export function dunCommand(): Command {
  return new Command('dun')
    .description('run the collection strategies in force for today; messages leave by the worker')
    .option('--dry-run', 'compute and record what would be sent, send nothing')
    .option('--on <day>', 'of a dry run: as if it were that day', calendarDayOption)
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) => {
      await withInstallation(async ({ deps }) => {
        const bar = progressBar()
        const mode = options.dryRun === true ? 'dry' : 'live'
        const begun = await deps.db.transaction((tx) =>
          beginRun(tx, { mode, on: options.on, actor: systemPrincipal }, deps.now()),
        )
        if (!begun) throw new Error('the run was not begun')
        const run = await runDunning(deps, begun.id, (customers) =>
          bar.show('customers', customers, customers),
        ).finally(() => bar.stop())
        printResult(options.json, jsonOf(run), linesOf(run))
      })
    })
}

function jsonOf(run: DunningRun) {
  const { id, mode, onDay, strategyVersion, customers, contacts, items, byChannel, asides } = run
  return { id, mode, onDay, strategyVersion, customers, contacts, items, byChannel, asides }
}

function linesOf({
  mode,
  onDay,
  strategyVersion,
  customers,
  contacts,
  items,
  byChannel,
  asides,
}: DunningRun): string[] {
  const counted = (counts: object) =>
    Object.entries(counts).map(([name, count]) => `  ${name}: ${String(count)}`)
  return [
    `${mode === 'dry' ? 'dry run' : 'run'} for ${onDay} with strategies version ${strategyVersion}: ` +
      `${customers} customers looked at, ${contacts} contacts for ${items} items`,
    ...counted(byChannel),
    ...(Object.keys(asides).length > 0 ? ['set aside:', ...counted(asides)] : []),
  ]
}
