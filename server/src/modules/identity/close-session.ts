import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { actingUser } from './load-principal.js'
import { deleteSession, type SessionUser } from './session-store.js'

/** Signs out. */
export async function closeSession(db: Database, session: SessionUser, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await deleteSession(tx, session.sessionId)
    await recordAudit(tx, {
      actor: actingUser({ id: session.userId, username: session.username }),
      action: 'session.closed',
      objectType: 'user',
      objectId: session.username,
      at: now,
    })
  })
}
