import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { hashPassword } from '../../platform/crypto/password.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { assignmentsOf, isAdmin, requireAnAdmin, withMainRole, writeAssignments } from './assign-roles.js'
import { queuePeopleChanged } from './people-changed.js'
import { giveReleaseAuthority } from './create-user.js'
import type { ReleaseAuthority } from './domain/release-authority.js'
import { presentUser } from './present-user.js'
import { requireAcceptablePassword } from './require-acceptable-password.js'
import { lockActiveAdmins } from './role-assignment-store.js'
import { deleteUserSessions } from './session-store.js'
import { findUserForUpdate, updatePasswordHash, updateUserRow, type Locale, type User } from './user-store.js'

/** What to change of a user; what is left out stays. */
export interface UserChange {
  readonly displayName?: string | undefined
  /** Code of a new main role; the other roles stay. */
  readonly role?: string | undefined
  readonly locale?: Locale | undefined
  readonly releaseAuthority?: ReleaseAuthority | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly managerId?: string | null | undefined
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
  if (change.password !== undefined) await requireAcceptablePassword(db, change.password, username)
  const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password)
  return db.transaction(async (tx) => {
    // Administrators first, always in the same order: two that remove each other must not both succeed.
    const admins = await lockActiveAdmins(tx)
    const before = await findUserForUpdate(tx, username)
    if (!before) throw new Refusal('user_not_found', { username })
    const after = changed(before, change, now)
    const roles = await assignmentsOf(tx, before.id)
    const newRoles = after.role === before.role ? roles : await withMainRole(tx, roles, after.role)
    requireAnAdmin(admins, after.id, after.active && isAdmin(newRoles))
    await updateUserRow(tx, after, now)
    if (newRoles !== roles) await writeAssignments(tx, after.id, newRoles)
    if (change.releaseAuthority !== undefined) await giveReleaseAuthority(tx, after, actor, now)
    if (passwordHash !== undefined) await updatePasswordHash(tx, before.id, passwordHash, now)
    if (passwordHash !== undefined || !after.active || after.role !== before.role)
      await deleteUserSessions(tx, before.id, null)
    if (before.active !== after.active) await queuePeopleChanged(tx)
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
    email: change.email === undefined ? user.email : change.email,
    phone: change.phone === undefined ? user.phone : change.phone,
    managerId: change.managerId === undefined ? user.managerId : change.managerId,
    active: change.active ?? user.active,
    updatedAt: now,
  }
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

/** The part of a hand-over that concerns the user: deactivates, ends the sessions, keeps an administrator. */
export async function deactivateUser(tx: Tx, actor: Principal, username: string, at: Date): Promise<User> {
  const admins = await lockActiveAdmins(tx)
  const before = await findUserForUpdate(tx, username)
  if (!before) throw new Refusal('user_not_found', { username })
  requireAnAdmin(admins, before.id, false)
  const after = { ...before, active: false, updatedAt: at }
  await updateUserRow(tx, after, at)
  await deleteUserSessions(tx, before.id, null)
  await queuePeopleChanged(tx)
  await recordChange(tx, actor, before, after, false, at)
  return after
}
