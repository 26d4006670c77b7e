import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/request'

type Role = 'admin' | 'credit-manager' | 'credit-analyst' | 'finance' | 'legal' | 'sales' | 'viewer'

/** A known account of the demo book; an ordinary installation lists none. */
export interface DemoAccount {
  username: string
  password: string
  role: Role
  displayName: string
}

export interface SignInHints {
  /** True until the first administrator exists. */
  setupNeeded: boolean
  /** Fewest characters of a password. */
  passwordMin: number
  /** Whether a forgotten password is reset by mail. */
  passwordReset: boolean
  /** The organisation's own sign-in; null where it has none. */
  singleSignOn: { label: string } | null
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
