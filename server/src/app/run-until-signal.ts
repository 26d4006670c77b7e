import type { Logger } from '../platform/log.js'

/** Waits for SIGINT or SIGTERM, then stops. A second signal ends the process at once. */
export async function runUntilSignal(stop: () => Promise<void>, log: Logger): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  log.info({ signal }, 'stopping')
  const leaveNow = () => process.exit(130)
  process.once('SIGINT', leaveNow)
  process.once('SIGTERM', leaveNow)
  await stop()
  process.off('SIGINT', leaveNow)
  process.off('SIGTERM', leaveNow)
  log.info('stopped')
}
