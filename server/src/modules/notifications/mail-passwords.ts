import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { findMailServer } from '../../platform/mailer/mail-server-store.js'
import { newId } from '../../platform/new-id.js'
import { replaceReset } from '../identity/password-reset-store.js'
import { getSignInRules } from '../identity/sign-in-rules-store.js'
import { findUser, findUserByEmail, findUserById, NO_PASSWORD } from '../identity/user-store.js'
import type { PasswordMailKind } from './domain/password-mails.js'
import { GIVE_UP_AFTER_MS } from './domain/retry-schedule.js'
import { insertPasswordMail } from './message-store.js'
import { queueMessages } from './notify.js'

export interface PasswordMailDeps extends Deps {
  readonly secrets: SecretBox
  /** Under which address browsers reach us. Without it no link is sent: the request's own word is not believed. */
  readonly publicUrl: string | undefined
}

/**
 * Puts the link for a forgotten password into the outbox for whoever has this e-mail address or username. Nobody, an
 * inactive person, one without an address, or one who signs in at the organisation's provider only, gets none. The link
 * is sealed until it is sent. `requestId` is the request: however often the job runs, it is mailed once.
 */
export async function mailPasswordReset(
  deps: PasswordMailDeps,
  { login, requestId }: { readonly login: string; readonly requestId: string },
): Promise<void> {
  const { db, publicUrl, now, log, secrets } = deps
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
  // Behind the #: what stands there is sent to no server and written to no log.
  const secret = secrets.seal(`${publicUrl}/reset-password#token=${token}`)
  await post(deps, user.id, 'password_reset', {
    ...{ subject: requestId, data: { name: user.displayName, minutes: resetMinutes }, secret },
    // A link that has expired is of no use to anybody.
    ...{ at, giveUpAt: expiresAt },
    before: (tx) => replaceReset(tx, { tokenHash: tokenHash(token), userId: user.id, at, expiresAt }),
  })
}

/** Tells a person by mail that their password was changed; `changeId` is the change, told once. */
export async function mailPasswordChanged(
  deps: PasswordMailDeps,
  { userId, changeId }: { readonly userId: string; readonly changeId: string },
): Promise<void> {
  const user = await findUserById(deps.db, userId)
  if (user?.active !== true || user.email === null) return
  const at = deps.now()
  await post(deps, user.id, 'password_changed', {
    ...{ subject: changeId, data: { name: user.displayName }, secret: null, at },
    giveUpAt: new Date(at.getTime() + GIVE_UP_AFTER_MS),
    before: () => Promise.resolve(),
  })
}

interface Posting {
  readonly subject: string
  readonly data: Readonly<Record<string, string | number>>
  readonly secret: Buffer | null
  readonly at: Date
  readonly giveUpAt: Date
  /** What must be so when the mail goes out. */
  readonly before: (tx: Tx) => Promise<void>
}

async function post(
  { db, log }: Deps,
  userId: string,
  kind: PasswordMailKind,
  posting: Posting,
): Promise<void> {
  const { subject, data, secret, at, giveUpAt, before } = posting
  await db.transaction(async (tx) => {
    if ((await findMailServer(tx))?.active !== true) {
      log.warn({ userId }, 'no mail server is switched on: a mail about a password was not sent')
      return
    }
    const id = newId()
    const mail = { id, userId, kind, subject, data, secret, at, giveUpAt }
    if (!(await insertPasswordMail(tx, mail))) return
    await before(tx)
    await queueMessages(tx, [{ id, nextAttemptAt: at }], at)
  })
}
