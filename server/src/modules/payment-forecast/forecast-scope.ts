import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { findSegment } from '../customers/segment-store.js'
import type { BookScope } from '../receivables/open-item-store.js'

interface ScopeQuery {
  readonly segment?: string | undefined
  readonly customerCode?: string | undefined
  readonly groupCode?: string | undefined
  readonly owner?: string | undefined
}

/** The part of the book that a query names and the caller may see; refuses a segment that there is not. */
export async function scopeOf(db: Queryable, query: ScopeQuery, principal: Principal): Promise<BookScope> {
  const { segment } = query
  if (segment !== undefined && !(await findSegment(db, segment)))
    throw new Refusal('segment_not_found', { code: segment })
  return {
    segmentCode: segment ?? null,
    customerCode: query.customerCode ?? null,
    groupCode: query.groupCode ?? null,
    ownerUsername: query.owner ?? null,
    industry: null,
    onlyCustomersOf: principal.onlyCustomersOf,
  }
}
