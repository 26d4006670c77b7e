import type { Principal } from '../../../kernel/access.js'
import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import { usualFundingRate, type FundingRate } from '../domain/funding-rate.js'
import { findFundingRate, insertFundingRate, type StoredFundingRate } from './funding-rate-store.js'

/** The rate that counts on a day; the usual one until an organisation has stated its own. */
export async function fundingRateOn(db: Queryable, on: CalendarDay): Promise<FundingRate> {
  return (await findFundingRate(db, on)) ?? usualFundingRate
}

/** States what money costs from a day on; a second word about the same day counts instead of the first. */
export async function stateFundingRate(
  tx: Tx,
  rate: FundingRate,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<StoredFundingRate> {
  const stored: StoredFundingRate = { ...rate, recordedBy: actor.label, recordedAt: at }
  const before = await fundingRateOn(tx, rate.validFrom)
  await insertFundingRate(tx, newId(), stored)
  await recordAudit(tx, {
    ...{ actor, at, action: 'funding-rate.stated', objectType: 'funding-rate', objectId: rate.validFrom },
    ...{
      before: { basisPoints: before.basisPoints },
      after: { basisPoints: rate.basisPoints },
      reason: rate.source,
    },
  })
  return stored
}
