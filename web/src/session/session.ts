import { useQuery, useQueryClient, type QueryClient, type UseQueryResult } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { useMutation } from '../api/use-mutation'
import { Problem } from '../api/problem'
import { sessionKey } from '../api/query-client'
import { request } from '../api/request'
import { setCsrfToken } from '../api/transport'
import type { Language } from '../i18n/language'
import type { Permission } from './permissions'

export interface SessionUser {
  username: string
  displayName: string
  role: string
  permissions: readonly string[]
  locale: string
  /** required: nothing else is allowed before it is set up. */
  secondFactor: 'on' | 'off' | 'required'
}

export interface Session {
  user: SessionUser
  csrfToken: string
}

/**
 * Set while somebody is signed in on this browser. Without it nobody is asked: a visitor's first page makes no
 * request that can only be refused.
 */
const signedInKey = 'xinheng.signed-in'

/** To be called before the browser leaves for a sign-in elsewhere, which sends it back with a session. */
export function expectSession(): void {
  localStorage.setItem(signedInKey, 'yes')
}

async function loadSession(): Promise<Session | null> {
  if (localStorage.getItem(signedInKey) === null) return null
  try {
    const session = await request<Session>('GET', '/api/v1/session')
    setCsrfToken(session.csrfToken)
    return session
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      localStorage.removeItem(signedInKey)
      return null
    }
    throw error
  }
}

/** The session of this browser: data, or null when nobody is signed in. */
export function useSessionQuery(): UseQueryResult<Session | null> {
  return useQuery({ queryKey: sessionKey, queryFn: loadSession, staleTime: 5 * 60_000 })
}

export interface Credentials {
  username: string
  password: string
  /** Of the authenticator app, or a recovery code. */
  code?: string
}

/**
 * Tells everybody who waits on the session what it is now, and forgets all that was loaded under another. The session's
 * own entry stays: whoever watches an entry that is removed hears nothing of its successor.
 */
function becomes(queries: QueryClient, session: Session | null): void {
  queries.setQueryData<Session | null>(sessionKey, session)
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
  queries.getMutationCache().clear()
}

/** Makes a fresh session the current one; nothing loaded for somebody else stays. */
function adopt(queries: QueryClient, session: Session): void {
  localStorage.setItem(signedInKey, 'yes')
  setCsrfToken(session.csrfToken)
  becomes(queries, session)
}

export interface FirstAdministrator extends Credentials {
  /** From the one-time link that a new installation prints. */
  token: string
}

/** Creates the first administrator of a new installation, who is then signed in. */
export function useSetUp() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: FirstAdministrator) => request<Session>('POST', '/api/v1/setup', { body }),
    onSuccess: (session) => adopt(queries, session),
  })
}

export function useSignIn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Credentials) => request<Session>('POST', '/api/v1/session', { body }),
    onSuccess: (session) => adopt(queries, session),
  })
}

/** Ends the session and forgets everything that was loaded under it. */
export function useSignOut() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => request<undefined>('DELETE', '/api/v1/session'),
    onSettled: () => {
      setCsrfToken(undefined)
      localStorage.removeItem(signedInKey)
      becomes(queries, null)
    },
  })
}

/** Keeps the language with the account of the person who is signed in. */
export function useKeepLanguage() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (locale: Language) =>
      request<undefined>('PUT', '/api/v1/session/locale', { body: { locale } }),
    onSuccess: (_, locale) =>
      queries.setQueryData<Session | null>(sessionKey, (session) =>
        session == null ? session : { ...session, user: { ...session.user, locale } },
      ),
  })
}

export const UserContext = createContext<SessionUser | null>(null)

export interface CurrentUser extends SessionUser {
  can: (permission: Permission) => boolean
}

/** The signed-in user. Only inside the shell; elsewhere it throws, which is a programming mistake. */
export function useUser(): CurrentUser {
  const user = useContext(UserContext)
  if (user === null) throw new Error('useUser is used outside of a session')
  return {
    ...user,
    can: (permission) => user.permissions.includes(permission) || user.permissions.includes('*'),
  }
}
