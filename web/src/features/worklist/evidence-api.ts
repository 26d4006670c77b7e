import { useQuery } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type AttachableType = Sent<'/api/v1/evidence-links'>['type']
export type KeptFile = Answer<'/api/v1/customers/{code}/evidence', 'post'>

const of = (code: string) => `/api/v1/customers/${encodeURIComponent(code)}/evidence`

export function keepEvidence(code: string, file: File): Promise<KeptFile> {
  const body = new FormData()
  body.append('file', file)
  return request('POST', of(code), { body })
}

export function attachEvidence(
  type: AttachableType,
  id: string,
  evidence: readonly string[],
): Promise<unknown> {
  return request('POST', '/api/v1/evidence-links', { body: { type, id, evidence } })
}

/** Files of a customer, under a key that every act on it makes stale. */
export function useEvidence(code: string) {
  return useQuery({
    queryKey: ['worklist', code, 'evidence'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}/evidence'>>('GET', of(code), { signal }),
  })
}
