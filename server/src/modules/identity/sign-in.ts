import { Refusal } from '../../kernel/errors.js'
import { verifyNobody, verifyPassword } from '../../platform/crypto/password.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { SESSION_LIFE_MS } from './domain/session-life.js'
import { actingUser } from './load-principal.js'
import { insertSession } from './session-store.js'
import { countAttempt, forgetAttempts, takeBackAttempt, type AttemptCount } from './sign-in-attempt-store.js'
import { findUser, type User } from './user-store.js'

const WINDOW_MS = 15 * 60_000
/** Wrong passwords for one username from one address, and from one address altogether, per window. */
const ATTEMPTS_PER_USER_MAX = 5
const ATTEMPTS_PER_ADDRESS_MAX = 100

export interface Credentials {
  readonly username: string
  readonly password: string
  /** Where the request comes from; part of the throttle's key. */
  readonly address: string
}

/**
 * Checks a password and opens a session. Gives the user and the session token for the cookie. Refuses with
 * `sign_in_failed` without telling why, and with `rate_limited` after too many attempts.
 */
export async function signIn(
  db: Database,
  credentials: Credentials,
  now: Date,
): Promise<{ user: User; token: string }> {
  const username = credentials.username.toLowerCase()
  const userKey = `user:${username}@${credentials.address}`
  const addressKey = `address:${credentials.address}`
  const counts = await countAttempt(db, [userKey, addressKey], now, WINDOW_MS)
  for (const count of counts) {
    const max = count.key === userKey ? ATTEMPTS_PER_USER_MAX : ATTEMPTS_PER_ADDRESS_MAX
    if (count.attempts > max) throw new Refusal('rate_limited', { seconds: secondsLeft(count, now) })
  }
  const user = await findUser(db, username)
  const right = user
    ? await verifyPassword(user.passwordHash, credentials.password)
    : await verifyNobody(credentials.password)
  if (!user?.active || !right) throw new Refusal('sign_in_failed')
  return db.transaction(async (tx) => {
    await takeBackAttempt(tx, addressKey)
    await forgetAttempts(tx, userKey)
    return { user, token: await openSession(tx, user, now) }
  })
}

/** Opens a session for a user whose identity is known; gives the token for the cookie. */
export async function openSession(tx: Tx, user: User, now: Date): Promise<string> {
  const token = randomToken()
  const id = newId()
  await insertSession(tx, {
    id,
    userId: user.id,
    tokenHash: tokenHash(token),
    at: now,
    expiresAt: new Date(now.getTime() + SESSION_LIFE_MS),
  })
  await recordAudit(tx, {
    actor: actingUser(user),
    action: 'session.opened',
    objectType: 'user',
    objectId: user.username,
    at: now,
  })
  return token
}

function secondsLeft(count: AttemptCount, now: Date): number {
  return Math.max(1, Math.ceil((count.startedAt.getTime() + WINDOW_MS - now.getTime()) / 1000))
}
