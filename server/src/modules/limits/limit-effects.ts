import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'

/** What later modules do in the same transaction when limits, terms or statuses change. */
export interface LimitEffects {
  readonly limitsChanged: (tx: Tx, groupIds: readonly Id[]) => Promise<void>
}
