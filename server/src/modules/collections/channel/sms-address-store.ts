import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { SmsProvider } from './sms-message.js'

/** Where a platform tells what became of messages; the address itself is known to nobody but the platform. */
export interface SmsReceiptAddress {
  readonly provider: SmsProvider
  readonly madeBy: string
  readonly madeAt: Date
  /** When the platform came last. */
  readonly toldAt: Date | null
  /** Messages whose end it told. */
  readonly settled: bigint
}

export async function listReceiptAddresses(db: Queryable): Promise<SmsReceiptAddress[]> {
  return db.rows<SmsReceiptAddress>(sql`
    SELECT provider, made_by AS "madeBy", made_at AS "madeAt", told_at AS "toldAt", settled
    FROM sms_receipt_address ORDER BY provider`)
}

/** Makes the address of a platform, or makes it anew: the one before stops working. */
export async function putReceiptAddress(
  tx: Tx,
  provider: SmsProvider,
  tokenHash: Buffer,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO sms_receipt_address (provider, token_hash, made_by, made_at)
    VALUES (${provider}, ${tokenHash}, ${by}, ${at})
    ON CONFLICT (provider) DO UPDATE SET token_hash = excluded.token_hash, made_by = excluded.made_by,
      made_at = excluded.made_at, told_at = NULL, settled = 0`)
}

/** Gives false when there was none. */
export async function removeReceiptAddress(tx: Tx, provider: SmsProvider): Promise<boolean> {
  return (await tx.run(sql`DELETE FROM sms_receipt_address WHERE provider = ${provider}`)) > 0
}

export async function isReceiptAddress(
  db: Queryable,
  provider: SmsProvider,
  tokenHash: Buffer,
): Promise<boolean> {
  const rows = await db.rows(
    sql`SELECT 1 FROM sms_receipt_address WHERE provider = ${provider} AND token_hash = ${tokenHash}`,
  )
  return rows.length > 0
}

/** Notes that a platform came, and how many messages it settled. */
export async function notePush(tx: Tx, provider: SmsProvider, settled: number, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE sms_receipt_address SET told_at = ${at}, settled = settled + ${settled} WHERE provider = ${provider}`)
}
