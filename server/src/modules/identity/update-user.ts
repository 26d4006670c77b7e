import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { hashPassword } from '../../platform/crypto/password.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { requireAcceptablePassword } from './create-user.js'
import type { ReleaseAuthority } from './domain/release-authority.js'
import type { Role } from './domain/roles.js'
import { presentUser } from './present-user.js'
import { deleteUserSessions } from './session-store.js'
import {
  findUserForUpdate,
  lockActiveAdmins,
  updatePasswordHash,
  updateUserRow,
  type Locale,
  type User,
} from './user-store.js'

/** What to change of a user; what is left out stays. */
export interface UserChange {
  readonly displayName?: string | undefined
  readonly role?: Role | undefined
  readonly locale?: Locale | undefined
  readonly releaseAuthority?: ReleaseAuthority | undefined
  readonly active?: boolean | undefined
  /** A new password set by an administrator. */
  readonly password?: string | undefined
}

/**
 * Changes a user. A new role, password or deactivation ends the user's sessions. Refuses to take away the last active
 * administrator.
 */
export async function updateUser(
  db: Database,
  actor: Principal,
  username: string,
  change: UserChange,
  now: Date,
): Promise<User> {
  if (change.password !== undefined) requireAcceptablePassword(change.password, username)
  const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password)
  return db.transaction(async (tx) => {
    // Administrators first, always in the same order: two that remove each other must not both succeed.
    const admins = await lockActiveAdmins(tx)
    const before = await findUserForUpdate(tx, username)
    if (!before) throw new Refusal('user_not_found', { username })
    const after = changed(before, change, now)
    requireAnAdmin(admins, after)
    await updateUserRow(tx, after, now)
    if (passwordHash !== undefined) await updatePasswordHash(tx, before.id, passwordHash, now)
    if (passwordHash !== undefined || !after.active || after.role !== before.role)
      await deleteUserSessions(tx, before.id, null)
    await recordChange(tx, actor, before, after, passwordHash !== undefined, now)
    return after
  })
}

function changed(user: User, change: UserChange, now: Date): User {
  return {
    ...user,
    displayName: change.displayName ?? user.displayName,
    role: change.role ?? user.role,
    locale: change.locale ?? user.locale,
    releaseAuthority: change.releaseAuthority === undefined ? user.releaseAuthority : change.releaseAuthority,
    active: change.active ?? user.active,
    updatedAt: now,
  }
}

function requireAnAdmin(admins: readonly string[], after: User): void {
  const stays = after.role === 'admin' && after.active
  if (!stays && admins.includes(after.id) && admins.length === 1) throw new Refusal('last_admin')
}

async function recordChange(
  tx: Tx,
  actor: Principal,
  before: User,
  after: User,
  passwordSet: boolean,
  at: Date,
): Promise<void> {
  const entry = { actor, objectType: 'user', objectId: before.username, at }
  await recordAudit(tx, {
    ...entry,
    action: 'user.updated',
    before: presentUser(before),
    after: presentUser(after),
  })
  if (passwordSet) await recordAudit(tx, { ...entry, action: 'user.password_set' })
}
