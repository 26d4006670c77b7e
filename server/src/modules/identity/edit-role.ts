import type { Permission, Principal } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import { Refusal } from '../../kernel/errors.js'
import { isUniqueViolation } from '../../platform/db/database.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import type { ScopeKind } from './domain/scope-kind.js'
import {
  countHolders,
  deleteRole,
  findRoleForUpdate,
  insertRole,
  updateRole,
  type RoleRecord,
} from './role-store.js'

export interface RoleDraft {
  readonly code: string
  readonly name: Bilingual
  readonly permissions: readonly Permission[]
  readonly defaultScope: ScopeKind
  readonly totpRequired: boolean
}

/** What to change of a role; what is left out stays. */
export type RoleChange = { readonly [Part in keyof Omit<RoleDraft, 'code'>]?: RoleDraft[Part] | undefined }

/** Makes a role. Nobody can put more into a role than they may do themselves. */
export async function createRole(
  db: Database,
  actor: Principal,
  draft: RoleDraft,
  now: Date,
): Promise<RoleRecord> {
  requireOwnRights(actor, draft.permissions)
  try {
    return await db.transaction(async (tx) => {
      await insertRole(tx, draft, now)
      await audit(tx, actor, 'role.created', draft.code, { after: draft }, now)
      return { ...draft, builtIn: false }
    })
  } catch (error) {
    if (isUniqueViolation(error, 'role_pkey')) throw new Refusal('role_exists', { role: draft.code })
    throw error
  }
}

/**
 * Changes a role. A built-in one stays as the program says, except for whether a second factor is required: so there
 * is always an administrator's role with all permissions.
 */
export async function changeRole(
  db: Database,
  actor: Principal,
  code: string,
  change: RoleChange,
  now: Date,
): Promise<RoleRecord> {
  return db.transaction(async (tx) => {
    const before = await findRoleForUpdate(tx, code)
    if (!before) throw new Refusal('role_not_found', { role: code })
    const { totpRequired: _, ...rest } = change
    if (before.builtIn && Object.values(rest).some((part) => part !== undefined))
      throw new Refusal('role_built_in', { role: code })
    const after: RoleRecord = {
      ...before,
      name: change.name ?? before.name,
      permissions: change.permissions ?? before.permissions,
      defaultScope: change.defaultScope ?? before.defaultScope,
      totpRequired: change.totpRequired ?? before.totpRequired,
    }
    const added = after.permissions.filter((one) => !before.permissions.includes(one))
    requireOwnRights(actor, added)
    await updateRole(tx, after, now)
    await audit(tx, actor, 'role.updated', code, { before, after }, now)
    return after
  })
}

/** Removes a role that nobody has. */
export async function removeRole(db: Database, actor: Principal, code: string, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await findRoleForUpdate(tx, code)
    if (!before) throw new Refusal('role_not_found', { role: code })
    if (before.builtIn) throw new Refusal('role_built_in', { role: code })
    const holders = (await countHolders(tx)).get(code) ?? 0
    if (holders > 0) throw new Refusal('role_in_use', { role: code, holders })
    await deleteRole(tx, code)
    await audit(tx, actor, 'role.deleted', code, { before }, now)
  })
}

function requireOwnRights(actor: Principal, permissions: readonly Permission[]): void {
  const missing = permissions.find((one) => !actor.permissions.has(one))
  if (missing !== undefined) throw new Refusal('role_exceeds_own', { permission: missing })
}

async function audit(
  tx: Tx,
  actor: Principal,
  action: string,
  code: string,
  change: { before?: unknown; after?: unknown },
  at: Date,
): Promise<void> {
  await recordAudit(tx, { actor, action, objectType: 'role', objectId: code, ...change, at })
}
