import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Database } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { insertApiKey, type ApiKey } from './api-key-store.js'
import { permissionsOf, type Scope } from './domain/scopes.js'

const HINT_LENGTH = 9

/**
 * Makes an API key. The key itself is given this once and never again. Nobody can give a key more than they may do
 * themselves.
 */
export async function createApiKey(
  db: Database,
  actor: Principal,
  draft: { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresAt: Date | null },
  now: Date,
): Promise<{ key: string; apiKey: ApiKey }> {
  for (const permission of permissionsOf(draft.scopes))
    if (!actor.permissions.has(permission)) throw new Refusal('scope_exceeds_own', { scope: permission })
  const key = `xh_${randomToken()}`
  const apiKey: ApiKey = {
    id: newId(),
    name: draft.name,
    hint: key.slice(0, HINT_LENGTH),
    scopes: [...new Set(draft.scopes)],
    createdBy: actor.label,
    createdAt: now,
    expiresAt: draft.expiresAt,
    revokedAt: null,
    lastUsedAt: null,
  }
  await db.transaction(async (tx) => {
    await insertApiKey(tx, { ...apiKey, keyHash: tokenHash(key) })
    await recordAudit(tx, {
      actor,
      action: 'api-key.created',
      objectType: 'api-key',
      objectId: apiKey.id,
      after: { name: apiKey.name, scopes: apiKey.scopes, expiresAt: apiKey.expiresAt },
      at: now,
    })
  })
  return { key, apiKey }
}
