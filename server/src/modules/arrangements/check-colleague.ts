import { mayAct } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { principalOfUser } from '../identity/load-principal.js'
import { findUser } from '../identity/user-store.js'

/** Refuses a colleague who does not exist, has left, or may not collect from this customer. */
export async function checkColleague(
  tx: Tx,
  username: string,
  customer: { readonly ownerUsername: string | null; readonly segmentCodes?: readonly string[] },
): Promise<void> {
  const user = await findUser(tx, username)
  if (!user?.active) throw new Refusal('user_not_found', { username })
  const principal = await principalOfUser(tx, user)
  const { ownerUsername, segmentCodes = [] } = customer
  if (!mayAct(principal, 'collections:read', { ownerUsername, segmentCodes }))
    throw new Refusal('colleague_out_of_sight', { username })
}
