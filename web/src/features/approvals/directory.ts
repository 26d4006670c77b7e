import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/request'
import { useText, type BilingualText } from '../../i18n/use-text'

export interface Choice {
  value: string
  label: string
}

export interface Person {
  username: string
  displayName: string
}

function useShortList<T>(name: string, path: string) {
  return useQuery({
    queryKey: ['directory', name],
    queryFn: ({ signal }) => request<{ items: readonly T[] }>('GET', path, { query: { limit: 500 }, signal }),
    staleTime: 60_000,
  })
}

/** The roles of the organisation, for choosing one. */
export function useRoleChoices(): readonly Choice[] {
  const textOf = useText()
  const roles =
    useShortList<{ code: string; name: BilingualText }>('roles', '/api/v1/roles').data?.items ?? []
  return roles.map(({ code, name }) => ({ value: code, label: textOf(name) }))
}

/** The positions of the organisation, for choosing one. */
export function usePositionChoices(): readonly Choice[] {
  const positions =
    useShortList<{ code: string; name: string }>('positions', '/api/v1/positions').data?.items ?? []
  return positions.map(({ code, name }) => ({ value: code, label: name }))
}

/** People that may be asked, named and mentioned. */
export function usePeople(): readonly Person[] {
  return useShortList<Person>('people', '/api/v1/people').data?.items ?? []
}

/** The same as choices of a select, by name and username. */
export function usePeopleChoices(): readonly Choice[] {
  return usePeople().map(({ username, displayName }) => ({
    value: username,
    label: displayName === username ? username : `${displayName} (${username})`,
  }))
}
