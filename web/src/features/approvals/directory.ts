import type { Answer } from '../../api/answer'
import { useText } from '../../i18n/use-text'
import { useDirectory } from '../../session/people'

export type Person = Answer<'/api/v1/directory'>['people'][number]

export interface Choice {
  value: string
  label: string
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
