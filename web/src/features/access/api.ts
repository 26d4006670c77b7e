import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'

export type Role = Item<'/api/v1/roles'>
export type RoleList = Answer<'/api/v1/roles'>
export type Pair = Item<'/api/v1/incompatible-roles'>
export type Chart = Answer<'/api/v1/organisation-chart'>
export type Department = Chart['departments'][number]
export type Deputy = Item<'/api/v1/deputies'>
export type Authority = Item<'/api/v1/authorities'>
export type Person = Item<'/api/v1/users'>
export type Access = Answer<'/api/v1/users/{username}/access'>
export type OpenWork = Answer<'/api/v1/users/{username}/open-work'>
export type SignIn = Item<'/api/v1/sign-ins'>
export type Security = Answer<'/api/v1/session/security'>

export type SignInRules = Answer<'/api/v1/sign-in-rules'>
export type ProviderSetting = Answer<'/api/v1/identity-provider'>

export const scopes = ['own', 'team', 'department', 'segment', 'all'] as const
export type Scope = (typeof scopes)[number]

/** Asks one address and keeps the answer under the pages of access. */
export function useAccessData<T>(path: string, query: Record<string, string | number> = {}) {
  return useQuery({
    queryKey: ['access', path, query],
    queryFn: ({ signal }) => request<T>('GET', path, { query, signal }),
  })
}

export const useRoles = () => useAccessData<RoleList>('/api/v1/roles')
export const useChart = () => useAccessData<Chart>('/api/v1/organisation-chart')
export const usePeople = () => useAccessData<Answer<'/api/v1/users'>>('/api/v1/users', { limit: 500 })
export const useSegments = () => useAccessData<Answer<'/api/v1/segments'>>('/api/v1/segments')

/** After a write everything about access is asked again. */
export function useAccessChanged(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [['access'], ['directory'], ['settings']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )
}

/** Sends one change. */
export const send = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> =>
  request<T>(method, `/api/v1/${path}`, body === undefined ? {} : { body })

export interface Choice {
  value: string
  label: string
}

export function useRoleChoices(): Choice[] {
  const textOf = useText()
  return (useRoles().data?.items ?? []).map(({ code, name }) => ({ value: code, label: textOf(name) }))
}

export function usePersonChoices(): Choice[] {
  return (usePeople().data?.items ?? [])
    .filter(({ active }) => active)
    .map(({ username, displayName }) => ({ value: username, label: `${displayName} · ${username}` }))
}

/** The label of a value among choices; the value itself when it is unknown. */
export function labelOf(choices: readonly Choice[], value: string | null): string {
  return choices.find((one) => one.value === value)?.label ?? value ?? '–'
}
