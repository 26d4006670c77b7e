import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { Problem } from '../api/problem'
import { sessionKey } from '../api/query-client'
import { request } from '../api/request'
import { setCsrfToken } from '../api/transport'
import type { Permission } from './permissions'

export interface SessionUser {
  username: string
  displayName: string
  role: string
  permissions: readonly string[]
  locale: string
}

export interface Session {
  user: SessionUser
  csrfToken: string
}

async function loadSession(): Promise<Session | null> {
  try {
    const session = await request<Session>('GET', '/api/v1/session')
    setCsrfToken(session.csrfToken)
    return session
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
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
}

export function useSignIn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Credentials) => request<Session>('POST', '/api/v1/session', { body }),
    onSuccess: (session) => {
      setCsrfToken(session.csrfToken)
      queries.clear()
      queries.setQueryData(sessionKey, session)
    },
  })
}

/** Ends the session and forgets everything that was loaded under it. */
export function useSignOut() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => request<undefined>('DELETE', '/api/v1/session'),
    onSettled: () => {
      setCsrfToken(undefined)
      queries.clear()
      queries.setQueryData(sessionKey, null)
    },
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
