import { Refusal } from '../../kernel/errors.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { actingUser } from './load-principal.js'
import { deleteOwnSession, type SessionUser } from './session-store.js'

/** Ends one of a person's sessions, for example on a lost phone. */
export async function endSession(db: Database, session: SessionUser, id: string, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await deleteOwnSession(tx, session.userId, id))) throw new Refusal('session_not_found')
    await recordAudit(tx, {
      actor: actingUser({ id: session.userId, username: session.username }),
      action: 'session.ended',
      objectType: 'user',
      objectId: session.username,
      at: now,
    })
  })
}
