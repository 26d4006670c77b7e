import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'
import type { LimitMode } from '../customers/account-store.js'

/** A credit group's own limit in a segment. */
export interface GroupAccount {
  readonly groupId: Id
  readonly segmentId: Id
  readonly currency: Currency
  readonly limitMode: LimitMode
  readonly limitMinor: bigint | null
}

export async function putGroupAccount(tx: Tx, account: GroupAccount, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO group_account (group_id, segment_id, currency, limit_mode, limit_minor, updated_at)
    VALUES (${account.groupId}, ${account.segmentId}, ${account.currency}, ${account.limitMode},
            ${account.limitMinor}, ${at})
    ON CONFLICT (group_id, segment_id) DO UPDATE SET currency = excluded.currency, limit_mode = excluded.limit_mode,
      limit_minor = excluded.limit_minor, updated_at = excluded.updated_at`)
}
