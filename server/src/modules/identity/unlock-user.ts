import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { deleteUserSessions } from './session-store.js'
import { deleteTotp } from './totp-store.js'
import { findUserForUpdate, setFailures, type User } from './user-store.js'

/** Lets a person sign in again whom too many wrong passwords have locked out. */
export async function unlockUser(db: Database, actor: Principal, username: string, now: Date): Promise<void> {
  await change(db, actor, username, 'user.unlocked', now, (tx, user) => setFailures(tx, user.id, 0))
}

/** Removes a lost second factor: the person signs in with the password alone and sets up a new one. */
export async function resetSecondFactor(
  db: Database,
  actor: Principal,
  username: string,
  now: Date,
): Promise<void> {
  await change(db, actor, username, 'user.second-factor-reset', now, async (tx, user) => {
    await deleteTotp(tx, user.id)
    await deleteUserSessions(tx, user.id, null)
  })
}

async function change(
  db: Database,
  actor: Principal,
  username: string,
  action: string,
  at: Date,
  act: (tx: Tx, user: User) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const user = await findUserForUpdate(tx, username)
    if (!user) throw new Refusal('user_not_found', { username })
    await act(tx, user)
    await recordAudit(tx, { actor, action, objectType: 'user', objectId: username, at })
  })
}
