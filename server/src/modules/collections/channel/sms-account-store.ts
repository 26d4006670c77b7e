import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { SmsProvider } from './sms-message.js'

export interface SmsAccount {
  readonly provider: SmsProvider
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretSealed: Buffer
  readonly signName: string
  readonly appId: string | null
  readonly active: boolean
}

export async function findSmsAccount(db: Queryable): Promise<SmsAccount | undefined> {
  const [row] = await db.rows<SmsAccount>(sql`
    SELECT provider, endpoint, region, access_key_id AS "accessKeyId", secret_sealed AS "secretSealed",
      sign_name AS "signName", app_id AS "appId", active FROM sms_account`)
  return row
}

export async function putSmsAccount(tx: Tx, one: SmsAccount, by: string, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO sms_account (provider, endpoint, region, access_key_id, secret_sealed, sign_name, app_id, active,
      updated_by, updated_at)
    VALUES (${one.provider}, ${one.endpoint}, ${one.region}, ${one.accessKeyId}, ${one.secretSealed}, ${one.signName},
      ${one.appId}, ${one.active}, ${by}, ${at})
    ON CONFLICT (singleton) DO UPDATE SET provider = excluded.provider, endpoint = excluded.endpoint,
      region = excluded.region, access_key_id = excluded.access_key_id, secret_sealed = excluded.secret_sealed,
      sign_name = excluded.sign_name, app_id = excluded.app_id, active = excluded.active,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at`)
}
