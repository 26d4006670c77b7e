import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/request'

/** A known account of the demo book; an ordinary installation lists none. */
export interface DemoAccount {
  username: string
  password: string
  role: string
  displayName: string
}

export interface SignInHints {
  demo: boolean
  accounts: readonly DemoAccount[]
}

/** What the sign-in page may tell; a failure only means that there is nothing to tell. */
export function useSignInHints() {
  return useQuery({
    queryKey: ['sign-in-hints'],
    queryFn: ({ signal }) => request<SignInHints>('GET', '/api/v1/session/hints', { signal }),
    staleTime: Infinity,
    retry: false,
  })
}
