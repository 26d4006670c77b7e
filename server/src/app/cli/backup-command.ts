import { Command } from 'commander'
import { backUp, DirectoryNotEmpty } from '../../platform/backup/back-up.js'
import { version } from '../version.js'
import { CommandFailed } from './command-error.js'
import { printResult, withInstallation } from './with-installation.js'

export function backupCommand(): Command {
  return new Command('backup')
    .argument('<dir>', 'a new or empty directory')
    .description('write everything as of one instant into a directory, beside a working server')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nSecrets of webhooks are stored encrypted: also keep secret.key of the data directory, or XINHENG_SECRET_KEY.',
    )
    .action(async (dir: string, options: { json?: boolean }) => {
      await withInstallation(async ({ deps }) => {
        const manifest = await backUp(deps.db, dir, { program: version, at: deps.now() }).catch(explain)
        const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
        printResult(options.json, { dir, tables: manifest.tables.length, rows }, [
          `${rows} rows of ${manifest.tables.length} tables are in ${dir}.`,
        ])
      })
    })
}

function explain(error: unknown): never {
  if (error instanceof DirectoryNotEmpty) throw new CommandFailed(error.message)
  throw error
}
