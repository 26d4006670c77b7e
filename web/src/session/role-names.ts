import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../api/answer'
import { request } from '../api/request'
import { useText } from '../i18n/use-text'

/** The roles of the organisation, for choosing one. */
export function useRoleOptions(): readonly { value: string; label: string }[] {
  const textOf = useText()
  const directory = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/directory'>>('GET', '/api/v1/directory', { signal }),
    staleTime: 60_000,
  })
  return (directory.data?.roles ?? []).map(({ code, name }) => ({ value: code, label: textOf(name) }))
}

/** Gives a role's name in the language of the interface. */
export function useRoleName(): (code: string) => string {
  const options = useRoleOptions()
  return (code) => options.find(({ value }) => value === code)?.label ?? code
}
