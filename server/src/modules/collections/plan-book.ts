import type { Id } from '../../kernel/ids.js'
import type { Database, Queryable } from '../../platform/db/types.js'
import { planCustomer } from './domain/plan-customer.js'
import type { CustomerPlan } from './domain/plan.js'
import type { CustomerFacts } from './domain/plan-facts.js'
import { loadPlanFacts } from './load-plan-facts.js'
import type { PlanFrame } from './plan-frame.js'

/** Customers of one page; bounds memory and the length of a transaction. */
const PAGE = 500

export interface PlannedPage {
  readonly customers: readonly CustomerFacts[]
  readonly plans: readonly CustomerPlan[]
  /** The last customer of the page; null when there are no more. */
  readonly last: Id | null
}

/** Plans the day for the customers after `after`; `only` narrows to one customer, `part` to a part of them. */
export async function planPage(
  db: Queryable,
  { facts, dayOf }: PlanFrame,
  {
    after,
    only = null,
    part = null,
  }: { readonly after: Id | null; readonly only?: Id | null; readonly part?: number | null },
): Promise<PlannedPage> {
  const { customers, last } = await loadPlanFacts(db, { after, limit: PAGE, only, part }, facts)
  const day = dayOf(facts.on)
  return { customers, plans: customers.map((customer) => planCustomer(customer, day)), last }
}

/** Pages of the book in the order of customers' ids, at most `customersMax` customers of them. */
export async function* planBook(
  db: Database,
  frame: PlanFrame,
  customersMax: number,
): AsyncGenerator<PlannedPage> {
  let after: Id | null = null
  let seen = 0
  do {
    const page: PlannedPage = await planPage(db, frame, { after })
    yield page
    seen += page.customers.length
    after = page.last
  } while (after !== null && seen < customersMax)
}
