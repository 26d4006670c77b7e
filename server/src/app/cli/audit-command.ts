import { Command } from 'commander'
import { verifyLedger } from '../../modules/exposure/ledger-verification-store.js'
import { CommandFailed } from './command-error.js'
import { printResult, withInstallation } from './with-installation.js'

export function auditCommand(): Command {
  const command = new Command('audit').description('proofs about the book')
  command
    .command('verify')
    .description('prove that the exposure ledger, its projections and the open documents agree to the cent')
    .option('--json', 'print the result as JSON')
    .action(verify)
  return command
}

async function verify(options: { json?: boolean }): Promise<void> {
  await withInstallation(async ({ deps }) => {
    const result = await verifyLedger(deps.db)
    const { entries, items, differences } = result
    printResult(
      options.json,
      { agrees: differences.length === 0, ...result },
      differences.map(
        ({ check, object, currency, bucket, ledgerMinor, otherMinor }) =>
          `${check}: ${object} ${bucket} ${currency}: ledger ${ledgerMinor}, there ${otherMinor} (minor units)`,
      ),
    )
    if (differences.length > 0) throw new CommandFailed(`${differences.length} differences were found.`)
    if (options.json !== true) console.log(`${entries} ledger entries and ${items} items agree.`)
  })
}
