import { useMemo } from 'react'
import { useSearchParams } from 'react-router'

/** What a list shows; lives in the URL, so that a link, the back button and a saved view restore it. */
export interface ListState {
  search: string
  filters: Readonly<Record<string, readonly string[]>>
  /** A column key, with a leading minus for descending. */
  sort: string | undefined
  page: number
  pageSize: number
  /** Where a cursor-paged list stands; undefined at its start. */
  cursor: string | undefined
}

export interface ListControl {
  state: ListState
  setSearch: (search: string) => void
  setFilter: (key: string, values: readonly string[]) => void
  setSort: (sort: string | undefined) => void
  /** `replace`: without a way back to the page before. */
  setPage: (page: number, pageSize: number, replace?: boolean) => void
  setCursor: (cursor: string | undefined) => void
  /** Replaces everything by a saved query string. */
  apply: (query: string) => void
  clear: () => void
  /** The query string of the present state without the page, for saving. */
  query: string
}

export const defaultPageSize = 50

function readState(params: URLSearchParams, filterKeys: readonly string[]): ListState {
  const page = Number(params.get('page') ?? '1')
  const pageSize = Number(params.get('pageSize') ?? String(defaultPageSize))
  return {
    search: params.get('search') ?? '',
    filters: Object.fromEntries(filterKeys.map((key) => [key, params.getAll(key)])),
    sort: params.get('sort') ?? undefined,
    page: Number.isInteger(page) && page > 0 ? page : 1,
    pageSize: Number.isInteger(pageSize) && pageSize > 0 && pageSize <= 500 ? pageSize : defaultPageSize,
    cursor: params.get('cursor') ?? undefined,
  }
}

function withoutPage(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('page')
  next.delete('cursor')
  return next
}

/** Reads and writes the state of a list in the URL. `filterKeys` must be stable. */
export function useListState(filterKeys: readonly string[]): ListControl {
  const [params, setParams] = useSearchParams()
  const state = useMemo(() => readState(params, filterKeys), [params, filterKeys])

  const change = (edit: (next: URLSearchParams) => void, replace = true) => {
    setParams(
      (current) => {
        const next = withoutPage(current)
        edit(next)
        return next
      },
      { replace, preventScrollReset: replace },
    )
  }
  const set = (key: string, value: string | undefined) => (next: URLSearchParams) => {
    if (value === undefined || value === '') next.delete(key)
    else next.set(key, value)
  }

  return {
    state,
    query: withoutPage(params).toString(),
    setSearch: (search) => change(set('search', search.trim())),
    setSort: (sort) => change(set('sort', sort)),
    setFilter: (key, values) =>
      change((next) => {
        next.delete(key)
        for (const value of values) next.append(key, value)
      }),
    setPage: (page, pageSize, replace = false) =>
      change((next) => {
        set('page', page === 1 ? undefined : String(page))(next)
        set('pageSize', pageSize === defaultPageSize ? undefined : String(pageSize))(next)
      }, replace),
    setCursor: (cursor) => change(set('cursor', cursor), false),
    apply: (query) => setParams(new URLSearchParams(query)),
    clear: () => setParams(new URLSearchParams()),
  }
}
