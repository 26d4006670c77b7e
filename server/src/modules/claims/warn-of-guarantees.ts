import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { notify } from '../notifications/notify.js'
import { openItemsOf } from './claim-item-store.js'
import { claimRulesOn } from './claim-rules-store.js'
import { customersGuaranteed } from './guarantee-store.js'
import { readGuarantees, type GuaranteeClocks } from './read-guarantees.js'

const BATCH = 100
const BATCHES_MAX = 1_000
const ITEMS_MAX = 500
const ROLES = ['finance', 'legal', 'credit-manager']

/**
 * Tells owners and finance of guarantee periods that have come closer to their end than a line of the rules, once for each
 * line and end (a person hears of the same thing once). Nothing moves such a period: what keeps it must be done by then.
 * May be repeated. Gives how many guarantees were told of.
 */
export async function warnOfGuarantees({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const today = dayInZone(at, (await getOrganisation(db)).timeZone)
  const { guaranteeWarnDays } = (await claimRulesOn(db, today)).content
  let told = 0
  let after: Id | null = null
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const customers: readonly Id[] = await customersGuaranteed(db, after, BATCH)
    told += await db.transaction(async (tx) => {
      let count = 0
      for (const id of customers)
        count += await warnOfCustomer(tx, id, { today, at, lines: guaranteeWarnDays })
      return count
    })
    after = customers.at(-1) ?? null
    if (customers.length < BATCH) break
  }
  return told
}

interface Warning {
  readonly today: CalendarDay
  readonly at: Date
  readonly lines: readonly number[]
}

async function warnOfCustomer(tx: Tx, id: Id, { today, at, lines }: Warning): Promise<number> {
  const items = await openItemsOf(tx, id, ITEMS_MAX)
  let count = 0
  for (const guaranteed of await readGuarantees(tx, id, items, today)) {
    const first = firstEnding(guaranteed)
    if (!first) continue
    const stage = Math.min(...lines.filter((line) => first.clock.daysLeft <= line))
    if (!Number.isFinite(stage)) continue
    const { guarantee } = guaranteed
    const { customerName, customerCode, ownerUsername } = first.item
    await notify(tx, {
      kind: 'guarantee_ending',
      to: { usernames: ownerUsername === null ? [] : [ownerUsername], roles: ROLES },
      subject: `${guarantee.id}:${first.clock.endsOn}:${stage}`,
      data: {
        ...{ customer: customerName, code: customerCode, guarantor: guarantee.guarantor },
        expires: first.clock.endsOn,
      },
      link: `/claims?search=${encodeURIComponent(customerCode)}`,
      about: { ownerUsername },
      at,
    })
    count++
  }
  return count
}

/** The debt whose guarantee period ends first of those that still run. */
function firstEnding({ clocks }: GuaranteeClocks) {
  return clocks.find(({ clock }) => clock.status === 'running')
}
