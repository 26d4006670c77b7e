import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** The organisation's OpenID Connect provider. */
export interface IdentityProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecretSealed: Buffer
  readonly tokenAuth: 'basic' | 'post'
  /** What the button on the sign-in page says. */
  readonly label: string
  /** The claim that names a person who comes for the first time … */
  readonly claim: string
  /** … and what of our users it is compared with. */
  readonly matchBy: 'email' | 'username'
  /** Main role of people who are not known yet; null: they are refused. */
  readonly createRole: string | null
  readonly active: boolean
}

export async function findProvider(db: Queryable): Promise<IdentityProvider | undefined> {
  const [row] = await db.rows<IdentityProvider>(sql`
    SELECT issuer, client_id AS "clientId", client_secret_sealed AS "clientSecretSealed", token_auth AS "tokenAuth",
      label, claim, match_by AS "matchBy", create_role AS "createRole", active
    FROM identity_provider`)
  return row
}

export async function putProvider(tx: Tx, provider: IdentityProvider, by: string, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO identity_provider (issuer, client_id, client_secret_sealed, token_auth, label, claim, match_by,
      create_role, active, updated_by, updated_at)
    VALUES (${provider.issuer}, ${provider.clientId}, ${provider.clientSecretSealed}, ${provider.tokenAuth},
      ${provider.label}, ${provider.claim}, ${provider.matchBy}, ${provider.createRole}, ${provider.active}, ${by}, ${at})
    ON CONFLICT (singleton) DO UPDATE SET issuer = excluded.issuer, client_id = excluded.client_id,
      client_secret_sealed = excluded.client_secret_sealed, token_auth = excluded.token_auth, label = excluded.label,
      claim = excluded.claim, match_by = excluded.match_by, create_role = excluded.create_role,
      active = excluded.active, updated_by = excluded.updated_by, updated_at = excluded.updated_at`)
}

export async function deleteProvider(tx: Tx): Promise<void> {
  await tx.run(sql`DELETE FROM identity_provider`)
}
