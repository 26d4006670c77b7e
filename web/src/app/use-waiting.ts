import { useQueries } from '@tanstack/react-query'
import { waitingKey } from '../api/query-client'
import { request } from '../api/request'
import type { Permission } from '../session/permissions'
import { useUser } from '../session/session'

/** A list that says how many there are in all, or the counters of the inbox. */
interface Counted {
  total?: number
  todo?: number
}

interface Source {
  /** The page of the navigation that shows the number. */
  path: string
  permission?: Permission
  address: string
  /** Reads the number from the answer. */
  count: (answer: Counted) => number | undefined
}

const open = '?status=open&page=1&pageSize=1'

/** What waits for somebody, by page. */
const sources: readonly Source[] = [
  { path: '/approvals', address: '/api/v1/inbox/counts', count: ({ todo }) => todo },
  { path: '/holds', permission: 'holds:read', address: `/api/v1/holds${open}`, count: ({ total }) => total },
  {
    path: '/limits',
    permission: 'limits:propose',
    address: `/api/v1/limit-proposals${open}`,
    count: ({ total }) => total,
  },
  {
    path: '/warnings',
    permission: 'ratings:write',
    address: `/api/v1/warnings${open}`,
    count: ({ total }) => total,
  },
  {
    path: '/reviews',
    permission: 'ratings:write',
    address: '/api/v1/reviews?due=overdue&page=1&pageSize=1',
    count: ({ total }) => total,
  },
]

const refreshMs = 60_000

/** How many wait on each worklist of the navigation, by path; asked every minute and after everything one does. */
export function useWaiting(): ReadonlyMap<string, number> {
  const user = useUser()
  const allowed = sources.filter(({ permission }) => permission === undefined || user.can(permission))
  return useQueries({
    queries: allowed.map(({ address }) => ({
      queryKey: [...waitingKey, address],
      queryFn: ({ signal }: { signal: AbortSignal }) => request<Counted>('GET', address, { signal }),
      refetchInterval: refreshMs,
    })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, index) => {
          const source = allowed[index]
          const count = data === undefined ? undefined : source?.count(data)
          return source === undefined || !count ? [] : [[source.path, count] as const]
        }),
      ),
  })
}

/** The number as the menu shows it. */
export function waitingText(count: number): string {
  return count > 999 ? '999+' : String(count)
}
