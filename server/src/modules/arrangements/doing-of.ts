import type { Principal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { Doing } from './make-promise.js'

/** Who acts, when, and what day it is for the organisation. */
export async function doingOf(deps: Pick<Deps, 'db' | 'now'>, actor: Principal): Promise<Doing> {
  const at = deps.now()
  return { actor, at, today: dayInZone(at, (await getOrganisation(deps.db)).timeZone) }
}
