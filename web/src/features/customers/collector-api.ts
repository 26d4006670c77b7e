import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import { filterOf } from './api'

export type Assigned = Answer<'/api/v1/collectors', 'post'>

/** What one request may name. */
const CUSTOMERS_MAX = 500

/** Gives the named customers to a collector; null: whoever owns each. */
export const assignSelected = (customerCodes: readonly string[], username: string | null) =>
  request<Assigned>('POST', '/api/v1/collectors', { body: { customerCodes, username } })

/** The same for everybody whom the list finds, on whatever page. */
export const assignFiltered = (state: ListState, username: string | null) =>
  request<Assigned>('POST', '/api/v1/collectors/by-filter', { body: { filter: filterOf(state), username } })

/** Gives customers back to who had them before. */
export async function undoAssigned({ before }: Assigned): Promise<void> {
  for (const { username, customerCodes } of before) {
    for (let from = 0; from < customerCodes.length; from += CUSTOMERS_MAX)
      await assignSelected(customerCodes.slice(from, from + CUSTOMERS_MAX), username)
  }
}
