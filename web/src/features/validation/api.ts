import { useQuery } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type BackTestHead = Item<'/api/v1/back-tests'>
export type BackTest = Answer<'/api/v1/back-tests/{id}'>
export type BackTestResult = NonNullable<BackTest['result']>
export type NewBackTest = Sent<'/api/v1/back-tests'>
export type Section = BackTestResult['overall']

const pollMs = 1000

export function isBusy(status: BackTestHead['status']): boolean {
  return status === 'queued' || status === 'running'
}

/** Back-tests, asked again every second while one of them works. */
export function useBackTests() {
  return useQuery({
    queryKey: ['back-tests'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/back-tests'>>('GET', '/api/v1/back-tests', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => isBusy(status)) === true ? pollMs : false,
  })
}

export function useBackTest(id: string) {
  return useQuery({
    queryKey: ['back-tests', id],
    queryFn: ({ signal }) => request<BackTest>('GET', `/api/v1/back-tests/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data === undefined || isBusy(state.data.status) ? pollMs : false),
  })
}

export function startBackTest(body: NewBackTest): Promise<BackTestHead> {
  return request('POST', '/api/v1/back-tests', { body })
}

export function cancelBackTest(id: string): Promise<BackTestHead> {
  return request('POST', `/api/v1/back-tests/${id}/cancel`, { body: {} })
}
