import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import { authoritiesOfActor } from '../identity/authorities-of-actor.js'
import { listAuthorities } from '../identity/authority-store.js'

/**
 * Whether somebody may put a document in force alone, as far as the authority table goes: once it speaks of
 * publications, only who has such an authority on that day.
 */
export async function mayPublish(tx: Tx, actor: Principal, on: CalendarDay): Promise<boolean> {
  if (!(await listAuthorities(tx)).some(({ kind }) => kind === 'publication')) return true
  return (await authoritiesOfActor(tx, actor, { kind: 'publication', segment: null, on })).length > 0
}
