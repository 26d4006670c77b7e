import type { DataScope } from '../../kernel/access.js'
import type { RequestContext } from '../request-context.js'

/** A scope as `enter_scope` of migration 0111 takes it; undefined for all customers. */
export function databaseScope(scope: DataScope | null): RequestContext['scope'] {
  if (scope === null) return undefined
  return { owners: scope.owners.join('\n'), segments: scope.segments.join('\n') }
}
