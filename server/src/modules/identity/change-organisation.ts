import type { Principal } from '../../kernel/access.js'
import type { Currency } from '../../kernel/currency.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation, updateOrganisation, type Organisation } from './organisation-store.js'

/** What to change of the organisation; what is left out stays. */
export interface OrganisationChange {
  readonly name?: string | undefined
  readonly timeZone?: string | undefined
  readonly baseCurrency?: Currency | undefined
  readonly agingBounds?: readonly number[] | undefined
  readonly sensitiveFields?: readonly string[] | undefined
}

export async function changeOrganisation(
  db: Database,
  actor: Principal,
  change: OrganisationChange,
  now: Date,
): Promise<Organisation> {
  return db.transaction(async (tx) => {
    const before = await getOrganisation(tx)
    const after: Organisation = {
      name: change.name ?? before.name,
      timeZone: change.timeZone ?? before.timeZone,
      baseCurrency: change.baseCurrency ?? before.baseCurrency,
      agingBounds: change.agingBounds ?? before.agingBounds,
      sensitiveFields: change.sensitiveFields ?? before.sensitiveFields,
      demoBook: before.demoBook,
    }
    await updateOrganisation(tx, after, now)
    await recordAudit(tx, {
      actor,
      action: 'organisation.updated',
      objectType: 'organisation',
      objectId: 'organisation',
      before,
      after,
      at: now,
    })
    return after
  })
}
