import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Deps } from '../../platform/deps.js'
import { mailAccess } from '../../platform/mailer/mail-access.js'
import { sendMail } from '../../platform/mailer/send-mail.js'
import { newId } from '../../platform/new-id.js'
import { changedMail, resetMail, type PasswordMail } from './domain/password-mails.js'
import { replaceReset } from './password-reset-store.js'
import { getSignInRules } from './sign-in-rules-store.js'
import { findUser, findUserByEmail, findUserById, NO_PASSWORD, type User } from './user-store.js'

export interface PasswordMailDeps extends Deps {
  readonly secrets: SecretBox
  /** Under which address browsers reach us. Without it no link is sent: the request's own word is not believed. */
  readonly publicUrl: string | undefined
}

/**
 * Sends the link for a forgotten password to whoever has this e-mail address or username. Nobody, an inactive person, one
 * without an address, or one who signs in at the organisation's provider only, gets none. Each try makes a new link.
 */
export async function mailPasswordReset(deps: PasswordMailDeps, login: string): Promise<void> {
  const { db, publicUrl, now, log } = deps
  const user = (await findUserByEmail(db, login)) ?? (await findUser(db, login))
  if (user?.active !== true || user.email === null || user.passwordHash === NO_PASSWORD) return
  if (publicUrl === undefined) {
    log.warn('a password reset was asked for, but XINHENG_PUBLIC_URL is not set: no link can be sent')
    return
  }
  const { resetMinutes } = await getSignInRules(db)
  const token = randomToken()
  const at = now()
  const expiresAt = new Date(at.getTime() + resetMinutes * 60_000)
  await db.transaction((tx) =>
    replaceReset(tx, { tokenHash: tokenHash(token), userId: user.id, at, expiresAt }),
  )
  // Behind the #: what stands there is sent to no server and written to no log.
  const link = `${publicUrl}/reset-password#token=${token}`
  await send(deps, user, resetMail({ name: user.displayName, link, minutes: resetMinutes }))
}

/** Tells a person that their password was changed. */
export async function mailPasswordChanged(deps: PasswordMailDeps, userId: string): Promise<void> {
  const user = await findUserById(deps.db, userId)
  if (user?.active === true) await send(deps, user, changedMail({ name: user.displayName }))
}

/** Throws when it may succeed later, so that the job is tried again. */
async function send({ db, secrets, log }: PasswordMailDeps, user: User, mail: PasswordMail): Promise<void> {
  if (user.email === null) return
  const access = await mailAccess(db, secrets)
  if (!access) {
    log.warn(
      { username: user.username },
      'no mail server is switched on: a mail about a password was not sent',
    )
    return
  }
  const language = user.locale === 'en' ? 'en' : 'zh'
  const { subject, text } = mail
  const content = { subject: subject[language], text: text[language] }
  const result = await sendMail(access, { messageId: newId(), to: user.email, ...content })
  if (result.outcome === 'retry') throw new Error(`mail about a password not sent: ${result.reason.en}`)
  if (result.outcome === 'rejected')
    log.warn({ username: user.username, reason: result.reason.en }, 'a mail about a password was refused')
}
