import type { Answer, Item, Sent } from '../../api/answer'
import { request, toQueryString } from '../../api/request'
import { usePickList } from '../../ui/pick-list/use-pick-list'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type DeductionRow = Item<'/api/v1/deductions'>
export type DeductionBody = NonNullable<Sent<'/api/v1/receipts/{id}/matches'>['deductions']>[number]

export const deductionStates = [
  'current',
  'opened',
  'in_work',
  'resolved_for_us',
  'resolved_for_customer',
  'withdrawn',
  'all',
] as const

function filterOf({ filters, search }: ListState) {
  return { state: filters['state']?.[0] ?? 'current', reason: filters['reason']?.[0], search }
}

export async function listDeductions(state: ListState, signal: AbortSignal): Promise<ListPage<DeductionRow>> {
  const query = { ...filterOf(state), page: state.page, pageSize: state.pageSize }
  const { items, total } = await request<Answer<'/api/v1/deductions'>>('GET', '/api/v1/deductions', {
    ...{ query, signal },
  })
  return { items, total }
}

export function deductionsFile(state: ListState, language: string): string {
  return `/api/v1/deductions.csv${toQueryString({ ...filterOf(state), language })}`
}

/** Why customers keep something back, in the words of the organisation. */
export function useDeductionReasons() {
  return usePickList('/api/v1/dispute-reasons')
}
