import type { Config } from '../platform/config.js'
import type { Logger } from '../platform/log.js'
import { startBackground } from './background.js'
import { openInstallation } from './installation.js'
import { runUntilSignal } from './run-until-signal.js'

/** Works on jobs until told to stop. */
export async function runWorker(config: Config, log: Logger): Promise<void> {
  const installation = await openInstallation(config, log, 'command')
  try {
    const worker = await startBackground(installation.deps, installation.secrets, log, config.publicUrl)
    log.info('working on jobs')
    await runUntilSignal(() => worker.stop(), log)
  } finally {
    await installation.close()
  }
}
