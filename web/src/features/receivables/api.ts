import { useQuery } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { oneOf } from '../../api/one-of'
import { request, toQueryString } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type Aging = Answer<'/api/v1/aging'>
export type AgingRow = Aging['items'][number]
export type AgingTotal = Aging['totals'][number]
export type AgingBound = Aging['bounds'][number]
export type OpenItem = Item<'/api/v1/receivables'>
export type Statement = Answer<'/api/v1/customers/{code}/statement'>

export const agingSubjects = ['customer', 'group', 'owner', 'segment', 'industry', 'currency'] as const
export type AgingSubject = (typeof agingSubjects)[number]

/** What an aging is asked about; lives in the URL. */
export interface AgingQuestion {
  asOf: string | undefined
  basis: 'due' | 'document'
  by: AgingSubject
  segment: string | undefined
  search: string
  page: number
  pageSize: number
  sort: string
}

export function useAging(question: AgingQuestion) {
  return useQuery({
    queryKey: ['aging', question],
    queryFn: ({ signal }) => request<Aging>('GET', '/api/v1/aging', { query: { ...question }, signal }),
    placeholderData: (previous) => previous,
  })
}

/** Address of the whole aging as XLSX, in the language of the interface. */
export function agingSheetHref(question: AgingQuestion, language: string): string {
  const { page: _page, pageSize: _pageSize, ...asked } = question
  return `/api/v1/aging.xlsx${toQueryString({ ...asked, language })}`
}

const openItemSorts = [
  ...(['age', '-age', 'open', '-open', 'expected', '-expected', 'late', '-late'] as const),
]

function openItemQuery({ filters, sort }: ListState) {
  const first = (key: string) => filters[key]?.[0]
  return {
    // Age counts days: the oldest has the earliest day.
    sort: oneOf(sort === 'age' ? '-age' : sort === '-age' ? 'age' : sort, openItemSorts),
    lateFrom: first('late'),
    bucket: first('bucket'),
    segment: first('segment'),
    basis: first('basis'),
    asOf: first('asOf'),
    customerCode: first('customer'),
    groupCode: first('group'),
    owner: first('owner'),
    industry: first('industry'),
    currency: first('currency'),
  }
}

export function listOpenItems(state: ListState, signal: AbortSignal): Promise<ListPage<OpenItem>> {
  const query = { cursor: state.cursor, limit: state.pageSize, ...openItemQuery(state) }
  return request('GET', '/api/v1/receivables', { query, signal })
}

/** Address of the open items that are filtered, as CSV. */
export function openItemsFile(state: ListState, language: string): string {
  return `/api/v1/receivables.csv${toQueryString({ ...openItemQuery(state), language })}`
}

export function useStatement(code: string, query: { from?: string | undefined; asOf?: string | undefined }) {
  return useQuery({
    queryKey: ['statement', code, query],
    queryFn: ({ signal }) =>
      request<Statement>('GET', `/api/v1/customers/${encodeURIComponent(code)}/statement`, { query, signal }),
  })
}

/** Address of a statement as PDF, in the language of the interface. */
export function statementHref(
  code: string,
  period: { from?: string | undefined; asOf?: string | undefined },
  language: string,
): string {
  const query = toQueryString({ ...period, language: language === 'en' ? 'en' : 'zh-CN' })
  return `/api/v1/customers/${encodeURIComponent(code)}/statement.pdf${query}`
}
