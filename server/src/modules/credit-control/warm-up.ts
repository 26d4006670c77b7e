import { dayInZone } from '../../kernel/calendar-day.js'
import { useStablePlans } from '../../platform/db/stable-plans.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { checkCredit } from './check-credit.js'
import type { CheckContext, CheckRequest } from './check-request.js'
import { rulesInForce } from './rules-store.js'
import { sampleAccounts, waitBriefly, type SampleAccount } from './warm-up-store.js'

/** As many as check batches are in work at once. */
const CONNECTIONS = 4
const ROUNDS = 12
const ROUND_SIZE = 16
const MS_MAX = 1_000

/** Ends a transaction whose work was only practice. */
class Practised extends Error {}

/**
 * Tries checks on accounts of the book and undoes them, before the program says that it is ready: the plans of each
 * connection's statements cost tens of milliseconds, and a program that has just started runs several times slower
 * than one at work. Takes a second at most; a fault is logged and no reason not to start.
 */
export async function warmUpChecks({ db, now, log }: Deps): Promise<void> {
  const { timeZone } = await getOrganisation(db)
  const at = now()
  const context: CheckContext = { at, today: dayInZone(at, timeZone), timeZone }
  const accounts = await sampleAccounts(db, CONNECTIONS)
  if (accounts.length === 0) return
  // A new installation gets its first rules here, for good: checks that try to make them would wait for each other.
  await db.transaction((tx) => rulesInForce(tx, at))
  const until = performance.now() + MS_MAX
  const practise = (account: SampleAccount) =>
    db.transaction(async (tx) => {
      await Promise.all([waitBriefly(tx), useStablePlans(tx)])
      for (let round = 0; round < ROUNDS && performance.now() < until; round += 1)
        await checkCredit(tx, tries(account), context)
      throw new Practised()
    })
  const ends = await Promise.allSettled(accounts.map(practise))
  for (const end of ends)
    if (end.status === 'rejected' && !(end.reason instanceof Practised))
      log.warn({ err: end.reason as unknown }, 'checks could not be tried before the start')
}

function tries({ customerCode, segmentCode, currency }: SampleAccount): CheckRequest[] {
  return Array.from({ length: ROUND_SIZE }, () => ({
    checkpoint: 'order',
    customerCode,
    segmentCode,
    document: { source: 'warm-up', type: 'order', number: newId(), version: 1n, orderNumber: null },
    amount: { minor: 100n, currency },
    netDays: null,
    shipOn: null,
    reserve: true,
    trigger: 'check',
    submittedBy: 'warm-up',
    scope: null,
  }))
}
