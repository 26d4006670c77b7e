import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { findSegment } from '../customers/segment-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { agingBuckets } from './domain/aging-buckets.js'
import type { BookScope } from './open-item-store.js'

interface ScopeQuery {
  readonly segment?: string | undefined
  readonly customerCode?: string | undefined
  readonly groupCode?: string | undefined
  readonly owner?: string | undefined
  readonly industry?: string | undefined
}

/** The part of the book that a query names. */
export function scopeOf(query: ScopeQuery, principal: Principal): BookScope {
  return {
    segmentCode: query.segment ?? null,
    customerCode: query.customerCode ?? null,
    groupCode: query.groupCode ?? null,
    ownerUsername: query.owner ?? null,
    industry: query.industry ?? null,
    onlyCustomersOf: principal.onlyCustomersOf,
  }
}

/** The organisation's buckets and today, and whether the segment asked for exists. */
export async function frame(
  db: Queryable,
  now: Date,
  query: { asOf?: CalendarDay | undefined; segment?: string | undefined },
) {
  const organisation = await getOrganisation(db)
  const segment = query.segment === undefined ? undefined : await findSegment(db, query.segment)
  if (query.segment !== undefined && !segment) throw new Refusal('segment_not_found', { code: query.segment })
  return {
    buckets: agingBuckets(organisation.agingBounds),
    asOf: query.asOf ?? dayInZone(now, organisation.timeZone),
    currency: segment?.currency ?? organisation.baseCurrency,
  }
}
