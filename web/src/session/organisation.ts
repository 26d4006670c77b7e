import { useQuery } from '@tanstack/react-query'
import { request } from '../api/request'

export interface Organisation {
  name: string
  timeZone: string
  baseCurrency: string
  /** True for the invented book of a demonstration. */
  demoBook: boolean
  agingBounds: readonly number[]
}

/** The organisation that runs this installation. */
export function useOrganisation() {
  return useQuery({
    queryKey: ['organisation'],
    queryFn: ({ signal }) => request<Organisation>('GET', '/api/v1/organisation', { signal }),
    staleTime: 5 * 60_000,
  })
}
