import { pino } from 'pino'
import { Refusal } from '../../kernel/errors.js'
import { readConfig } from '../../platform/config.js'
import { createLogger } from '../../platform/log.js'
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
    return await work(installation)
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailed(error.text.en)
    throw error
  } finally {
    await installation.close()
  }
}

/** Prints one JSON document for machines, or lines for people. */
export function printResult(json: boolean | undefined, value: object, lines: readonly string[]): void {
  if (json === true) console.log(JSON.stringify(value))
  else for (const line of lines) console.log(line)
}
