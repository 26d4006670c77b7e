import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { verifyNobody, verifyPassword } from '../../platform/crypto/password.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { runAs } from '../../platform/request-context.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { sessionLifeMs } from './domain/sign-in-rules.js'
import { actingUser } from './load-principal.js'
import { checkSecondFactor } from './second-factor.js'
import { insertSession, type SessionMethod } from './session-store.js'
import { tooMany } from './few-attempts.js'
import { countAttempt, forgetAttempts, takeBackAttempt } from './sign-in-attempt-store.js'
import { logSignIn, type SignInEntry, type SignInOutcome } from './sign-in-log-store.js'
import { getSignInRules } from './sign-in-rules-store.js'
import { findTotp } from './totp-store.js'
import { countFailure, findUser, NO_PASSWORD, setFailures, type User } from './user-store.js'

const WINDOW_MS = 15 * 60_000
/** Wrong passwords from one address altogether, per window. */
const ATTEMPTS_PER_ADDRESS_MAX = 100

export interface Credentials {
  readonly username: string
  readonly password: string
  /** Of the authenticator app, or a recovery code; needed by those who have a second factor. */
  readonly code?: string | undefined
  /** Where the request comes from; the address is part of the throttle's key. */
  readonly address: string
  readonly userAgent: string
}

/**
 * Checks password and second factor and opens a session. Gives the user and the session token for the cookie. Refuses
 * with `sign_in_failed` without telling why, with `second_factor_needed` or `code_wrong` after the right password, with
 * `account_locked` for the right password of a locked account, and with `rate_limited` after too many attempts.
 */
export async function signIn(
  db: Database,
  secrets: SecretBox,
  credentials: Credentials,
  now: Date,
): Promise<{ user: User; token: string }> {
  const username = credentials.username.toLowerCase()
  const { address, userAgent } = credentials
  const log = (outcome: SignInOutcome, method: 'password' | 'totp' | 'recovery-code' = 'password') => ({
    ...{ at: now, username, outcome, method, address, userAgent },
  })
  const userKey = `user:${username}@${address}`
  const addressKey = `address:${address}`
  const { attemptsMax } = await getSignInRules(db)
  const most = { [userKey]: attemptsMax, [addressKey]: ATTEMPTS_PER_ADDRESS_MAX }
  await slowDown(db, most, now, () => logSignIn(db, log('throttled')))
  const user = await findUser(db, username)
  const right =
    user && user.passwordHash !== NO_PASSWORD
      ? await verifyPassword(user.passwordHash, credentials.password)
      : await verifyNobody(credentials.password)
  if (!user || !right) {
    await fail(db, user, log('wrong-password'), now)
    throw new Refusal('sign_in_failed')
  }
  if (!user.active) {
    await logSignIn(db, log('inactive'))
    throw new Refusal('sign_in_failed')
  }
  if (user.lockedAt !== null) {
    await logSignIn(db, log('locked'))
    throw new Refusal('account_locked')
  }
  // From here on it is known who acts: what the sign-in changes bears their name.
  const result = await runAs(actingUser(user), () =>
    db.transaction(async (tx) => {
      const method = await secondFactorOf(tx, secrets, user, credentials.code, now)
      if (method === undefined) return undefined
      await takeBackAttempt(tx, addressKey)
      await forgetAttempts(tx, userKey)
      await setFailures(tx, user.id, 0)
      await logSignIn(tx, log('signed-in', method))
      return { user, token: await openSession(tx, user, now, { address, userAgent, method: 'password' }) }
    }),
  )
  if (result) return result
  await fail(db, user, log('wrong-code', 'totp'), now)
  throw new Refusal('code_wrong')
}

/** How the second factor was shown, `password` where there is none; undefined for a wrong code. */
async function secondFactorOf(tx: Tx, secrets: SecretBox, user: User, code: string | undefined, now: Date) {
  const totp = await findTotp(tx, user.id)
  if (!totp?.confirmedAt) return 'password'
  if (code === undefined || code.trim() === '') throw new Refusal('second_factor_needed')
  return checkSecondFactor(tx, secrets, user.id, code, now)
}

/** Counts a failure against the account, wherever it came from, and locks the account when there were too many. */
async function fail(
  db: Database,
  user: User | undefined,
  entry: Omit<SignInEntry, 'id'>,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    await logSignIn(tx, entry)
    if (!user) return
    const { failuresMax } = await getSignInRules(tx)
    if (await countFailure(tx, user.id, failuresMax, now))
      await recordAudit(tx, {
        actor: actingUser(user),
        action: 'user.locked',
        objectType: 'user',
        objectId: user.username,
        at: now,
      })
  })
}

async function slowDown(
  db: Database,
  most: Readonly<Record<string, number>>,
  now: Date,
  onRefused: () => Promise<void>,
): Promise<void> {
  for (const count of await countAttempt(db, Object.keys(most), now, WINDOW_MS)) {
    if (count.attempts <= (most[count.key] ?? 0)) continue
    await onRefused()
    throw tooMany(count, WINDOW_MS, now)
  }
}

/** Opens a session for a user whose identity is known; gives the token for the cookie. */
export async function openSession(
  tx: Tx,
  user: User,
  now: Date,
  from: { readonly address: string; readonly userAgent: string; readonly method: SessionMethod },
): Promise<string> {
  const token = randomToken()
  const id = newId()
  await insertSession(tx, {
    id,
    userId: user.id,
    tokenHash: tokenHash(token),
    at: now,
    expiresAt: new Date(now.getTime() + sessionLifeMs(await getSignInRules(tx))),
    ...from,
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
