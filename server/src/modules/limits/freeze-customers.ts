import type { Principal } from '../../kernel/access.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudits } from '../audit/record-audit.js'
import { freezeAccounts } from '../customers/account-store.js'
import { groupsOfCustomers, lockGroups } from '../customers/group-store.js'
import { enqueueEvents } from '../notifications/enqueue-event.js'
import { listAccountCodes } from './account-codes-store.js'

/** An account that was active and is frozen now. */
export interface FrozenAccount {
  readonly customerId: Id
  readonly segmentCode: string
}

/** Freezes the active accounts of customers, under the locks of their groups; others stay as they are. */
export async function freezeCustomers(
  tx: Tx,
  customerIds: readonly Id[],
  { actor, at, reason }: { readonly actor: Principal; readonly at: Date; readonly reason: string },
): Promise<FrozenAccount[]> {
  if (customerIds.length === 0) return []
  await lockGroups(tx, await groupsOfCustomers(tx, customerIds))
  const frozen = await freezeAccounts(tx, customerIds, at)
  const codes = await listAccountCodes(
    tx,
    frozen.map(({ id }) => id),
  )
  const named = frozen.flatMap(({ id, customerId }) => {
    const code = codes.get(id)
    return code ? [{ customerId, ...code }] : []
  })
  await recordAudits(
    tx,
    named.map(({ customerCode, segmentCode }) => ({
      ...{
        actor,
        action: 'account.frozen',
        objectType: 'account',
        objectId: `${customerCode}/${segmentCode}`,
      },
      ...{ before: { status: 'active' }, after: { status: 'frozen' }, reason, at },
    })),
  )
  await enqueueEvents(
    tx,
    named.map(({ customerCode, segmentCode: segment }) => ({
      event: 'account.status_changed',
      payload: { customerCode, segment, from: 'active', to: 'frozen' },
      at,
    })),
  )
  return named.map(({ customerId, segmentCode }) => ({ customerId, segmentCode }))
}
