import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from './problem'

/** The cache key of the session; an answer 401 from anywhere drops it, which leads to the sign-in page. */
export const sessionKey = ['session'] as const

/** The cache key of what waits in the menu; asked again after everything one does. */
export const waitingKey = ['waiting'] as const

function retries(failures: number, error: Error): boolean {
  const transient = error instanceof Problem && (error.status === 0 || error.status >= 502)
  return transient && failures < 2
}

export function makeQueryClient(): QueryClient {
  const onError = (error: Error): void => {
    if (error instanceof Problem && error.status === 401) client.setQueryData(sessionKey, null)
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError,
      onSuccess: () => void client.invalidateQueries({ queryKey: waitingKey }),
    }),
    defaultOptions: {
      queries: { retry: retries, staleTime: 15_000, refetchOnWindowFocus: 'always' },
      mutations: { retry: false },
    },
  })
  return client
}
