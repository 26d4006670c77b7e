import path from 'node:path'
import { ConfigError, type Config } from '../platform/config.js'
import { createSecretBox, readOrMakeKeyFile, type SecretBox } from '../platform/crypto/secret-box.js'
import { DatabaseUnreachable, isConnectionFailure } from '../platform/db/connection-failure.js'
import { openDatabase } from '../platform/db/database.js'
import { prepareSchema } from '../platform/db/prepare-schema.js'
import type { Deps } from '../platform/deps.js'
import {
  attachEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../platform/embedded-postgres/embedded-postgres.js'
import type { Logger } from '../platform/log.js'

/** An open installation: its database, brought up to date, with clock, log and secrets. */
export interface Installation {
  readonly deps: Deps
  readonly log: Logger
  readonly secrets: SecretBox
  /** Closes the connections, and stops the embedded PostgreSQL unless another process uses it. */
  close(): Promise<void>
}

/**
 * Opens the installation that the configuration names. A `server` owns the data directory and refuses to share it
 * with another server; a `command` works beside a running one.
 */
export async function openInstallation(
  config: Config,
  log: Logger,
  as: 'server' | 'command',
): Promise<Installation> {
  const postgres = config.databaseUrl === undefined ? await embedded(config, log, as) : undefined
  const db = openDatabase({
    url: postgres?.url ?? config.databaseUrl ?? '',
    poolSize: config.databasePoolSize,
    applicationName: `xinheng-${as}`,
  })
  const close = async (): Promise<void> => {
    await db.close()
    await postgres?.stop()
  }
  try {
    const applied = await prepareSchema(db)
    if (applied.length > 0) log.info({ migrations: applied }, 'the database was brought up to date')
    const { fixedNow } = config
    const now = fixedNow === undefined ? () => new Date() : () => new Date(fixedNow)
    return { deps: { db, now, log }, log, secrets: secretsOf(config), close }
  } catch (error) {
    await close()
    throw config.databaseUrl === undefined ? error : inWordsOfUrl(error)
  }
}

async function embedded(config: Config, log: Logger, as: 'server' | 'command') {
  const options = { dataDir: config.dataDir, log }
  try {
    return await (as === 'server' ? startEmbeddedPostgres(options) : attachEmbeddedPostgres(options))
  } catch (error) {
    throw inWordsOfDirectory(error, config.dataDir)
  }
}

/** SQLSTATEs of a wrong user, password or database name, and of rights that are missing. */
const REFUSED = /^(28\w{3}|3D000|42501)$/

/** What a database that is not ours answers, with the variable that names it. */
function inWordsOfUrl(error: unknown): unknown {
  const cause = error instanceof DatabaseUnreachable && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return error
  const refused = 'code' in cause && REFUSED.test(String(cause.code))
  if (!refused && !isConnectionFailure(cause)) return error
  return new ConfigError(`DATABASE_URL: the database cannot be opened: ${cause.message}`, { cause: error })
}

const UNUSABLE = /^(EEXIST|ENOTDIR|ENOENT|EACCES|EPERM|EROFS)$/

function inWordsOfDirectory(error: unknown, dir: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error
  if (error.syscall !== 'mkdir' || !UNUSABLE.test(String(error.code))) return error
  return new ConfigError(
    `XINHENG_DATA_DIR: ${dir} is no directory that can be written to (${error.message})`,
    {
      cause: error,
    },
  )
}

function secretsOf(config: Config): SecretBox {
  return createSecretBox(config.secretKey ?? readOrMakeKeyFile(path.join(config.dataDir, 'secret.key')))
}
