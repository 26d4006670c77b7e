import { systemPrincipal } from '../../kernel/access.js'
import { addDays, addMonths, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import { moneyText } from '../../kernel/report/texts.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudits } from '../audit/record-audit.js'
import { putBrokenPromises } from '../customers/customer-store.js'
import { enqueueEvents } from '../notifications/enqueue-event.js'
import { notify } from '../notifications/notify.js'
import { judgePromise, promiseTransitions } from './domain/promise-outcome.js'
import { readMoney } from './item-store.js'
import { max0 } from './make-promise.js'
import {
  itemsOfPromises,
  lockPromisesToJudge,
  miscountedCustomers,
  putOutcomes,
  putReceived,
  type ListedPromise,
  type StoredPromiseItem,
} from './promise-store.js'
import { getArrangementSettings } from './settings-store.js'

/** How long the ledger may still change its mind: money booked late, a receipt that bounced. */
const REJUDGED_DAYS = 60
const COUNTED = 5_000

export interface Judging {
  readonly at: Date
  readonly today: CalendarDay
  /** Only promises of this customer; null: all. */
  readonly customerId: Id | null
  readonly after: Id | null
  readonly limit: number
}

interface Judged {
  readonly before: ListedPromise
  readonly after: ListedPromise
  readonly items: readonly StoredPromiseItem[]
}

/**
 * Holds promises against the ledger: notes what came in of each, which were kept, and which were broken, and tells
 * subscribers of the latter, all in one transaction. May be repeated. Gives the id to go on after; null at the end.
 */
export async function judgePromises(
  tx: Tx,
  { at, today, customerId, after, limit }: Judging,
): Promise<Id | null> {
  const promises = await lockPromisesToJudge(tx, {
    ...{ customerId, after, limit },
    judgedSince: addDays(today, -REJUDGED_DAYS),
  })
  const items = await itemsOfPromises(
    tx,
    promises.map(({ id }) => id),
  )
  const judged = await heldAgainstLedger(tx, promises, items, { at, today })
  await store(tx, judged)
  await tell(tx, judged, at)
  const { brokenPromiseMonths } = await getArrangementSettings(tx)
  const moved = judged.filter((one) => one.before.status !== one.after.status)
  const customerIds = [...new Set(moved.map((one) => one.after.customerId))]
  if (customerIds.length > 0)
    await countBroken(tx, { since: addMonths(today, -brokenPromiseMonths), customerIds })
  return promises.length < limit ? null : (promises.at(-1)?.id ?? null)
}

/** Counts broken promises again for everybody: with the months, old ones stop counting. */
export async function recountBroken(tx: Tx, today: CalendarDay): Promise<number> {
  const { brokenPromiseMonths } = await getArrangementSettings(tx)
  return countBroken(tx, { since: addMonths(today, -brokenPromiseMonths), customerIds: null })
}

async function countBroken(
  tx: Tx,
  wanted: { readonly since: CalendarDay; readonly customerIds: readonly Id[] | null },
): Promise<number> {
  const counts = await miscountedCustomers(tx, { ...wanted, limit: COUNTED })
  await putBrokenPromises(tx, counts)
  return counts.length
}

async function heldAgainstLedger(
  tx: Tx,
  promises: readonly ListedPromise[],
  items: readonly StoredPromiseItem[],
  { at, today }: { readonly at: Date; readonly today: CalendarDay },
): Promise<Judged[]> {
  const untilOf = new Map(promises.map(({ id, untilOn }) => [id, untilOn]))
  const money = await readMoney(
    tx,
    items.map((item) => ({ ...item, untilOn: untilOf.get(item.promiseId) ?? today })),
  )
  const priced = items.map((item, index) => ({ item, money: money[index] }))
  return promises.map((before) => {
    const own = priced.filter(({ item }) => item.promiseId === before.id)
    const outcome = judgePromise(
      own.map(({ item, money: m }) => ({
        promisedMinor: item.amountMinor,
        openMinor: max0(m?.openMinor ?? 0n),
        receivedMinor: max0((m?.paidMinor ?? 0n) - item.paidBeforeMinor),
        inTimeMinor: max0((m?.paidInTimeMinor ?? 0n) - item.paidBeforeMinor),
      })),
      { today, untilOn: before.untilOn },
    )
    return {
      before,
      after: movedTo(before, outcome.status, sum(outcome.receivedMinor), { at, today }),
      items: own.map(({ item }, index) => ({ ...item, receivedMinor: outcome.receivedMinor[index] ?? 0n })),
    }
  })
}

/** The promise as the ledger says; a step that its state table does not have leaves the status as it is. */
function movedTo(
  before: ListedPromise,
  status: ListedPromise['status'],
  receivedMinor: bigint,
  { at, today }: { readonly at: Date; readonly today: CalendarDay },
): ListedPromise {
  if (status === before.status || !promiseTransitions[before.status].includes(status))
    return { ...before, receivedMinor }
  const missed = status === 'broken' || status === 'partly'
  return {
    ...{ ...before, status, receivedMinor, endedAt: at, endedBy: systemPrincipal.label },
    endedOn: missed ? addDays(before.untilOn, 1) : today,
  }
}

async function store(tx: Tx, judged: readonly Judged[]): Promise<void> {
  const changed = judged.filter(
    ({ before, after }) => before.status !== after.status || before.receivedMinor !== after.receivedMinor,
  )
  await putOutcomes(
    tx,
    changed.map(({ after }) => after),
  )
  await putReceived(
    tx,
    changed.flatMap(({ items }) => items),
  )
}

async function tell(tx: Tx, judged: readonly Judged[], at: Date): Promise<void> {
  const moved = judged.filter(({ before, after }) => before.status !== after.status)
  await recordAudits(
    tx,
    moved.map(({ before, after }) => ({
      ...{ actor: systemPrincipal, action: `promise.${after.status}`, at },
      ...{ objectType: 'customer', objectId: after.customerCode },
      before: { promiseId: before.id, status: before.status },
      after: { status: after.status, received: moneyJson(after.receivedMinor, after.currency) },
    })),
  )
  const missed = moved.filter(({ before, after }) => isMissed(after) && !isMissed(before))
  await enqueueEvents(
    tx,
    missed.map(({ after, items }) => ({ event: 'promise.broken', payload: brokenPayload(after, items), at })),
  )
  for (const { after } of missed) await tellPeople(tx, after, at)
}

/** Who noted the promise and who sells to the customer hear of it once. */
async function tellPeople(tx: Tx, promise: ListedPromise, at: Date): Promise<void> {
  const { id, customerCode, customerName, currency, createdBy, ownerUsername, payOn } = promise
  await notify(tx, {
    ...{ kind: 'promise_broken', subject: id, link: `/worklist/${encodeURIComponent(customerCode)}`, at },
    to: { usernames: ownerUsername === null ? [createdBy] : [createdBy, ownerUsername] },
    data: {
      ...{ customer: customerName, code: customerCode, payOn },
      amount: moneyText(moneyJson(promise.amountMinor, currency)),
      received: moneyText(moneyJson(promise.receivedMinor, currency)),
    },
  })
}

function isMissed({ status }: ListedPromise): boolean {
  return status === 'broken' || status === 'partly'
}

function brokenPayload(promise: ListedPromise, items: readonly StoredPromiseItem[]) {
  const { id, customerCode, payOn, status, amountMinor, receivedMinor, currency } = promise
  return {
    ...{ id, customerCode, payOn, status },
    ...{ amount: moneyJson(amountMinor, currency), received: moneyJson(receivedMinor, currency) },
    items: items.map((item) => ({
      document: { source: item.source, type: 'invoice', number: item.number },
      itemNo: item.itemNo,
      ...{ amount: moneyJson(item.amountMinor, currency), received: moneyJson(item.receivedMinor, currency) },
    })),
  }
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
