import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import { warmUpChecks } from '../modules/credit-control/warm-up.js'
import type { Config } from '../platform/config.js'
import type { Readiness } from '../platform/http/health-routes.js'
import type { JobWorker } from '../platform/jobs.js'
import type { Logger } from '../platform/log.js'
import { newId } from '../platform/new-id.js'
import { runInContext, systemActor } from '../platform/request-context.js'
import { startBackground } from './background.js'
import { buildApp } from './build-app.js'
import { prepareFirstRun, requirePrivateDemo, signInAdvice } from './first-run.js'
import { openInstallation } from './installation.js'

const webDir = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

export interface RunningServer {
  /** Where it listens, for example `http://127.0.0.1:3000`. */
  readonly address: string
  /** How to sign in, line by line, for the person who started it. */
  readonly advice: readonly string[]
  /**
   * Stops without losing an accepted request: accepts no more, answers what is in work, lets running jobs end, then
   * closes the database.
   */
  stop(): Promise<void>
}

/**
 * Starts answering HTTP, and working on jobs when the role says so. It listens at once and asks callers for patience
 * until the first start has filled the database.
 */
export async function serve(config: Config, log: Logger): Promise<RunningServer> {
  const readiness: Readiness = { state: 'starting' }
  const installation = await openInstallation(config, log, 'server')
  const { deps, secrets } = installation
  const { trustProxy, publicUrl } = config
  const app = await buildApp({ deps, secrets, readiness, webDir, trustProxy, publicUrl })
  let worker: JobWorker | undefined
  const stop = async (): Promise<void> => {
    readiness.state = 'stopping'
    // Connections that were answered before are idle now; whoever keeps one open would keep us open.
    const sweep = setInterval(() => app.server.closeIdleConnections(), 100)
    await app.close().finally(() => clearInterval(sweep))
    await worker?.stop()
    await installation.close()
  }
  try {
    await requirePrivateDemo(config, deps)
    await app.listen({ host: config.host, port: config.port })
    const starting = { actor: systemActor('start'), requestId: `start-${newId()}` }
    await runInContext(starting, async () => {
      await prepareFirstRun(config, deps, secrets)
      await warmUpChecks(deps)
    })
    if (config.role === 'both') worker = await startBackground(deps, secrets, log, config.publicUrl)
    const address = config.publicUrl ?? addressOf(config.host, app.server.address())
    const advice = await signInAdvice(deps, address)
    readiness.state = 'ready'
    return { address, advice, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function addressOf(host: string, bound: AddressInfo | string | null): string {
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
