import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { isUniqueViolation } from '../../platform/db/database.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { deleteAuthority, findAuthority, putAuthority, type AuthorityEntry } from './authority-store.js'
import { findPerson } from './organisation-chart-store.js'
import { findRole } from './role-store.js'

/** Gives a person or a role an authority, or changes it. Nobody gives it to themselves. */
export async function grantAuthority(
  db: Database,
  actor: Principal,
  entry: Omit<AuthorityEntry, 'updatedBy' | 'updatedAt'>,
  now: Date,
): Promise<AuthorityEntry> {
  if ((entry.username === null) === (entry.roleCode === null)) throw new Refusal('authority_holder')
  if (actor.kind === 'user' && entry.username === actor.label) throw new Refusal('authority_own')
  if (entry.validFrom !== null && entry.validUntil !== null && entry.validUntil < entry.validFrom)
    throw new Refusal('authority_days')
  try {
    return await db.transaction(async (tx) => {
      const before = await findAuthority(tx, entry.id)
      if (actor.kind === 'user' && before?.username === actor.label) throw new Refusal('authority_own')
      const person = entry.username === null ? undefined : await findPerson(tx, entry.username)
      if (entry.username !== null && !person)
        throw new Refusal('user_not_found', { username: entry.username })
      if (entry.roleCode !== null && !(await findRole(tx, entry.roleCode)))
        throw new Refusal('role_not_found', { role: entry.roleCode })
      await putAuthority(tx, { ...entry, userId: person?.id ?? null }, actor.label, now)
      const change = { objectType: 'authority', objectId: entry.id, before, after: entry, at: now }
      await recordAudit(tx, { actor, action: 'authority.granted', ...change })
      return { ...entry, updatedBy: actor.label, updatedAt: now }
    })
  } catch (error) {
    if (isUniqueViolation(error, 'authority_once')) throw new Refusal('authority_exists')
    throw error
  }
}

export async function withdrawAuthority(
  db: Database,
  actor: Principal,
  id: string,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await findAuthority(tx, id)
    if (!before) throw new Refusal('authority_not_found')
    await deleteAuthority(tx, id)
    const change = { objectType: 'authority', objectId: id, before, at: now }
    await recordAudit(tx, { actor, action: 'authority.withdrawn', ...change })
  })
}
