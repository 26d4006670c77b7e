import { Command, CommanderError } from 'commander'
import { DataDirectoryInUse } from '../platform/embedded-postgres/guard.js'
import { ConfigError } from '../platform/config.js'
import { ageCommand } from './cli/age-command.js'
import { apiKeyCommand } from './cli/api-key-command.js'
import { auditCommand } from './cli/audit-command.js'
import { backupCommand } from './cli/backup-command.js'
import { benchCommand } from './cli/bench-command.js'
import { CommandFailed, UsageError } from './cli/command-error.js'
import { creditReportCommand } from './cli/credit-report-command.js'
import { demoCommand } from './cli/demo-command.js'
import { dunCommand } from './cli/dun-command.js'
import { importCommand } from './cli/import-command.js'
import { migrateCommand } from './cli/migrate-command.js'
import { modelCommand } from './cli/model-command.js'
import { openapiCommand } from './cli/openapi-command.js'
import { rateCommand } from './cli/rate-command.js'
import { restoreCommand } from './cli/restore-command.js'
import { serveCommand } from './cli/serve-command.js'
import { userCommand } from './cli/user-command.js'
import { workerCommand } from './cli/worker-command.js'
import { version } from './version.js'

const DONE = 0
const FAILED = 1
const USAGE = 2

/** Every command, in the order of the help page. */
const commands: readonly (() => Command)[] = [
  serveCommand,
  workerCommand,
  migrateCommand,
  demoCommand,
  importCommand,
  rateCommand,
  modelCommand,
  ageCommand,
  dunCommand,
  creditReportCommand,
  auditCommand,
  backupCommand,
  restoreCommand,
  apiKeyCommand,
  userCommand,
  benchCommand,
  openapiCommand,
]

/** Runs one command line without the program's name. Gives the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCli(args: readonly string[]): Promise<number> {
  const program = new Command('xinheng')
    .description('Xinheng 信衡: the open credit office. Configuration comes from environment variables.')
    .version(version)
    .helpCommand(true)
  for (const command of commands) program.addCommand(command())
  throwInsteadOfExit(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return DONE
  } catch (error) {
    return exitCodeOf(error)
  }
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride().showHelpAfterError('(add --help for how to use it)')
  command.commands.forEach(throwInsteadOfExit)
}

function exitCodeOf(error: unknown): number {
  // Commander has already printed its own message; asking for help is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE
  if (error instanceof ConfigError || error instanceof UsageError) {
    console.error(error.message)
    return USAGE
  }
  if (error instanceof CommandFailed || error instanceof DataDirectoryInUse) {
    console.error(error.message)
    return FAILED
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  return FAILED
}
