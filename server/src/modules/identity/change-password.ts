import { Refusal } from '../../kernel/errors.js'
import { hashPassword, verifyPassword } from '../../platform/crypto/password.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { askForChangedMail } from './ask-for-mail.js'
import { actingUser } from './load-principal.js'
import { keepOldHash } from './password-history-store.js'
import { requireAcceptablePassword, requireUnusedPassword } from './require-acceptable-password.js'
import { deleteUserSessions, type SessionUser } from './session-store.js'
import { allowFew } from './few-attempts.js'
import { forgetAttempts } from './sign-in-attempt-store.js'
import { findUser, NO_PASSWORD, updatePasswordHash } from './user-store.js'

const ATTEMPTS = { max: 5, windowMs: 15 * 60_000 }

/**
 * Lets a signed-in person choose a new password after giving the current one. Every other session of the person
 * ends. Refuses a wrong current password, and after five wrong ones every further attempt for 15 minutes.
 */
export async function changePassword(
  db: Database,
  session: SessionUser,
  passwords: { readonly current: string; readonly next: string },
  now: Date,
): Promise<void> {
  await requireAcceptablePassword(db, passwords.next, session.username)
  const key = `password:${session.userId}`
  await allowFew(db, key, ATTEMPTS, now)
  const user = await findUser(db, session.username)
  if (
    !user ||
    user.passwordHash === NO_PASSWORD ||
    !(await verifyPassword(user.passwordHash, passwords.current))
  )
    throw new Refusal('wrong_password')
  await requireUnusedPassword(db, user, passwords.next)
  const hash = await hashPassword(passwords.next)
  await db.transaction(async (tx) => {
    await keepOldHash(tx, user.id, user.passwordHash, now)
    await updatePasswordHash(tx, user.id, hash, now)
    await deleteUserSessions(tx, user.id, session.sessionId)
    await forgetAttempts(tx, key)
    await askForChangedMail(tx, user.id)
    await recordAudit(tx, {
      actor: actingUser({ id: session.userId, username: session.username }),
      action: 'user.password_changed',
      objectType: 'user',
      objectId: user.username,
      at: now,
    })
  })
}
