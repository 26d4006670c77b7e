import { useQuery } from '@tanstack/react-query'
import type { Item } from '../../api/answer'
import { api, unwrap } from '../../api/client'

/** Receivables, overdue and days of sales outstanding in one currency. */
export type BookFigures = Item<'/api/v1/receivables/figures'>
export type OpenProposal = Item<'/api/v1/limit-proposals'>

const worklistRows = 6

/** How the book stands, per currency; the base currency first. */
export function useBookFigures(enabled: boolean) {
  return useQuery({
    queryKey: ['home', 'figures'],
    queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/receivables/figures', { signal })),
    enabled,
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
