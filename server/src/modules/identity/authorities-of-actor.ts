import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Principal } from '../../kernel/access.js'
import type { Queryable } from '../../platform/db/types.js'
import { authorityOf } from './authority-store.js'
import type { Authority, AuthorityKind } from './domain/authority.js'

const everything: Authority = { amount: 'unlimited', overLimitBp: null, daysMax: null, validUntil: null }

/**
 * What whoever acts may decide alone: of people, what the authority table gives them on that day; of machines
 * everything, because the scope of a key is the grant.
 */
export async function authoritiesOfActor(
  db: Queryable,
  actor: Principal,
  asked: { readonly kind: AuthorityKind; readonly segment: string | null; readonly on: CalendarDay },
): Promise<readonly Authority[]> {
  return actor.kind === 'user' ? authorityOf(db, actor.id, asked) : [everything]
}
