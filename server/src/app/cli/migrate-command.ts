import { Command } from 'commander'
import { withInstallation, printResult } from './with-installation.js'

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database up to this version; servers do so by themselves when they start')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      await withInstallation(() => {
        printResult(options.json, { upToDate: true }, ['The database is up to date.'])
        return Promise.resolve()
      })
    })
}
