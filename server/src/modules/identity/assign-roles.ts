import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { isIncompatible } from './incompatible-role-store.js'
import {
  listAssignments,
  lockActiveAdmins,
  replaceAssignments,
  type RoleAssignment,
} from './role-assignment-store.js'
import { findRole } from './role-store.js'
import { deleteUserSessions } from './session-store.js'
import { findUserForUpdate, type User } from './user-store.js'

/**
 * Gives a person these roles instead of those they have. Their sessions end, so that no old right outlives the change.
 * Refuses roles that one person must not have together (nothing overrides that), and to take away the last
 * administrator.
 */
export async function assignRoles(
  db: Database,
  actor: Principal,
  username: string,
  assignments: readonly RoleAssignment[],
  now: Date,
): Promise<User> {
  if (assignments.filter(({ main }) => main).length !== 1) throw new Refusal('one_main_role')
  const segmentless = assignments.some((one) => (one.scope === 'segment') !== one.segmentCodes.length > 0)
  if (segmentless) throw new Refusal('scope_segments')
  return db.transaction(async (tx) => {
    const admins = await lockActiveAdmins(tx)
    const user = await findUserForUpdate(tx, username)
    if (!user) throw new Refusal('user_not_found', { username })
    const before = await assignmentsOf(tx, user.id)
    requireAnAdmin(admins, user.id, user.active && isAdmin(assignments))
    await writeAssignments(tx, user.id, assignments)
    await deleteUserSessions(tx, user.id, null)
    await recordAudit(tx, {
      actor,
      action: 'user.roles-assigned',
      objectType: 'user',
      objectId: username,
      before: { roles: before },
      after: { roles: assignments },
      at: now,
    })
    return { ...user, role: assignments.find(({ main }) => main)?.roleCode ?? user.role }
  })
}

/** The person's roles after another main role: one that they have besides becomes it, else it replaces the old one. */
export async function withMainRole(
  tx: Tx,
  assignments: readonly RoleAssignment[],
  roleCode: string,
): Promise<RoleAssignment[]> {
  const role = await findRole(tx, roleCode)
  if (!role) throw new Refusal('role_not_found', { role: roleCode })
  const others = assignments.filter((one) => !one.main)
  if (others.some((one) => one.roleCode === roleCode))
    return others.map((one) => ({ ...one, main: one.roleCode === roleCode }))
  const scope = role.defaultScope === 'segment' ? 'own' : role.defaultScope
  return [{ roleCode, scope, departmentId: null, segmentCodes: [], main: true }, ...others]
}

/** Writes a person's roles after checking that they may stand together. */
export async function writeAssignments(
  tx: Tx,
  userId: string,
  assignments: readonly RoleAssignment[],
): Promise<void> {
  const [conflict] = await isIncompatible(
    tx,
    assignments.map(({ roleCode }) => roleCode),
  )
  if (conflict) {
    const { roleA, roleB, reason } = conflict
    throw new Refusal('roles_incompatible', { a: roleA, b: roleB, reason })
  }
  for (const { roleCode } of assignments)
    if (!(await findRole(tx, roleCode))) throw new Refusal('role_not_found', { role: roleCode })
  await replaceAssignments(tx, userId, assignments)
}

export async function assignmentsOf(tx: Tx, userId: string): Promise<RoleAssignment[]> {
  return (await listAssignments(tx, [userId])).get(userId) ?? []
}

/** True when these roles make an administrator: the built-in role, for all customers. */
export function isAdmin(assignments: readonly RoleAssignment[]): boolean {
  return assignments.some(({ roleCode, scope }) => roleCode === 'admin' && scope === 'all')
}

/** Refuses when the only active administrator would no longer be one. */
export function requireAnAdmin(admins: readonly string[], userId: string, stays: boolean): void {
  if (!stays && admins.length === 1 && admins[0] === userId) throw new Refusal('last_admin')
}
