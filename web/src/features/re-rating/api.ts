import { useQuery } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request, toQueryString } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'

export type Move = Item<'/api/v1/rating-moves'>
export type Warning = Item<'/api/v1/warnings'>
export type Review = Item<'/api/v1/reviews'>
export type Calendar = Answer<'/api/v1/reviews/calendar'>
export type Settings = Item<'/api/v1/rerating-policies'>
export type SettingsContent = Settings['content']
type Directory = Answer<'/api/v1/directory'>

const first = (state: ListState, key: string) => state.filters[key]?.[0]

function moveFilter(state: ListState) {
  return {
    direction: first(state, 'direction'),
    grade: first(state, 'grade'),
    cause: first(state, 'cause'),
    search: state.search,
  }
}

export function listMoves(state: ListState, signal: AbortSignal): Promise<Answer<'/api/v1/rating-moves'>> {
  const query = { ...moveFilter(state), page: state.page, pageSize: state.pageSize }
  return request('GET', '/api/v1/rating-moves', { query, signal })
}

/** Address of the filtered moves as a file. */
export function movesFile(state: ListState, language: string): string {
  return `/api/v1/rating-moves.csv${toQueryString({ ...moveFilter(state), language })}`
}

export function listWarnings(state: ListState, signal: AbortSignal): Promise<Answer<'/api/v1/warnings'>> {
  const status = first(state, 'status') ?? 'current'
  const query = {
    status: status === 'all' ? undefined : status,
    assignee: first(state, 'assignee'),
    search: state.search,
    sort: state.sort,
    ...{ page: state.page, pageSize: state.pageSize },
  }
  return request('GET', '/api/v1/warnings', { query, signal })
}

export function workOnWarning(
  id: string,
  act: 'acknowledge' | 'close' | 'assign',
  body: object,
): Promise<Warning> {
  return request('POST', `/api/v1/warnings/${id}/${act}`, { body })
}

export function listReviews(state: ListState, signal: AbortSignal): Promise<Answer<'/api/v1/reviews'>> {
  const query = {
    status: first(state, 'status') ?? 'open',
    due: first(state, 'due'),
    assignee: first(state, 'assignee'),
    search: state.search,
    ...{ page: state.page, pageSize: state.pageSize },
  }
  return request('GET', '/api/v1/reviews', { query, signal })
}

export function assignReviews(body: Sent<'/api/v1/reviews/assign'>): Promise<unknown> {
  return request('POST', '/api/v1/reviews/assign', { body })
}

export function completeReview(
  id: string,
  note: string,
): Promise<Answer<'/api/v1/reviews/{id}/complete', 'post'>> {
  return request('POST', `/api/v1/reviews/${id}/complete`, { body: { note } })
}

export function useCalendar(month: string) {
  return useQuery({
    queryKey: ['list', 'review-calendar', month],
    queryFn: ({ signal }) =>
      request<Calendar>('GET', '/api/v1/reviews/calendar', { query: { month }, signal }),
  })
}

/** Versions of the settings, newest first. */
export function useSettings() {
  return useQuery({
    queryKey: ['rerating-policies'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/rerating-policies'>>('GET', '/api/v1/rerating-policies', { signal }),
  })
}

export function publishSettings(body: Sent<'/api/v1/rerating-policies'>): Promise<Settings> {
  return request('POST', '/api/v1/rerating-policies', { body })
}

/** Colleagues as options of a choice. */
export function useColleagues() {
  const directory = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => request<Directory>('GET', '/api/v1/directory', { signal }),
    staleTime: 300_000,
  })
  return directory.data
}
