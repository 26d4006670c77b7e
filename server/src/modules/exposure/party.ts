import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'

/** Whom a document concerns, with the settings of the account and segment that recording needs. */
export interface Party {
  readonly accountId: Id
  readonly groupId: Id
  readonly segmentId: Id
  readonly currency: Currency
  readonly netDays: number | null
  readonly overDeliveryAllowed: boolean
}
