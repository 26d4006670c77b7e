import { Refusal } from '../../kernel/errors.js'

/** The command could not do its work; the message is meant for the person at the terminal. Exit code 1. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
}

/** The command was called in a wrong way; the message says how. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Runs `work`; what it refuses ends the command with the refusal's own words. */
export async function refusalsAsMessages<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailed(error.text.en)
    throw error
  }
}
