import { dayInZone, daysBetween } from '../../kernel/calendar-day.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { enqueueEvents } from '../notifications/enqueue-event.js'
import { noteOverdueItems } from './overdue-notice-store.js'

const BATCH = 1_000
const BATCHES_MAX = 1_000
const NEWS_DAYS = 7

/**
 * Tells subscribers of each instalment that has become overdue, once, in the transaction that notes it. Gives how
 * many there were.
 */
export async function announceOverdue({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const today = dayInZone(at, (await getOrganisation(db)).timeZone)
  let told = 0
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const count = await db.transaction(async (tx) => {
      const items = await noteOverdueItems(tx, { today, days: NEWS_DAYS, at, limit: BATCH })
      await enqueueEvents(
        tx,
        items.map((item) => ({
          event: 'invoice.overdue',
          payload: {
            customerCode: item.customerCode,
            segment: item.segmentCode,
            document: { source: item.source, type: 'invoice', number: item.number },
            itemNo: item.itemNo,
            dueDate: item.dueOn,
            overdueDays: daysBetween(item.dueOn, today),
            amount: moneyJson(item.amountMinor, item.currency),
            open: moneyJson(item.openMinor, item.currency),
          },
          at,
        })),
      )
      return items.length
    })
    told += count
    if (count < BATCH) return told
  }
  return told
}
