import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import type { NewRequest } from '../approvals/case-record.js'
import type { Approvals } from '../approvals/subject.js'
import { authoritiesOfActor } from '../identity/authorities-of-actor.js'
import { listAuthorities } from '../identity/authority-store.js'
import { reaches } from '../identity/domain/authority.js'

/** Who decides alone while the authority table says nothing of waivers. */
export const DECIDES_UNSAID = 'limits:write'

/**
 * Whether the actor may give up this much interest alone: by the authority table once it speaks of waivers, before that
 * by the permission to grant credit.
 */
export async function mayWaiveAlone(
  tx: Tx,
  approvals: Approvals,
  actor: Principal,
  { amount, segmentCode }: Pick<NewRequest, 'amount' | 'segmentCode'>,
  today: CalendarDay,
): Promise<boolean> {
  if (amount === null) return false
  if (actor.kind !== 'user') return actor.permissions.has(DECIDES_UNSAID)
  const kind = 'interest-waiver'
  if (!(await listAuthorities(tx)).some((entry) => entry.kind === kind))
    return actor.permissions.has(DECIDES_UNSAID)
  const authorities = await authoritiesOfActor(tx, actor, { kind, segment: segmentCode, on: today })
  return reaches(authorities, { amount }, await approvals.converter(tx, amount, today))
}
