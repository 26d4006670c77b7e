import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../api/answer'
import { request } from '../api/request'

type Directory = Answer<'/api/v1/directory'>

const nobody: Directory = { people: [], former: [], roles: [], positions: [] }

/** Names of colleagues, roles and positions; empty until they are known. */
export function useDirectory(): Directory {
  const found = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => request<Directory>('GET', '/api/v1/directory', { signal }),
    staleTime: 300_000,
  })
  return found.data ?? nobody
}

/** Colleagues by username, to choose an owner. */
export function useOwnerOptions(): readonly { value: string; label: string }[] {
  return useDirectory().people.map(({ username, displayName }) => ({
    value: username,
    label: `${displayName} ${username}`,
  }))
}

/** What the program did by itself stands under this name. */
const PROGRAM = 'system'

/**
 * Gives the name of who signs in with a username, also of those who left; the program's own word for what it did by
 * itself; the username where nobody bears it, such as an API key.
 */
export function usePersonName(): (username: string) => string {
  const { t } = useTranslation()
  const { people, former } = useDirectory()
  return (username) => {
    if (username === PROGRAM) return t('person.program')
    const known =
      people.find((one) => one.username === username) ?? former.find((one) => one.username === username)
    return known?.displayName ?? username
  }
}
