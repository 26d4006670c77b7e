import { randomInt } from 'node:crypto'
import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { tokenHash } from '../../platform/crypto/token.js'
import { newTotpSecret, stepOfCode, totpUri } from '../../platform/crypto/totp.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { actingUser } from './load-principal.js'
import { getOrganisation } from './organisation-store.js'
import type { SessionUser } from './session-store.js'
import { allowFew } from './few-attempts.js'
import { forgetAttempts } from './sign-in-attempt-store.js'
import {
  beginTotp,
  confirmTotp,
  consumeRecoveryCode,
  deleteTotp,
  findTotp,
  replaceRecoveryCodes,
  useStep,
} from './totp-store.js'

const RECOVERY_CODES = 10
/** No letters that are mistaken for each other; 31^10 possibilities. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'
const ATTEMPTS = { max: 5, windowMs: 15 * 60_000 }

/** Who asks about their own second factor, and with what secrets are sealed. */
export interface OwnFactor {
  readonly db: Database
  readonly secrets: SecretBox
  readonly session: SessionUser
  readonly now: Date
}

/** Begins to set up an authenticator app: gives the secret and the text of its QR code. Nothing changes until confirmed. */
export async function beginSecondFactor({ db, secrets, session, now }: OwnFactor) {
  const secret = newTotpSecret()
  const { name } = await getOrganisation(db)
  const begun = await db.transaction((tx) => beginTotp(tx, session.userId, secrets.seal(secret), now))
  if (!begun) throw new Refusal('second_factor_on')
  return { secret, uri: totpUri(secret, session.username, name === '' ? '信衡 Xinheng' : name) }
}

/** Switches the second factor on with a code of the app; gives the recovery codes, which are never shown again. */
export async function confirmSecondFactor(own: OwnFactor, code: string): Promise<string[]> {
  const { db, session, now } = own
  await allowFew(db, attemptsKey(session.userId), ATTEMPTS, now)
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await db.transaction(async (tx) => {
    const totp = await findTotp(tx, session.userId)
    if (totp?.confirmedAt !== null) throw new Refusal(totp ? 'second_factor_on' : 'second_factor_off')
    if (!(await codeIsRight(tx, own, code))) throw new Refusal('code_wrong')
    await confirmTotp(tx, session.userId, now)
    await replaceRecoveryCodes(tx, session.userId, codes.map(recoveryHash))
    await forgetAttempts(tx, attemptsKey(session.userId))
    await note(tx, session, 'user.second-factor-on', now)
  })
  return codes
}

/** Switches the own second factor off, with a code of the app or a recovery code. */
export async function removeSecondFactor(own: OwnFactor, code: string): Promise<void> {
  const { db, session, now } = own
  await allowFew(db, attemptsKey(session.userId), ATTEMPTS, now)
  await db.transaction(async (tx) => {
    if (!(await checkSecondFactor(tx, own.secrets, session.userId, code, now)))
      throw new Refusal('code_wrong')
    await deleteTotp(tx, session.userId)
    await forgetAttempts(tx, attemptsKey(session.userId))
    await note(tx, session, 'user.second-factor-off', now)
  })
}

/**
 * Checks and uses up a code of the app (once per time step) or a recovery code (once). Gives which it was, or
 * undefined for a wrong or used one. In the transaction that acts on it, so that both happen or neither.
 */
export async function checkSecondFactor(
  tx: Tx,
  secrets: SecretBox,
  userId: string,
  code: string,
  now: Date,
): Promise<'totp' | 'recovery-code' | undefined> {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, '')
  if (/^\d{6}$/.test(plain)) {
    const totp = await findTotp(tx, userId)
    const step = totp ? stepOfCode(secrets.open(totp.secretSealed), plain, now) : null
    return step !== null && (await useStep(tx, userId, step)) ? 'totp' : undefined
  }
  return (await consumeRecoveryCode(tx, userId, recoveryHash(plain), now)) ? 'recovery-code' : undefined
}

async function codeIsRight(tx: Tx, { secrets, session, now }: OwnFactor, code: string): Promise<boolean> {
  return (await checkSecondFactor(tx, secrets, session.userId, code, now)) === 'totp'
}

const attemptsKey = (userId: string) => `second-factor:${userId}`

function newRecoveryCode(): string {
  const letters = Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)] ?? '').join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

function recoveryHash(code: string): Buffer {
  return tokenHash(code.replaceAll('-', ''))
}

async function note(tx: Tx, session: SessionUser, action: string, at: Date): Promise<void> {
  const actor = actingUser({ id: session.userId, username: session.username })
  await recordAudit(tx, { actor, action, objectType: 'user', objectId: session.username, at })
}
