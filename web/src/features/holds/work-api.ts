import { useQuery } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type Work = Answer<'/api/v1/holds/{id}/work'>
export type Outlook = Answer<'/api/v1/holds/{id}/outlook'>
export type PrepaymentBody = Sent<'/api/v1/holds/{id}/prepayment'>
export type PartBody = Sent<'/api/v1/holds/{id}/release-part'>
export type ForceBody = Sent<'/api/v1/forced-holds/{source}/{number}', 'put'>
type Directory = Answer<'/api/v1/directory'>

/** Whose work the hold is, and what was done. */
export function useWork(id: string) {
  return useQuery({
    queryKey: ['hold', id, 'work'],
    queryFn: ({ signal }) => request<Work>('GET', `/api/v1/holds/${id}/work`, { signal }),
  })
}

/** What would let the hold go, by the facts of now. */
export function useOutlook(id: string, isOpen: boolean) {
  return useQuery({
    queryKey: ['hold', id, 'outlook'],
    queryFn: ({ signal }) => request<Outlook>('GET', `/api/v1/holds/${id}/outlook`, { signal }),
    enabled: isOpen,
  })
}

/** Colleagues, to assign work to and to mention. */
export function useColleagues() {
  return useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => request<Directory>('GET', '/api/v1/directory', { signal }),
    staleTime: 300_000,
    select: ({ people }) =>
      people.map(({ username, displayName }) => ({ value: username, label: `${displayName} ${username}` })),
  })
}

export type Act = 'claim' | 'leave' | 'prepayment/withdraw'

export function actOnHold(id: string, act: Act): Promise<Work> {
  return request('POST', `/api/v1/holds/${id}/${act}`)
}

export function assignHold(id: string, username: string): Promise<Work> {
  return request('POST', `/api/v1/holds/${id}/assign`, { body: { username } })
}

export function noteOnHold(id: string, text: string): Promise<Work> {
  return request('POST', `/api/v1/holds/${id}/notes`, { body: { text } })
}

export function requestPrepayment(id: string, body: PrepaymentBody): Promise<Work> {
  return request('POST', `/api/v1/holds/${id}/prepayment`, { body })
}

export function releasePart(id: string, body: PartBody): Promise<Work> {
  return request('POST', `/api/v1/holds/${id}/release-part`, { body })
}

export function forceHold(
  source: string,
  number: string,
  body: ForceBody,
): Promise<{ holdId: string | null }> {
  const path = `/api/v1/forced-holds/${encodeURIComponent(source)}/${encodeURIComponent(number)}`
  return request('PUT', path, { body })
}

export function liftForcedHold(source: string, number: string): Promise<void> {
  const path = `/api/v1/forced-holds/${encodeURIComponent(source)}/${encodeURIComponent(number)}`
  return request('DELETE', path)
}
