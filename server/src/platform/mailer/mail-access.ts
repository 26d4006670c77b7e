import type { SecretBox } from '../crypto/secret-box.js'
import type { Queryable } from '../db/types.js'
import { findMailServer } from './mail-server-store.js'
import type { SmtpAccess } from './send-mail.js'

/**
 * How to reach the installation's mail server: the argument of `sendMail`. Undefined when none was entered or it is
 * switched off; throws when its password was sealed with another key.
 */
export async function mailAccess(db: Queryable, secrets: SecretBox): Promise<SmtpAccess | undefined> {
  const server = await findMailServer(db)
  if (server?.active !== true) return undefined
  const { host, port, security, username, from, passwordSealed } = server
  const password = passwordSealed === null ? null : secrets.open(passwordSealed)
  return { host, port, security, username, from, password }
}
