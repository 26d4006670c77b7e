import { randomUUID } from 'node:crypto'
import { type DestinationStream, type Level, type Logger as PinoLogger, pino } from 'pino'
import { logOutput } from './log-output.js'

export type Logger = PinoLogger
export type LogLevel = Level | 'silent'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Where a secret may appear in a logged object. It is replaced, not removed, so that its presence stays visible. */
const secretPaths = [
  'password',
  '*.password',
  'secret',
  '*.secret',
  'token',
  '*.token',
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-csrf-token"]',
  'res.headers["set-cookie"]',
]

export interface LogOptions {
  level: LogLevel
  /** Defaults to standard output. Commands whose output is data log to standard error instead. */
  destination?: DestinationStream
}

/** One JSON object per line: time as RFC 3339 UTC, level by name, secrets masked. */
export function createLogger(options: LogOptions): Logger {
  return pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretPaths, censor: '[hidden]' },
    },
    options.destination ?? logOutput(),
  )
}

const callerRequestId = /^[A-Za-z0-9._-]{8,64}$/

/**
 * The id that ties together all log lines of one request. A caller's `X-Request-Id` is kept when it is a plain
 * token, so that a trace crosses systems; anything else could forge log lines and is replaced.
 */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && callerRequestId.test(header) ? header : randomUUID()
}
