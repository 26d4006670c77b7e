import { Refusal } from '../../kernel/errors.js'
import { hashPassword } from '../../platform/crypto/password.js'
import { tokenHash } from '../../platform/crypto/token.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { askForChangedMail, askForResetMail } from './ask-for-mail.js'
import { allowFew, requireFew } from './few-attempts.js'
import { actingUser } from './load-principal.js'
import { keepOldHash } from './password-history-store.js'
import { consumeReset, findReset } from './password-reset-store.js'
import { requireAcceptablePassword, requireUnusedPassword } from './require-acceptable-password.js'
import { deleteUserSessions } from './session-store.js'
import { countAttempt } from './sign-in-attempt-store.js'
import { logSignIn } from './sign-in-log-store.js'
import { findUserById, NO_PASSWORD, updatePasswordHash } from './user-store.js'

const WINDOW_MS = 15 * 60_000
/** Requests for a link, and tries of links, from one address; requests for one person from wherever. */
const PER_ADDRESS = { max: 20, windowMs: WINDOW_MS }
const PER_PERSON_MAX = 3

interface From {
  readonly address: string
  readonly userAgent: string
}

/**
 * Asks for a link by mail for whoever has this e-mail address or username. Whether there is such a person is looked up by
 * a job: answer and time of the request are the same for everybody. Refuses an address that asks too often.
 */
export async function requestPasswordReset(
  db: Database,
  login: string,
  { address }: From,
  now: Date,
): Promise<void> {
  const who = login.trim().toLowerCase()
  const personKey = `reset:${tokenHash(who).toString('hex')}`
  const addressKey = `reset@${address}`
  await db.transaction(async (tx) => {
    const counts = await countAttempt(tx, [personKey, addressKey], now, WINDOW_MS)
    const of = (key: string) => counts.find((count) => count.key === key)
    requireFew(of(addressKey), PER_ADDRESS, now)
    // One person's mailbox is not flooded from many addresses; that too looks the same from outside.
    if ((of(personKey)?.attempts ?? 0) <= PER_PERSON_MAX) await askForResetMail(tx, who)
  })
}

/**
 * Sets a new password with the link's token. Every session of the person ends, a lock is lifted, and they are told by
 * mail. Refuses a link that is unknown, used or expired, and a password that the rules do not accept.
 */
export async function resetPassword(
  db: Database,
  input: { readonly token: string; readonly password: string },
  from: From,
  now: Date,
): Promise<void> {
  await allowFew(db, `reset@${from.address}`, PER_ADDRESS, now)
  const hash = tokenHash(input.token)
  const userId = await findReset(db, hash, now)
  const user = userId === undefined ? undefined : await findUserById(db, userId)
  if (user?.active !== true) throw new Refusal('reset_link_invalid')
  await requireAcceptablePassword(db, input.password, user.username)
  await requireUnusedPassword(db, user, input.password)
  const passwordHash = await hashPassword(input.password)
  await db.transaction(async (tx) => {
    if (!(await consumeReset(tx, hash, now))) throw new Refusal('reset_link_invalid')
    if (user.passwordHash !== NO_PASSWORD) await keepOldHash(tx, user.id, user.passwordHash, now)
    await updatePasswordHash(tx, user.id, passwordHash, now)
    await deleteUserSessions(tx, user.id, null)
    const { username } = user
    await logSignIn(tx, { at: now, username, outcome: 'password-reset', method: 'reset-link', ...from })
    const about = { objectType: 'user', objectId: username, at: now }
    await recordAudit(tx, { actor: actingUser(user), action: 'user.password_reset', ...about })
    await askForChangedMail(tx, user.id)
  })
}
