import { systemPrincipal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { hashPassword } from '../../platform/crypto/password.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Database } from '../../platform/db/types.js'
import { addUser } from './create-user.js'
import { SETUP_LINK_LIFE_MS } from './domain/session-life.js'
import { requireAcceptablePassword } from './require-acceptable-password.js'
import { consumeSetupToken, replaceSetupToken } from './setup-token-store.js'
import { openSession } from './sign-in.js'
import { anyUserExists, type User } from './user-store.js'

/** The token of a new one-time link, or undefined when the installation has users. Earlier links end. */
export async function makeSetupToken(db: Database, now: Date): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    if (await anyUserExists(tx)) return undefined
    const token = randomToken()
    await replaceSetupToken(tx, {
      tokenHash: tokenHash(token),
      at: now,
      expiresAt: new Date(now.getTime() + SETUP_LINK_LIFE_MS),
    })
    return token
  })
}

/**
 * Makes the first administrator with the one-time link's token, and signs in. Refuses a token that is unknown, used
 * or expired, and every token once there is a user.
 */
export async function createFirstAdmin(
  db: Database,
  input: { readonly token: string; readonly username: string; readonly password: string },
  now: Date,
): Promise<{ user: User; token: string }> {
  await requireAcceptablePassword(db, input.password, input.username)
  const passwordHash = await hashPassword(input.password)
  return db.transaction(async (tx) => {
    if (!(await consumeSetupToken(tx, tokenHash(input.token), now)) || (await anyUserExists(tx)))
      throw new Refusal('setup_link_invalid')
    const draft = {
      username: input.username,
      displayName: input.username,
      role: 'admin',
      locale: 'zh-CN',
      releaseAuthority: 'unlimited',
    } as const
    const from = { address: '', userAgent: '', method: 'password' } as const
    const user = await addUser(tx, systemPrincipal, draft, passwordHash, now)
    return { user, token: await openSession(tx, user, now, from) }
  })
}
