import { userInfo } from 'node:os'
import { pino } from 'pino'
import { Refusal } from '../../kernel/errors.js'
import { readConfig } from '../../platform/config.js'
import { createLogger } from '../../platform/log.js'
import { newId } from '../../platform/new-id.js'
import { runInContext, systemActor } from '../../platform/request-context.js'
import { openInstallation, type Installation } from '../installation.js'
import { CommandFailed } from './command-error.js'

/**
 * Runs a command on the installation that the environment names, beside a running server if there is one. Its log
 * goes to standard error, because standard output is the command's answer. A refusal becomes a plain message.
 */
export async function withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const level = process.env['XINHENG_LOG_LEVEL'] ? config.logLevel : 'warn'
  const log = createLogger({ level, destination: pino.destination({ fd: 2, sync: true }) })
  const installation = await openInstallation(config, log, 'command')
  try {
    const context = { actor: systemActor(`command:${operator()}`), requestId: `command-${newId()}` }
    return await runInContext(context, () => work(installation))
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailed(error.text.en)
    throw error
  } finally {
    await installation.close()
  }
}

/** The account of the machine that runs the command; a container may have none for its user id. */
function operator(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`
  }
}

/** Prints one JSON document for machines, or lines for people. */
export function printResult(json: boolean | undefined, value: object, lines: readonly string[]): void {
  if (json === true) console.log(JSON.stringify(value))
  else for (const line of lines) console.log(line)
}
