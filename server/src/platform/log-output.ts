import { constants, fstatSync, openSync, writeSync } from 'node:fs'
import type { DestinationStream } from 'pino'

const STDOUT = 1
const RETRY_MS = 50
/** Bytes that wait at most; beyond it new lines are dropped and counted. */
const WAITING_MAX = 16 * 1024 * 1024

/**
 * Writes log lines to standard output at once, and never waits for whoever reads it: when a pipe is full, lines wait
 * in memory and then are dropped. A program that nobody listens to still answers and still stops.
 */
export function logOutput(
  fd: number = unblockedStdout(),
): DestinationStream & { readonly dropped: () => number } {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let droppedLines = 0
  let timer: NodeJS.Timeout | undefined

  function drain(): void {
    timer = undefined
    while (waiting.length > 0) {
      const [first = Buffer.alloc(0), ...rest] = waiting.length > 1 ? [Buffer.concat(waiting)] : waiting
      const written = writeSome(fd, first)
      waiting = written < first.length ? [first.subarray(written), ...rest] : rest
      waitingBytes -= written
      if (written < first.length) {
        timer = setTimeout(drain, RETRY_MS).unref()
        return
      }
    }
  }

  // What still waits at the end is offered once more; a full pipe does not hold up the exit.
  process.once('exit', drain)
  return {
    write(line) {
      const bytes = Buffer.from(line)
      if (waitingBytes + bytes.length > WAITING_MAX) {
        droppedLines += 1
        return
      }
      waiting.push(bytes)
      waitingBytes += bytes.length
      if (timer === undefined) drain()
    },
    dropped: () => droppedLines,
  }
}

/** Writes what fits now; gives the number of bytes. A reader that is gone takes everything and keeps nothing. */
function writeSome(fd: number, bytes: Buffer): number {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'EAGAIN' || code === 'EBUSY' ? 0 : bytes.length
  }
}

/** A second door to the same pipe that never blocks, where the system has one (Linux); standard output otherwise. */
function unblockedStdout(): number {
  try {
    if (!fstatSync(STDOUT).isFIFO()) return STDOUT
    return openSync(`/proc/self/fd/${STDOUT}`, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch {
    return STDOUT
  }
}
