import { Command, InvalidArgumentError } from 'commander'
import { sentenceOf } from '../../modules/audit/domain/finding.js'
import { sealAll } from '../../modules/audit/seal-all.js'
import { findLastBatch } from '../../modules/audit/seal-store.js'
import { rootOf, verifyTrail, type TrailVerification } from '../../modules/audit/verify-trail.js'
import { verifyStandings } from '../../modules/customers/refresh-standings.js'
import { verifyLedger, type Verification } from '../../modules/exposure/ledger-verification-store.js'
import { CommandFailed } from './command-error.js'
import { progressBar } from './progress-bar.js'
import { printResult, withInstallation } from './with-installation.js'

const FINDINGS_SHOWN = 100

export function auditCommand(): Command {
  const command = new Command('audit').description('proofs about the book')
  command
    .command('verify')
    .description(
      'prove that the audit trail and the credit decisions are what was sealed, and that ledger, projections, open documents and standings agree to the cent',
    )
    .option('--expect-root <hash>', 'a root noted earlier: it must be a link of the chain', rootOption)
    .option('--json', 'print the result as JSON')
    .action(verify)
  command
    .command('root')
    .description(
      'seal what waits and print the latest root; keep it where nobody who runs this database can change it',
    )
    .option('--json', 'print the result as JSON')
    .action(printRoot)
  return command
}

function rootOption(text: string): string {
  const hash = text.toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new InvalidArgumentError('Expected 64 hexadecimal digits.')
  return hash
}

async function verify(options: { json?: boolean; expectRoot?: string }): Promise<void> {
  await withInstallation(async ({ deps }) => {
    const bar = progressBar()
    const trail = await sealAll(deps.db)
      .then(() =>
        verifyTrail(deps.db, {
          expectRoot: options.expectRoot,
          onProgress: (done, total) => bar.show('audit entries and decisions', done, total),
        }),
      )
      .finally(() => bar.stop())
    const ledger = await verifyLedger(deps.db)
    const standings = await verifyStandings(deps.db, deps.now())
    const { differences } = ledger
    const agrees = differences.length + trail.findings.length + standings.length === 0
    printResult(options.json, { agrees, ...ledger, standings, trail }, [
      ...trailLines(trail),
      ...ledgerLines(ledger),
      ...standingLines(standings),
    ])
    if (agrees) return
    throw new CommandFailed(
      `${trail.findings.length} faults of the sealed record and ${differences.length} differences of the ledger were found, and ${standings.length} wrong standings.`,
    )
  })
}

function trailLines({ findings, entries, batches, waiting, root, decisions }: TrailVerification): string[] {
  const shown = findings.slice(0, FINDINGS_SHOWN).map(sentenceOf)
  if (findings.length > shown.length) shown.push(`And ${findings.length - shown.length} more.`)
  const sealed = `${entries} audit entries in ${batches} batches`
  return [
    ...shown,
    findings.length === 0 ? `${sealed} are what was sealed.` : `${sealed} were looked at.`,
    `${decisions.sealed} credit decisions in ${decisions.batches} batches ${findings.some(({ of }) => of === 'decision') ? 'were looked at' : 'are what was sealed'}.`,
    ...(waiting.entries === 0
      ? []
      : [`${waiting.entries} entries wait for older transactions to end; the next seal takes them.`]),
    ...(root === null ? [] : [`Root ${root.hash} of batch ${root.batchNo}, sealed ${root.sealedAt}.`]),
  ]
}

function ledgerLines({ entries, items, differences }: Verification): string[] {
  if (differences.length === 0) return [`${entries} ledger entries and ${items} items agree.`]
  return differences.map(
    ({ check, object, currency, bucket, ledgerMinor, otherMinor }) =>
      `${check}: ${object} ${bucket} ${currency}: ledger ${ledgerMinor}, there ${otherMinor} (minor units)`,
  )
}

function standingLines(codes: readonly string[]): string[] {
  if (codes.length === 0) return ['Standings and aging of all customers are what the book says.']
  return codes
    .slice(0, FINDINGS_SHOWN)
    .map((code) => `customer standing: ${code} is not what the book says; the nightly job works it out again`)
}

async function printRoot(options: { json?: boolean }): Promise<void> {
  await withInstallation(async ({ deps }) => {
    await sealAll(deps.db)
    const root = rootOf(await findLastBatch(deps.db))
    if (root === null) throw new CommandFailed('Nothing is sealed yet.')
    printResult(options.json, root, [root.hash])
  })
}
