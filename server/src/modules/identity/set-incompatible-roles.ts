import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import {
  findHolderOfPair,
  listIncompatibleRoles,
  replaceIncompatibleRoles,
  type IncompatibleRoles,
} from './incompatible-role-store.js'
import { lockActiveAdmins } from './role-assignment-store.js'
import { findRole } from './role-store.js'

/** Says which roles exclude each other. Refused while somebody has both roles of a pair. */
export async function setIncompatibleRoles(
  db: Database,
  actor: Principal,
  pairs: readonly IncompatibleRoles[],
  now: Date,
): Promise<void> {
  const keys = new Set(pairs.map(({ roleA, roleB }) => [roleA, roleB].sort().join(' ')))
  if (keys.size < pairs.length || pairs.some(({ roleA, roleB }) => roleA === roleB))
    throw new Refusal('role_pairs_doubled')
  await db.transaction(async (tx) => {
    // Assignments of roles take the same lock, so that none slips past a new pair.
    await lockActiveAdmins(tx)
    for (const code of new Set(pairs.flatMap(({ roleA, roleB }) => [roleA, roleB])))
      if (!(await findRole(tx, code))) throw new Refusal('role_not_found', { role: code })
    const before = await listIncompatibleRoles(tx)
    await replaceIncompatibleRoles(tx, pairs, actor.label, now)
    const holder = await findHolderOfPair(tx)
    if (holder) {
      const { username, roleA, roleB } = holder
      throw new Refusal('roles_held_together', { username, a: roleA, b: roleB })
    }
    await recordAudit(tx, {
      actor,
      action: 'incompatible-roles.updated',
      objectType: 'organisation',
      objectId: 'incompatible-roles',
      before,
      after: pairs,
      at: now,
    })
  })
}
