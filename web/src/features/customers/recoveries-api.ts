import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'

/** More cases of one customer than this are found on the page of the cases. */
const SHOWN_MAX = 50

export type HandOver = Answer<'/api/v1/hand-overs'>['items'][number]
export type WriteOff = Answer<'/api/v1/write-offs'>['items'][number]
export type BadDebt = Answer<'/api/v1/bad-debt-cases'>['items'][number]
export type Waiver = Answer<'/api/v1/interest-waivers'>['items'][number]
export type InterestNote = Answer<'/api/v1/interest-notes'>['items'][number]
export type Bill = Answer<'/api/v1/bills'>['items'][number]

type Path =
  | '/api/v1/hand-overs'
  | '/api/v1/write-offs'
  | '/api/v1/bad-debt-cases'
  | '/api/v1/interest-waivers'
  | '/api/v1/interest-notes'
  | '/api/v1/bills'

/** Every state of them, as many as are shown. */
function whole(path: Path) {
  if (path === '/api/v1/interest-waivers' || path === '/api/v1/interest-notes') return { limit: SHOWN_MAX }
  return path === '/api/v1/bills' ? { pageSize: SHOWN_MAX, state: 'all' } : { pageSize: SHOWN_MAX }
}

/** Cases of one kind about a customer, the newest first. */
export function useCases<Row>(path: Path, customerCode: string) {
  const query = { customerCode, ...whole(path) }
  return useQuery({
    queryKey: ['customer', customerCode, 'recoveries', path],
    queryFn: ({ signal }) => request<{ items: Row[] }>('GET', path, { query, signal }),
    select: ({ items }) => items,
  })
}
