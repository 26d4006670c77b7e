import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { RevealReason } from '../../kernel/masked.js'
import type { Database } from '../../platform/db/types.js'
import { recordAccess } from '../audit/record-audit.js'
import { findUser } from './user-store.js'

/** A user's phone number in clear. Who looked, and why, is in the audit trail before the answer is. */
export async function showPhone(
  db: Database,
  actor: Principal,
  username: string,
  { reason, note }: { readonly reason: RevealReason; readonly note: string | null },
  at: Date,
): Promise<string> {
  if (reason === 'other' && note === null) throw new Refusal('reveal_note_needed')
  if (!actor.permissions.has('users:read')) throw new Refusal('forbidden', { permission: 'users:read' })
  const user = await findUser(db, username)
  if (user?.phone == null) throw new Refusal('user_not_found', { username })
  await db.transaction((tx) =>
    recordAccess(tx, {
      ...{ actor, action: 'sensitive.shown', objectType: 'user', objectId: username, at },
      detail: { field: 'phone' },
      reason: note === null ? reason : `${reason}: ${note}`,
    }),
  )
  return user.phone
}
