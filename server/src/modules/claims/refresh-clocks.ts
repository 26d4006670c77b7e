import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { nextOverdueItems, type ClaimItem, type ItemPosition } from './claim-item-store.js'
import { dropStaleClocks, putClocks, type StoredClock } from './limitation-clock-store.js'
import { readClaims } from './read-claims.js'

/** Computes every limitation clock anew. */
export const REFRESH_CLOCKS_JOB = 'refresh-limitation-clocks'

const BATCH = 2_000
const BATCHES_MAX = 5_000

/**
 * Brings the limitation clocks of the whole book up to date, from the ledger and the recorded events. May be repeated.
 * Gives how many run.
 */
export async function refreshAllClocks({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const today = dayInZone(at, (await getOrganisation(db)).timeZone)
  let after: ItemPosition | null = null
  let running = 0
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const from: ItemPosition | null = after
    const items = await db.transaction(async (tx) => {
      const some = await nextOverdueItems(tx, from, { before: today, limit: BATCH })
      running += await refreshClocks(tx, some, { today, at })
      return some
    })
    after = items.at(-1) ?? after
    if (items.length < BATCH) break
  }
  await db.transaction((tx) => dropStaleClocks(tx, today))
  return running
}

/** Computes and stores the clocks of these instalments, as far as they are open and run. Gives how many. */
export async function refreshClocks(
  tx: Tx,
  items: readonly ClaimItem[],
  { today, at }: { readonly today: CalendarDay; readonly at: Date },
): Promise<number> {
  const open = items.filter(({ openMinor, dueOn }) => openMinor !== 0n && dueOn < today)
  const claims = await readClaims(tx, open, { today, until: today })
  const clocks = claims.flatMap(({ item, clock, missing }): StoredClock[] =>
    clock === null
      ? []
      : [
          {
            ...{ accountId: item.accountId, documentId: item.documentId, itemNo: item.itemNo, missing },
            ...{
              customerId: item.customerId,
              dueOn: item.dueOn,
              startsOn: clock.startsOn,
              cause: clock.cause,
            },
            expiresOn: clock.expiresOn,
          },
        ],
  )
  await putClocks(tx, clocks, at)
  return clocks.length
}
