import { addDays, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { PlannedContact, SetAside } from './domain/plan.js'
import { noContacts, simulateCustomer, type DayCount } from './domain/simulate.js'
import type { StrategyDocument } from './domain/strategy.js'
import type { RunFigures } from './dunning-run-store.js'
import { planBook } from './plan-book.js'
import { planFrame } from './plan-frame.js'
import { countPlanCustomers } from './plan-facts-store.js'
import { newTally } from './run-dunning.js'

/** Customers looked at on request; more is said to be left out. */
const CUSTOMERS_MAX = 20_000
const SHOWN_MAX = 100

export interface Preview {
  readonly on: CalendarDay
  readonly figures: RunFigures
  /** Customers with something to pay; more than were looked at on a large book. */
  readonly customersTotal: number
  readonly contacts: readonly PlannedContact[]
  readonly asides: readonly SetAside[]
}

/** What a document would do on a day with the book as it stands, without writing anything. */
export async function previewStrategies(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  document: StrategyDocument,
  wantedOn: CalendarDay | undefined,
): Promise<Preview> {
  const at = now()
  const on = wantedOn ?? dayInZone(at, (await getOrganisation(db)).timeZone)
  const frame = await db.transaction((tx) => planFrame(tx, document, { on, at }))
  const tally = newTally()
  const contacts: PlannedContact[] = []
  const asides: SetAside[] = []
  for await (const { plans } of planBook(db, frame, CUSTOMERS_MAX)) {
    for (const plan of plans) {
      tally.add(plan)
      contacts.push(...plan.contacts.slice(0, SHOWN_MAX - contacts.length))
      asides.push(...plan.asides.slice(0, SHOWN_MAX - asides.length))
    }
  }
  return { on, figures: tally.figures(), customersTotal: await countPlanCustomers(db), contacts, asides }
}

export interface Simulation {
  readonly days: readonly { readonly on: CalendarDay; readonly counts: DayCount }[]
  readonly customers: number
  readonly customersTotal: number
}

/** What a document would do on each of the coming days if nobody paid and nothing new was invoiced. */
export async function simulateStrategies(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  document: StrategyDocument,
  days: number,
): Promise<Simulation> {
  const at = now()
  const from = dayInZone(at, (await getOrganisation(db)).timeZone)
  const frame = await db.transaction((tx) => planFrame(tx, document, { on: from, at }))
  const counts = Array.from({ length: days }, noContacts)
  let customers = 0
  const ahead = { days, dayOf: frame.dayOf, toBase: frame.facts.toBase }
  for await (const page of planBook(db, frame, CUSTOMERS_MAX)) {
    for (const customer of page.customers) simulateCustomer(customer, from, ahead, counts)
    customers += page.customers.length
  }
  return {
    days: counts.map((count, index) => ({ on: addDays(from, index), counts: count })),
    ...{ customers, customersTotal: await countPlanCustomers(db) },
  }
}
