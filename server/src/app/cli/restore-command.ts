import { Command } from 'commander'
import { systemPrincipal } from '../../kernel/access.js'
import { recordAudit } from '../../modules/audit/record-audit.js'
import { restore, RestoreRefused } from '../../platform/backup/restore.js'
import { CommandFailed } from './command-error.js'
import { printResult, withInstallation } from './with-installation.js'

/** A used installation has rows in at least one of these. */
const usedTables = ['app_user', 'api_key', 'customer', 'document', 'credit_decision', 'audit_entry']

export function restoreCommand(): Command {
  return new Command('restore')
    .argument('<dir>', 'a directory that backup wrote')
    .description('load a backup into an empty installation; all or nothing')
    .option('--json', 'print the result as JSON')
    .action(async (dir: string, options: { json?: boolean }) => {
      await withInstallation(async ({ deps }) => {
        const manifest = await restore(deps.db, dir, usedTables).catch(explain)
        await deps.db.transaction((tx) =>
          recordAudit(tx, {
            ...{
              actor: systemPrincipal,
              action: 'backup.restored',
              objectType: 'organisation',
              objectId: '*',
            },
            after: { createdAt: manifest.createdAt, program: manifest.program },
            at: deps.now(),
          }),
        )
        const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
        printResult(
          options.json,
          { dir, tables: manifest.tables.length, rows, createdAt: manifest.createdAt },
          [`${rows} rows of ${manifest.tables.length} tables, as of ${manifest.createdAt}, are restored.`],
        )
      })
    })
}

function explain(error: unknown): never {
  if (error instanceof RestoreRefused) throw new CommandFailed(error.message)
  throw error
}
