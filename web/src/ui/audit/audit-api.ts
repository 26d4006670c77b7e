import { useQuery } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { request } from '../../api/request'

export type AuditEntry = Item<'/api/v1/audit'>
export type AuditPage = Answer<'/api/v1/audit'>

/** What an entry is asked for by; everything is optional and all of it must fit. */
export interface AuditQuery {
  objectType?: string | undefined
  objectId?: string | undefined
  withAccounts?: boolean | undefined
  transaction?: string | undefined
  limit?: number
  cursor?: string | undefined
}

export function useAudit(query: AuditQuery, enabled = true) {
  return useQuery({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => request<AuditPage>('GET', '/api/v1/audit', { query: { ...query }, signal }),
    enabled,
  })
}
