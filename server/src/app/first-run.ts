import { isIP } from 'node:net'
import { needsDemoBook } from '../modules/demo-book/demo-office.js'
import { makeSetupToken } from '../modules/identity/first-admin.js'
import { listDemoUsers } from '../modules/identity/user-store.js'
import { ConfigError, type Config } from '../platform/config.js'
import type { SecretBox } from '../platform/crypto/secret-box.js'
import type { Deps } from '../platform/deps.js'
import { installDemo } from './install-demo.js'

/** Fills an installation that nobody uses yet with the demo book, when the configuration asks for it. */
export async function prepareFirstRun(config: Config, deps: Deps, secrets: SecretBox): Promise<void> {
  if (config.demo) await installDemo(deps, secrets)
}

/**
 * Refuses to serve publicly known passwords beyond this machine, unless told to.
 * Throws `ConfigError` with what to do instead.
 */
export async function requirePrivateDemo(config: Config, deps: Deps): Promise<void> {
  if (config.demoPublic || isLoopback(config.host)) return
  const willBeDemo = config.demo && (await needsDemoBook(deps.db))
  if (!willBeDemo && (await listDemoUsers(deps.db)).length === 0) return
  throw new ConfigError(
    `HOST is "${config.host}", but this installation has the accounts of the demo book, whose passwords everybody ` +
      'knows. Set HOST=127.0.0.1, or XINHENG_DEMO_PUBLIC=on if that is what you want, or start an empty ' +
      'installation with XINHENG_DEMO=off and another XINHENG_DATA_DIR.',
  )
}

/** How to get in: lines for the person who starts the server. */
export async function signInAdvice(deps: Deps, address: string): Promise<readonly string[]> {
  const token = await makeSetupToken(deps.db, deps.now())
  if (token !== undefined)
    return [
      'There is no user yet. Create the administrator with this link; it works once, for 24 hours:',
      `${address}/setup?token=${token}`,
    ]
  const demoUsers = await listDemoUsers(deps.db)
  if (demoUsers.length === 0) return []
  return [`Demo book: sign in as ${demoUsers.map((user) => user.username).join(', ')}; password xinheng-demo`]
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}
