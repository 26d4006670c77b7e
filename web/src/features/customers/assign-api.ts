import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import { filterOf } from './api'

/** What a colleague becomes to customers: who collects from them, or who owns them. */
export type AssignedRole = 'collector' | 'owner'
export type Assigned = Answer<'/api/v1/collectors' | '/api/v1/owners', 'post'>

/** What one request may name. */
const CUSTOMERS_MAX = 500

const paths = { collector: '/api/v1/collectors', owner: '/api/v1/owners' } as const

/** Gives the named customers to a colleague; null: a collector is whoever owns each, an owner nobody. */
export const assignSelected = (
  role: AssignedRole,
  customerCodes: readonly string[],
  username: string | null,
) => request<Assigned>('POST', paths[role], { body: { customerCodes, username } })

/** The same for everybody whom the list finds, on whatever page. */
export const assignFiltered = (role: AssignedRole, state: ListState, username: string | null) =>
  request<Assigned>('POST', `${paths[role]}/by-filter`, { body: { filter: filterOf(state), username } })

/** Gives customers back to who had them before. */
export async function undoAssigned(role: AssignedRole, { before }: Assigned): Promise<void> {
  for (const { username, customerCodes } of before) {
    for (let from = 0; from < customerCodes.length; from += CUSTOMERS_MAX)
      await assignSelected(role, customerCodes.slice(from, from + CUSTOMERS_MAX), username)
  }
}
