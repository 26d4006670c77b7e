import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { findApiKeyForUpdate, revokeApiKeyRow } from './api-key-store.js'

/** Ends a key for good. Ending it again changes nothing. */
export async function revokeApiKey(db: Database, actor: Principal, id: string, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const key = await findApiKeyForUpdate(tx, id)
    if (!key) throw new Refusal('api_key_not_found')
    if (key.revokedAt) return
    await revokeApiKeyRow(tx, id, now)
    await recordAudit(tx, {
      actor,
      action: 'api-key.revoked',
      objectType: 'api-key',
      objectId: id,
      before: { name: key.name, scopes: key.scopes },
      at: now,
    })
  })
}
