import { Command } from 'commander'
import { systemPrincipal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { rateCustomers } from '../../modules/scoring/rate-customers.js'
import { calendarDayOption } from './parse-option.js'
import { progressBar } from './progress-bar.js'
import { printResult, withInstallation } from './with-installation.js'

export function rateCommand(): Command {
  return new Command('rate')
    .description('rate every customer with the scorecard in force')
    .option('--as-of <day>', 'by what was known on that day (today)', calendarDayOption)
    .option('--json', 'print the result as JSON')
    .action(async (options: { asOf?: CalendarDay; json?: boolean }) => {
      await withInstallation(async ({ deps }) => {
        const bar = progressBar()
        const result = await rateCustomers(deps, {
          asOf: options.asOf,
          actor: systemPrincipal,
          onProgress: ({ done, total }) => bar.show('customers', done, total),
        }).finally(() => bar.stop())
        printResult(options.json, { rated: result.done, gradesChanged: result.gradesChanged }, [
          `${result.done} customers rated, ${result.gradesChanged} grades changed.`,
        ])
      })
    })
}
