import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import type { ReferenceRateKind } from './domain/reference-rate.js'
import {
  deleteReferenceRate,
  findReferenceRate,
  putReferenceRate,
  type StoredRate,
} from './reference-rate-store.js'

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

/** Enters or corrects the published rate of a day. */
export async function changeReferenceRate(
  tx: Tx,
  rate: Omit<StoredRate, 'updatedBy' | 'updatedAt'>,
  { actor, at }: Doing,
): Promise<StoredRate> {
  const before = await findReferenceRate(tx, rate.kind, rate.validFrom)
  const after = { ...rate, updatedBy: actor.label, updatedAt: at }
  await putReferenceRate(tx, after)
  await recordAudit(tx, {
    ...{ actor, at, action: 'reference-rate.changed', objectType: 'reference-rate' },
    ...{ objectId: `${rate.kind} ${rate.validFrom}`, before, after },
  })
  return after
}

/** Takes a rate out that was never published. Refuses one that is not there. */
export async function removeReferenceRate(
  tx: Tx,
  kind: ReferenceRateKind,
  validFrom: CalendarDay,
  { actor, at }: Doing,
): Promise<void> {
  const before = await findReferenceRate(tx, kind, validFrom)
  if (!before) throw new Refusal('reference_rate_not_found', { on: validFrom })
  await deleteReferenceRate(tx, kind, validFrom)
  await recordAudit(tx, {
    ...{ actor, at, action: 'reference-rate.removed', objectType: 'reference-rate' },
    ...{ objectId: `${kind} ${validFrom}`, before },
  })
}
