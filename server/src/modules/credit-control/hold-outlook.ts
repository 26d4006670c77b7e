import type { Tx } from '../../platform/db/types.js'
import { ratesInto } from '../customers/fx-store.js'
import { convert, totalIn } from '../exposure/domain/exposure-in.js'
import { effectiveLimit } from '../limits/domain/effective-limit.js'
import { forcedUntilOf } from '../customers/account-store.js'
import { loadParties } from './check-facts-store.js'
import type { CheckContext } from './check-request.js'
import { decideOne, type DecidedVerdict } from './decide-one.js'
import { loadDocumentStates } from './document-state-store.js'
import { plainView, type PlainView } from './domain/unblock-words.js'
import { waysOut, type Way } from './domain/unblock.js'
import { WorkingState } from './domain/working-state.js'
import { checkOfHold } from './evaluate-hold.js'
import type { Hold } from './hold-store.js'
import { expiringReservations, openReceivables } from './hold-work-store.js'
import { rulesInForce } from './rules-store.js'

/** How a held order stands now, and what would let it go. */
export interface Outlook {
  readonly verdict: DecidedVerdict
  readonly ways: readonly Way[]
  readonly plain: PlainView
  /** How much of the order the customer's money and limit cover now, in the order's currency; 0 for nothing. */
  readonly coveredMinor: bigint
  /** The part of it that unapplied receipts pay for. */
  readonly paidMinor: bigint
}

/** Judges a held order by the facts of now without storing anything, and looks for ways out. Call with all in sight. */
export async function outlookOf(tx: Tx, hold: Hold, context: CheckContext): Promise<Outlook> {
  const { verdict, rules } = await verdictOf(tx, hold, context)
  const { facts, party } = verdict
  const items = await openReceivables(tx, party.accountId)
  const expiring = await expiringReservations(tx, {
    accountId: party.accountId,
    timeZone: context.timeZone,
    exceptNumber: hold.documentNumber,
  })
  const forcedUntil = await forcedUntilOf(tx, party.accountId)
  const ways = waysOut({ facts, items, later: { forcedUntil, expiring } }, rules.content)
  const order = {
    ...{ number: hold.documentNumber, minor: hold.amountMinor, currency: hold.currency },
    customer: hold.customerName,
  }
  return { verdict, ways, plain: plainView(order, verdict.decision.reasons, ways), ...coverOf(verdict, hold) }
}

/** The verdict of a check at this moment, nothing taken and nothing kept. */
async function verdictOf(tx: Tx, hold: Hold, context: CheckContext) {
  const request = checkOfHold(hold, { reserve: false, trigger: 're-evaluation', submittedBy: 'system' })
  const [party] = await loadParties(tx, [request], context.today)
  const [state] = await loadDocumentStates(tx, [{ ...request.document, checkpoint: request.checkpoint }])
  const rules = await rulesInForce(tx, context.at)
  if (!party || !state) throw new Error(`the account of hold ${hold.id} has vanished`)
  const targets = [
    ...new Set([
      party.account.currency,
      party.group.limit?.currency ?? party.account.currency,
      hold.currency,
    ]),
  ]
  const sources = new Set([
    hold.currency,
    ...targets,
    ...[...party.account.exposure, ...party.group.exposure].map((part) => part.currency),
  ])
  const pairs = [...sources].flatMap((from) =>
    targets.filter((to) => to !== from).map((to) => ({ from, to })),
  )
  const rates = Object.fromEntries(await ratesInto(tx, pairs, context.today))
  const working = new WorkingState<typeof party>()
  working.add(party)
  const verdict = decideOne({ request, state, party, rules, rates, working, context })
  if (verdict.kind !== 'decided') throw new Error(`hold ${hold.id} cannot be judged`)
  return { verdict, rules }
}

function coverOf({ facts, party }: DecidedVerdict, hold: Hold): { coveredMinor: bigint; paidMinor: bigint } {
  const { account } = party
  const { currency } = account
  const into = (minor: bigint) => convert(minor, currency, hold.currency, facts.rates) ?? 0n
  const unapplied = account.exposure.reduce((sum, part) => {
    const minor = convert(-part.buckets.unapplied, part.currency, hold.currency, facts.rates)
    return sum + (minor ?? 0n)
  }, 0n)
  const room = roomWithoutOrder(facts, party)
  // Money that the segment leaves out of the exposure pays for the order all the same.
  const cover = into(room > 0n ? room : 0n) + (account.unappliedCounts ? 0n : unapplied)
  const covered = cover < hold.amountMinor ? cover : hold.amountMinor
  return { coveredMinor: covered, paidMinor: unapplied < covered ? unapplied : covered }
}

/** Room for the order: what it holds itself already (a part that may ship) is given back first. Account currency. */
function roomWithoutOrder(facts: DecidedVerdict['facts'], party: DecidedVerdict['party']): bigint {
  const { account, group } = party
  const own = facts.own.reduce((sum, part) => {
    const minor = convert(part.reservedMinor, part.currency, account.currency, facts.rates)
    return sum + (minor ?? 0n)
  }, 0n)
  const exposure = totalIn(account.exposure, account.currency, facts.rates, account.unappliedCounts)
  if (exposure === null) return 0n
  const rooms: bigint[] = []
  const limit = limitOf(facts)
  if (limit !== null) rooms.push(limit - exposure + own)
  if (group.limit !== null && group.limit.mode !== 'unlimited') {
    const total = totalIn(group.exposure, group.limit.currency, facts.rates, account.unappliedCounts)
    const left = total === null ? null : (group.limit.minor ?? 0n) - total
    const here =
      left === null || left <= 0n ? 0n : convert(left, group.limit.currency, account.currency, facts.rates)
    rooms.push((here ?? 0n) + own)
  }
  if (rooms.length === 0)
    return convert(facts.amountMinor, facts.currency, account.currency, facts.rates) ?? 0n
  return rooms.reduce((least, room) => (room < least ? room : least))
}

function limitOf(facts: DecidedVerdict['facts']): bigint | null {
  const limit = effectiveLimit(facts.account.limitMode, facts.account.limitLines, facts.today)
  if (limit.state === 'unlimited') return null
  return limit.state === 'amount' ? limit.minor : 0n
}
