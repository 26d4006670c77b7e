import { resolve } from 'node:path'
import { z } from 'zod'
import { logLevels, type LogLevel } from './log.js'

export interface Config {
  /** What this process does: answer HTTP, work on jobs, or both. */
  role: 'serve' | 'worker' | 'both'
  host: string
  port: number
  /** Absolute path. Files and, without `databaseUrl`, the embedded database live there. */
  dataDir: string
  /** A PostgreSQL server to use instead of the embedded one. */
  databaseUrl: string | undefined
  databasePoolSize: number
  /** Whether an empty installation is filled with the demo book and its well-known passwords. */
  demo: boolean
  /** The instant at which the clock stands still; only for tests. */
  fixedNow: Date | undefined
  logLevel: LogLevel
  /** Under which address browsers reach the server, without a trailing slash; for links in messages. */
  publicUrl: string | undefined
  /** Encrypts stored secrets; without it a key file in the data directory is made and used. */
  secretKey: string | undefined
  /** Allows the demo book, whose passwords everybody knows, to be served beyond this machine. */
  demoPublic: boolean
  /** Whether a reverse proxy in front tells who calls (X-Forwarded-For, -Proto). */
  trustProxy: boolean
}

/** One line per variable that cannot be used; meant for the person who starts the program. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const wholeNumber = (min: number, max: number, standard: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max)
    .default(standard)

const onOrOff = z.enum(['on', 'off']).transform((value) => value === 'on')

const web = (protocols: RegExp) => z.url({ protocol: protocols })

const variables = {
  PORT: {
    schema: wholeNumber(0, 65_535, 3000),
    expected: 'a whole number from 0 to 65535 (0: any free port)',
  },
  HOST: {
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    expected: 'a host name or an IP address',
  },
  XINHENG_DATA_DIR: {
    schema: z
      .string()
      .min(1)
      .default('./data')
      .transform((path) => resolve(path)),
    expected: 'the path of a directory',
  },
  DATABASE_URL: {
    schema: web(/^postgres(ql)?$/).optional(),
    expected: 'like postgres://user:password@host:5432/database',
    secret: true,
  },
  XINHENG_DB_POOL_SIZE: { schema: wholeNumber(2, 500, 20), expected: 'a whole number from 2 to 500' },
  XINHENG_DEMO: { schema: onOrOff.optional(), expected: '"on" or "off"' },
  XINHENG_NOW: {
    schema: z.iso
      .datetime({ offset: true })
      .transform((instant) => new Date(instant))
      .optional(),
    expected: 'an instant as in RFC 3339, like 2026-11-21T08:00:00Z',
  },
  XINHENG_LOG_LEVEL: {
    schema: z.enum(logLevels).default('info'),
    expected: `one of ${logLevels.join(', ')}`,
  },
  XINHENG_ROLE: {
    schema: z.enum(['serve', 'worker', 'both']).default('both'),
    expected: '"serve", "worker" or "both"',
  },
  XINHENG_PUBLIC_URL: {
    schema: web(/^https?$/)
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    expected: 'like https://credit.example.com',
  },
  XINHENG_SECRET_KEY: {
    schema: z.string().min(32).optional(),
    expected: 'at least 32 random characters',
    secret: true,
  },
  XINHENG_DEMO_PUBLIC: { schema: onOrOff.default(false), expected: '"on" or "off"' },
  XINHENG_TRUST_PROXY: { schema: onOrOff.default(false), expected: '"on" or "off"' },
} as const satisfies Record<string, { schema: z.ZodType; expected: string; secret?: boolean }>

type Variables = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]['schema']> }

/**
 * Reads the configuration from environment variables. An empty variable counts as not set. Throws `ConfigError`
 * naming every variable that cannot be used, what is expected, and what was found (unless it may hold a password).
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const values = parseVariables(env)
  if (values.XINHENG_NOW !== undefined && env['NODE_ENV'] === 'production')
    throw new ConfigError(
      'XINHENG_NOW must not be set when NODE_ENV is "production": the clock of a live system is real.',
    )
  return {
    role: values.XINHENG_ROLE,
    host: values.HOST,
    port: values.PORT,
    dataDir: values.XINHENG_DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    databasePoolSize: values.XINHENG_DB_POOL_SIZE,
    // A database server is the start of a real installation: no well-known passwords unless asked for.
    demo: values.XINHENG_DEMO ?? values.DATABASE_URL === undefined,
    fixedNow: values.XINHENG_NOW,
    logLevel: values.XINHENG_LOG_LEVEL,
    publicUrl: values.XINHENG_PUBLIC_URL,
    secretKey: values.XINHENG_SECRET_KEY,
    demoPublic: values.XINHENG_DEMO_PUBLIC,
    trustProxy: values.XINHENG_TRUST_PROXY,
  }
}

function parseVariables(env: NodeJS.ProcessEnv): Variables {
  const values: Record<string, unknown> = {}
  const faults: string[] = []
  for (const [name, variable] of Object.entries(variables)) {
    const found = env[name]?.trim()
    const result = variable.schema.safeParse(found === '' ? undefined : found)
    if (result.success) values[name] = result.data
    else
      faults.push(`${name} must be ${variable.expected}${'secret' in variable ? '' : `, but is "${found}"`}.`)
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'))
  return values as Variables
}
