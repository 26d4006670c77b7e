import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { hashPassword } from '../../platform/crypto/password.js'
import { isUniqueViolation } from '../../platform/db/database.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit, recordAudits } from '../audit/record-audit.js'
import { DEMO_PASSWORD, type DemoAccount } from './domain/demo-accounts.js'
import { isAcceptablePassword, PASSWORD_LENGTH_MIN } from './domain/password-rule.js'
import type { ReleaseAuthority } from './domain/release-authority.js'
import type { Role } from './domain/roles.js'
import { presentUser } from './present-user.js'
import { insertUsers, type Locale, type User } from './user-store.js'

export interface UserDraft {
  readonly username: string
  readonly displayName: string
  readonly role: Role
  readonly locale: Locale
  readonly releaseAuthority: ReleaseAuthority
  readonly password: string
}

/** Creates a user. Refuses a username that is taken and a password that is too weak. */
export async function createUser(db: Database, actor: Principal, draft: UserDraft, now: Date): Promise<User> {
  requireAcceptablePassword(draft.password, draft.username)
  const passwordHash = await hashPassword(draft.password)
  try {
    return await db.transaction((tx) => addUser(tx, actor, draft, passwordHash, now))
  } catch (error) {
    if (isUniqueViolation(error, 'app_user_username_key'))
      throw new Refusal('username_taken', { username: draft.username })
    throw error
  }
}

/** The part of `createUser` inside the transaction, for callers that have more to do in it. */
export async function addUser(
  tx: Tx,
  actor: Principal,
  draft: Omit<UserDraft, 'password'>,
  passwordHash: string,
  now: Date,
): Promise<User> {
  const user = { ...draft, id: newId(), passwordHash, demoPassword: false }
  await insertUsers(tx, [user], now)
  const created = { ...draft, id: user.id, active: true, createdAt: now, updatedAt: now }
  await recordAudit(tx, {
    actor,
    action: 'user.created',
    objectType: 'user',
    objectId: draft.username,
    after: presentUser(created),
    at: now,
  })
  return created
}

export function requireAcceptablePassword(password: string, username: string): void {
  if (!isAcceptablePassword(password, username))
    throw new Refusal('password_too_weak', { min: PASSWORD_LENGTH_MIN })
}

/** Creates the accounts of the demo book, which all have the publicly known password. */
export async function createDemoUsers(
  tx: Tx,
  actor: Principal,
  accounts: readonly DemoAccount[],
  now: Date,
): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await insertUsers(
    tx,
    accounts.map((account) => ({
      ...account,
      id: newId(),
      locale: 'zh-CN',
      passwordHash,
      demoPassword: true,
    })),
    now,
  )
  await recordAudits(
    tx,
    accounts.map((account) => ({
      actor,
      action: 'user.created',
      objectType: 'user',
      objectId: account.username,
      after: { role: account.role, demo: true },
      at: now,
    })),
  )
}
