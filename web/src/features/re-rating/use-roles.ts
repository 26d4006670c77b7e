import { useText } from '../../i18n/use-text'
import { useColleagues } from './api'

/** The roles of the organisation as options of a choice. */
export function useRoles(): { value: string; label: string }[] {
  const textOf = useText()
  const roles = useColleagues()?.roles ?? []
  return roles.map(({ code, name }) => ({ value: code, label: textOf(name) }))
}
