import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import { moneyText } from '../../kernel/report/texts.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { notify } from '../notifications/notify.js'
import { claimRulesOn } from './claim-rules-store.js'
import { groupedBy } from '../../kernel/grouped-by.js'
import { clocksToWarn, noteWarned, type ClockToWarn } from './limitation-clock-store.js'

const BATCH = 1_000
const ROUNDS_MAX = 1_000
/** Of more customers at once people are told in one message. */
const TOLD_SINGLY = 20
const ROLES = ['finance', 'legal', 'credit-manager']

/**
 * Tells owners, finance and legal staff of limitation periods that have come closer to their end than a line of the rules, once for
 * each line. May be repeated. Gives how many receivables were told of.
 */
export async function warnOfClocks({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const today = dayInZone(at, (await getOrganisation(db)).timeZone)
  const { warnDays } = (await claimRulesOn(db, today)).content
  let warned = 0
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const some = await db.transaction(async (tx) => {
      const clocks = await clocksToWarn(tx, { today, warnDays, limit: BATCH })
      await tellOf(tx, clocks, at)
      await noteWarned(tx, clocks)
      return clocks.length
    })
    warned += some
    if (some < BATCH) break
  }
  return warned
}

async function tellOf(tx: Tx, clocks: readonly ClockToWarn[], at: Date): Promise<void> {
  const byCustomer = groupedBy(clocks, ({ customerId }) => customerId)
  const [first] = clocks
  if (!first) return
  if (byCustomer.size > TOLD_SINGLY)
    return notify(tx, {
      kind: 'limitations_ending',
      to: { roles: ROLES },
      subject: `${first.documentId}:${first.itemNo}:${first.stage}:${first.expiresOn}`,
      data: { count: String(clocks.length), customers: String(byCustomer.size), expires: first.expiresOn },
      link: '/claims?window=d30',
      at,
    })
  for (const [customerId, some] of byCustomer) await tellOfCustomer(tx, customerId, some, at)
}

async function tellOfCustomer(
  tx: Tx,
  customerId: Id,
  clocks: readonly ClockToWarn[],
  at: Date,
): Promise<void> {
  const [first] = clocks
  if (!first) return
  const sums = groupedBy(clocks, ({ currency }) => currency)
  const amount = [...sums]
    .map(([currency, some]) =>
      moneyText(
        moneyJson(
          some.reduce((sum, { openMinor }) => sum + openMinor, 0n),
          currency,
        ),
      ),
    )
    .join(' + ')
  await notify(tx, {
    kind: 'limitation_ending',
    to: { usernames: first.ownerUsername === null ? [] : [first.ownerUsername], roles: ROLES },
    subject: `${customerId}:${first.documentId}:${first.itemNo}:${first.stage}:${first.expiresOn}`,
    data: {
      ...{ customer: first.customerName, code: first.customerCode, count: String(clocks.length), amount },
      expires: first.expiresOn,
    },
    link: `/claims?search=${encodeURIComponent(first.customerCode)}`,
    about: { ownerUsername: first.ownerUsername },
    at,
  })
}
