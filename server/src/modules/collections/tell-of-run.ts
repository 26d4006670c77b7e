import type { Tx } from '../../platform/db/types.js'
import { notify } from '../notifications/notify.js'
import { newsOfRun } from './dunning-message-store.js'
import type { DunningRun } from './dunning-run-store.js'

/** Who is told where nobody is named. */
const OFFICE = 'credit-manager'

/** Tells everybody once what a run gives them to do: salespeople, the roles it climbed to, and those who approve. */
export async function tellOfRun(tx: Tx, { id, onDay }: DunningRun, at: Date): Promise<void> {
  for (const { kind, to, count } of await newsOfRun(tx, id)) {
    const data = { count: String(count), day: onDay }
    const common = { subject: `${id}:${kind}:${to ?? ''}`, data, link: `/dunning-runs/${id}`, at }
    switch (kind) {
      case 'inform':
        await notify(tx, {
          ...{ ...common, kind: 'collections_to_follow' },
          to: to === null ? { roles: [OFFICE] } : { usernames: [to] },
        })
        break
      case 'escalate':
        await notify(tx, { ...common, kind: 'collections_escalated', to: { roles: [to ?? OFFICE] } })
        break
      case 'approve':
        await notify(tx, { ...common, kind: 'collections_to_approve', to: { roles: [OFFICE] } })
        break
    }
  }
}
