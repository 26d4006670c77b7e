import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { discover, OpenIdFault } from '../../platform/openid/openid-provider.js'
import { recordAudit } from '../audit/record-audit.js'
import { unlinkIdentities } from './external-identity-store.js'
import {
  deleteProvider,
  findProvider,
  putProvider,
  type IdentityProvider,
} from './identity-provider-store.js'
import { findRole } from './role-store.js'
import { findUserForUpdate } from './user-store.js'

export interface ProviderDraft extends Omit<IdentityProvider, 'clientSecretSealed'> {
  /** Left out: as it was. */
  readonly clientSecret?: string | undefined
}

/**
 * Enters or changes the provider. Its own description is read first, so that what cannot work is not saved: refuses
 * with `identity_provider_unusable` and what is wrong. The secret is kept encrypted and never given out.
 */
export async function changeIdentityProvider(
  { db, secrets }: { readonly db: Database; readonly secrets: SecretBox },
  actor: Principal,
  { clientSecret, ...draft }: ProviderDraft,
  at: Date,
): Promise<IdentityProvider> {
  const known = await findProvider(db)
  // A secret goes to the provider it was entered for and to no other address.
  const kept = known?.issuer === draft.issuer ? known.clientSecretSealed : undefined
  const sealed = clientSecret === undefined ? kept : secrets.seal(clientSecret)
  if (!sealed) throw new Refusal('client_secret_needed')
  await requireUsable({ ...draft, clientSecret: secrets.open(sealed) })
  const provider = { ...draft, clientSecretSealed: sealed }
  await db.transaction(async (tx) => {
    if (draft.createRole !== null) await requireHarmless(tx, draft.createRole)
    const before = await findProvider(tx)
    await putProvider(tx, provider, actor.label, at)
    await recordAudit(tx, {
      ...entryOf(actor, draft.issuer, at),
      action: 'identity-provider.changed',
      before: before && shown(before),
      after: { ...shown(provider), secretChanged: clientSecret !== undefined },
    })
  })
  return provider
}

export async function removeIdentityProvider(db: Database, actor: Principal, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await findProvider(tx)
    if (!before) return
    await deleteProvider(tx)
    const entry = entryOf(actor, before.issuer, at)
    await recordAudit(tx, { ...entry, action: 'identity-provider.removed', before: shown(before) })
  })
}

/** Forgets which identity of the provider a person has; the next sign-in there links them anew. */
export async function unlinkUser(db: Database, actor: Principal, username: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const user = await findUserForUpdate(tx, username)
    if (!user) throw new Refusal('user_not_found', { username })
    if ((await unlinkIdentities(tx, user.id)) === 0) return
    const entry = { actor, objectType: 'user', objectId: username, at }
    await recordAudit(tx, { ...entry, action: 'user.identity_unlinked' })
  })
}

async function requireUsable(access: Parameters<typeof discover>[0]): Promise<void> {
  try {
    await discover(access)
  } catch (error) {
    if (error instanceof OpenIdFault)
      throw new Refusal('identity_provider_unusable', { reason: error.message })
    throw error
  }
}

/** Nobody becomes an administrator of users by coming in for the first time. */
async function requireHarmless(tx: Tx, code: string): Promise<void> {
  const role = await findRole(tx, code)
  if (!role) throw new Refusal('role_not_found', { role: code })
  if (role.permissions.includes('users:write')) throw new Refusal('create_role_too_strong', { role: code })
}

function shown({ clientSecretSealed: _, ...provider }: IdentityProvider) {
  return provider
}

function entryOf(actor: Principal, issuer: string, at: Date) {
  return { actor, objectType: 'identity-provider', objectId: issuer, at }
}
