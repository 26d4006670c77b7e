import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Database } from '../../platform/db/types.js'
import { checkCredit } from '../credit-control/check-credit.js'
import type { CheckRequest } from '../credit-control/check-request.js'
import type { StoredDecision } from '../credit-control/decision-store.js'
import { totalOf } from '../exposure/domain/document.js'
import type { DemoCustomer, DemoDocument } from './domain/book.js'
import { RefusedOrders } from './domain/refused-orders.js'
import { instantUpTo } from './instant-on.js'
import { loadDocuments } from './load-documents.js'

export interface ReplayContext {
  /** When the book was begun: nothing lies later. */
  readonly startedAt: Date
  readonly timeZone: string
  readonly customers: ReadonlyMap<string, DemoCustomer>
  /** What the office does with the orders held on a day; gives the holds that were released. */
  readonly workOnHolds: (held: readonly StoredDecision[], today: CalendarDay) => Promise<ReadonlySet<string>>
  /** What else the office does on a day, when its documents are recorded. */
  readonly closeDay: (today: CalendarDay) => Promise<void>
}

/**
 * Replays the book's last days as the office lived them: each new order is checked before it is recorded. What passes
 * or is released becomes an order; what stays held or was rejected never does, nor anything that would follow from it.
 */
export async function replayRecentDays(
  db: Database,
  documents: readonly DemoDocument[],
  context: ReplayContext,
  onRecorded: (count: number) => void,
): Promise<void> {
  const refused = new RefusedOrders()
  for (const [today, ofDay] of byDay(documents)) {
    const orders = ofDay.filter(({ type, version }) => type === 'order' && version === 1n)
    const decisions = await checkOrders(db, orders, today, context)
    const held = decisions.filter((decision) => decision.outcome === 'held')
    const released = await context.workOnHolds(held, today)
    for (const decision of decisions) {
      const stopped =
        decision.outcome === 'rejected' || (decision.outcome === 'held' && !isReleased(decision, released))
      if (stopped) refused.refuse({ type: 'order', number: decision.documentNumber })
    }
    const rest = ofDay.flatMap((document) => refused.remainder(document) ?? [])
    await loadDocuments(db, rest, context.timeZone, () => undefined)
    await context.closeDay(today)
    onRecorded(ofDay.length)
  }
}

function isReleased(decision: StoredDecision, released: ReadonlySet<string>): boolean {
  return decision.holdId !== null && released.has(decision.holdId)
}

async function checkOrders(
  db: Database,
  orders: readonly DemoDocument[],
  today: CalendarDay,
  context: ReplayContext,
): Promise<StoredDecision[]> {
  const requests = orders.map((order) => requestOf(order, context.customers))
  if (requests.length === 0) return []
  const at = instantUpTo(context.startedAt, today, context.timeZone, 2)
  const answers = await db.transaction((tx) =>
    checkCredit(tx, requests, { at, today, timeZone: context.timeZone }),
  )
  return answers.map((answer) => {
    if (answer instanceof Error) throw new Error(`demo book: a check was refused: ${answer.message}`)
    return answer
  })
}

function requestOf(order: DemoDocument, customers: ReadonlyMap<string, DemoCustomer>): CheckRequest {
  const customer = customers.get(order.customerCode)
  const terms = customer?.trades.find((trade) => trade.segment === order.segment)
  return {
    checkpoint: 'order',
    customerCode: order.customerCode,
    segmentCode: order.segment,
    document: {
      source: order.source,
      type: 'order',
      number: order.number,
      version: order.version,
      orderNumber: null,
    },
    amount: { minor: totalOf(order.lines), currency: order.currency },
    netDays: terms?.netDays ?? null,
    shipOn: order.lines[0]?.shipOn ?? null,
    reserve: true,
    trigger: 'check',
    submittedBy: customer?.ownerUsername ?? 'system',
    scope: null,
  }
}

function byDay(documents: readonly DemoDocument[]): [CalendarDay, DemoDocument[]][] {
  const days = new Map<CalendarDay, DemoDocument[]>()
  for (const document of documents) {
    const ofDay = days.get(document.recordedOn)
    if (ofDay) ofDay.push(document)
    else days.set(document.recordedOn, [document])
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1))
}
