import { useQuery } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { api, unwrap } from '../../api/client'

export type Home = Answer<'/api/v1/insight/home'>
export type BookFigures = Home['book'][number]['now']
export type OpenProposal = Item<'/api/v1/limit-proposals'>

const worklistRows = 6

/** How the book stands per currency, and what waits. The desk is for those who look after the whole book. */
export interface Book {
  asOf: string
  previousAsOf: string | null
  book: readonly { currency: string; now: BookFigures; previous: BookFigures | null; link: string }[]
  desk: Home | null
  /** Customers whom this person sees; counted where nothing is open. */
  customers: number
}

async function loadOwnFigures(signal: AbortSignal): Promise<Book> {
  const { asOf, items } = unwrap(await api.GET('/api/v1/receivables/figures', { signal }))
  const book = items.map((now) => ({ currency: now.currency, now, previous: null, link: '/aging' }))
  const customers = book.length === 0 ? await countCustomers(signal) : 0
  return { asOf, previousAsOf: null, book, desk: null, customers }
}

async function countCustomers(signal: AbortSignal): Promise<number> {
  const query = { page: 1, pageSize: 1 }
  return unwrap(await api.GET('/api/v1/customers', { params: { query }, signal })).total ?? 0
}

async function loadHome(signal: AbortSignal): Promise<Book> {
  const desk = unwrap(await api.GET('/api/v1/insight/home', { signal }))
  const { asOf, previousAsOf, book, customers } = desk
  return { asOf, previousAsOf, book, desk, customers: customers.value }
}

/** The figures of the home page; without the right to insight only those of one's own receivables. */
export function useBook(withDesk: boolean) {
  return useQuery({
    queryKey: ['home', 'book', withDesk],
    queryFn: ({ signal }) => (withDesk ? loadHome(signal) : loadOwnFigures(signal)),
  })
}

/** Orders that wait for somebody. */
export function useOpenHolds(enabled: boolean) {
  return useQuery({
    queryKey: ['home', 'holds'],
    queryFn: async ({ signal }) => {
      const query = { status: 'open', page: 1, pageSize: worklistRows } as const
      return unwrap(await api.GET('/api/v1/holds', { params: { query }, signal }))
    },
    enabled,
  })
}

/** Limits that wait for somebody, the largest change first. */
export function useOpenProposals(enabled: boolean) {
  return useQuery({
    queryKey: ['home', 'proposals'],
    queryFn: async ({ signal }) => {
      const query = { status: 'open', sort: '-change', page: 1, pageSize: worklistRows } as const
      return unwrap(await api.GET('/api/v1/limit-proposals', { params: { query }, signal }))
    },
    enabled,
  })
}

/** Reviews of accounts that should have been done, the earliest first. */
export function useOverdueReviews() {
  return useQuery({
    queryKey: ['home', 'reviews'],
    queryFn: async ({ signal }) => {
      const query = { status: 'open', due: 'overdue', page: 1, pageSize: worklistRows } as const
      return unwrap(await api.GET('/api/v1/reviews', { params: { query }, signal }))
    },
  })
}

/** The customers who owe most past due. */
export function useMostOverdue(enabled: boolean) {
  return useQuery({
    queryKey: ['home', 'overdue'],
    queryFn: async ({ signal }) => {
      const query = { sort: 'overdue', limit: worklistRows } as const
      return unwrap(await api.GET('/api/v1/aging', { params: { query }, signal }))
    },
    enabled,
  })
}
