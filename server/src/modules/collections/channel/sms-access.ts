import type { SecretBox } from '../../../platform/crypto/secret-box.js'
import type { Queryable } from '../../../platform/db/types.js'
import { findSmsAccount } from './sms-account-store.js'
import type { SmsAccess } from './sms-message.js'

/** How to reach the SMS platform; undefined when no account is switched on. Throws when the key of secrets is another. */
export async function smsAccess(db: Queryable, secrets: SecretBox): Promise<SmsAccess | undefined> {
  const account = await findSmsAccount(db)
  if (!account?.active) return undefined
  const { secretSealed, active: _, ...rest } = account
  return { ...rest, secret: secrets.open(secretSealed) }
}
