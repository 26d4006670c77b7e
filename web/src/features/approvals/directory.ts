import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'

type Directory = Answer<'/api/v1/directory'>

export type Person = Directory['people'][number]

export interface Choice {
  value: string
  label: string
}

const nobody: Directory = { people: [], roles: [], positions: [] }

function useDirectory(): Directory {
  const directory = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => request<Directory>('GET', '/api/v1/directory', { signal }),
    staleTime: 60_000,
  })
  return directory.data ?? nobody
}

/** The roles of the organisation, for choosing one. */
export function useRoleChoices(): readonly Choice[] {
  const textOf = useText()
  return useDirectory().roles.map(({ code, name }) => ({ value: code, label: textOf(name) }))
}

/** The positions of the organisation, for choosing one. */
export function usePositionChoices(): readonly Choice[] {
  return useDirectory().positions.map(({ code, name }) => ({ value: code, label: name }))
}

/** People that may be asked, named and mentioned. */
export function usePeople(): readonly Person[] {
  return useDirectory().people
}

/** The same as choices of a select, by name and username. */
export function usePeopleChoices(): readonly Choice[] {
  return usePeople().map(({ username, displayName }) => ({
    value: username,
    label: displayName === username ? username : `${displayName} (${username})`,
  }))
}
