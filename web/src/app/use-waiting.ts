import { useQueries } from '@tanstack/react-query'
import { waitingKey } from '../api/query-client'
import { request } from '../api/request'
import type { Permission } from '../session/permissions'
import { useUser } from '../session/session'

interface Source {
  /** The page of the navigation that shows the number. */
  path: string
  permission: Permission
  /** A list that says how many there are in all. */
  list: string
}

/** What waits for somebody, by page. */
const sources: readonly Source[] = [
  { path: '/holds', permission: 'holds:read', list: '/api/v1/holds' },
  { path: '/limits', permission: 'limits:propose', list: '/api/v1/limit-proposals' },
]

const refreshMs = 60_000
const query = { status: 'open', page: 1, pageSize: 1 }

/** How many wait on each worklist of the navigation, by path; asked every minute and after everything one does. */
export function useWaiting(): ReadonlyMap<string, number> {
  const user = useUser()
  const allowed = sources.filter(({ permission }) => user.can(permission))
  return useQueries({
    queries: allowed.map(({ list }) => ({
      queryKey: [...waitingKey, list],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        request<{ total?: number }>('GET', list, { query, signal }),
      refetchInterval: refreshMs,
    })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, index) => {
          const path = allowed[index]?.path
          return path === undefined || !data?.total ? [] : [[path, data.total] as const]
        }),
      ),
  })
}

/** The number as the menu shows it. */
export function waitingText(count: number): string {
  return count > 999 ? '999+' : String(count)
}
