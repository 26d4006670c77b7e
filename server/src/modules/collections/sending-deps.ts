import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Database } from '../../platform/db/types.js'

/** What handing messages over and asking what became of them needs. */
export interface SendingDeps {
  readonly db: Database
  readonly now: () => Date
  readonly secrets: SecretBox
  /** Under which address browsers reach us; without it texts carry no link. */
  readonly publicUrl?: string | undefined
}
