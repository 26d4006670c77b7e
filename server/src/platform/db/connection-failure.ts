/** SQLSTATEs of a server that stops, was killed, or is just starting; class 08 is what else breaks connections. */
const STOPPING = /^(57P0[123]|08\w{3})$/
const BROKEN_SOCKET = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
/** The driver's own errors about a connection that has gone carry no code. */
const GONE = /^Connection terminated|is not queryable$/

/** PostgreSQL is out of reach, or was lost amid the work: the same request may succeed when it is back. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable'
}

/** Whether an error of the driver tells of a lost connection, or of one that was never made. Not for other errors. */
export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')) return true
  const code = 'code' in error ? String(error.code) : ''
  return STOPPING.test(code) || BROKEN_SOCKET.test(code) || GONE.test(error.message)
}

/** The answer of the driver, whose lost connections are told apart from all other faults. */
export async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw asUnreachable(error)
  }
}

/** An error of the driver as it is to be thrown. */
export function asUnreachable(error: unknown): unknown {
  if (!isConnectionFailure(error)) return error
  return new DatabaseUnreachable('the connection to the database failed', { cause: error })
}
