import { systemPrincipal, type Principal } from '../../kernel/access.js'
import { addDays, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import type { CustomerEffects } from '../customers/upsert-customers.js'
import { principalOfUser } from '../identity/authenticate.js'
import { createDemoUsers } from '../identity/create-user.js'
import { demoOffice, type DemoAccount as DemoUser } from '../identity/domain/demo-accounts.js'
import { getOrganisation, updateOrganisation } from '../identity/organisation-store.js'
import { anyUserExists, findUser, listDemoUsers } from '../identity/user-store.js'
import type { LimitEffects } from '../limits/limit-effects.js'
import { rateCustomers } from '../scoring/rate-customers.js'
import { accountsOf } from './domain/accounts.js'
import { DEFAULT_CUSTOMERS, DEFAULT_MONTHS, type BookParams, type DemoDocument } from './domain/book.js'
import { generateCustomers } from './domain/customer.js'
import { generateHistory } from './domain/history.js'
import { SALES_TEAM } from './domain/sales-team.js'
import { instantOn } from './instant-on.js'
import { loadCreditFiles, loadCustomers, loadSegments } from './load-customers.js'
import { loadDocuments } from './load-documents.js'
import { loadAccounts, loadGroupLimits } from './load-limits.js'
import { replayRecentDays } from './replay-recent-days.js'
import { workOnHolds } from './work-on-holds.js'

const SEED = 20_260_101

/** How many of the last days the credit office has been at work: orders checked, holds released or refused. */
const OFFICE_DAYS = 21

/** Ages in months at which the whole book was rated before today, oldest first. */
const RATED_MONTHS_AGO = [12, 9, 6, 3]

export interface LoadStep {
  readonly step: 'customers' | 'documents' | 'limits' | 'orders' | 'ratings'
  readonly done: number
  readonly total: number
}

export interface LoadOptions {
  readonly effects: CustomerEffects & LimitEffects
  readonly customers?: number
  readonly months?: number
  readonly seed?: number
  readonly onProgress?: (step: LoadStep) => void
}

/**
 * True while an installation is empty, or holds a demo book whose loading was interrupted. Whoever has made an own
 * user has a real installation, which is never filled.
 */
export async function needsDemoBook({ db }: Pick<Deps, 'db'>): Promise<boolean> {
  if ((await getOrganisation(db)).demoBook) return false
  return !(await anyUserExists(db)) || (await listDemoUsers(db)).length > 0
}

/**
 * Fills an installation with the demo book through the same use cases that an ERP's data comes by. Interrupted, it
 * goes on when called again: the book's last day is the day its users were made.
 */
export async function loadDemoBook(deps: Deps, options: LoadOptions): Promise<void> {
  const { db } = deps
  const { timeZone } = await getOrganisation(db)
  const startedAt = await ensureDemoUsers(deps)
  const params: BookParams = {
    seed: options.seed ?? SEED,
    customers: options.customers ?? DEFAULT_CUSTOMERS,
    months: options.months ?? DEFAULT_MONTHS,
    endOn: dayInZone(startedAt, timeZone),
  }
  const told = (step: LoadStep): void => options.onProgress?.(step)
  const customers = [...generateCustomers(params)]
  const histories = customers.map((customer) => generateHistory(params, customer))
  const accounts = customers.flatMap((customer, place) =>
    accountsOf(params, customer, histories[place] ?? { documents: [], disputes: [] }),
  )
  await db.transaction((tx) => loadSegments(tx, params, startedAt))
  await loadCustomers(db, params, customers, { at: startedAt, effects: options.effects })
  await loadCreditFiles(db, params, customers, { at: startedAt, timeZone })
  told({ step: 'customers', done: customers.length, total: customers.length })

  const officeOn = addDays(params.endOn, -OFFICE_DAYS)
  const documents = histories.flatMap((history) => history.documents)
  const [early, late] = splitAt(documents, officeOn)
  const counted = counter('documents', documents.length, told)
  await loadDocuments(db, early, timeZone, counted)
  const limits = { at: instantOn(officeOn, timeZone, 1), today: officeOn, effects: options.effects }
  await loadAccounts(db, accounts, limits)
  await loadGroupLimits(db, params, accounts, limits.at)
  told({ step: 'limits', done: accounts.length, total: accounts.length })

  const manager = await managerOf(deps)
  const byCode = new Map(customers.map((customer) => [customer.code, customer]))
  const office = { timeZone, customers: byCode, workOnHolds: holdsDesk(deps, params, timeZone, manager) }
  await replayRecentDays(db, late, office, counted)
  await rateBook(deps, params, timeZone, told)
  await finish(deps, startedAt)
}

/** The users of the book, made first; gives the instant at which that happened. */
async function ensureDemoUsers({ db, now }: Deps): Promise<Date> {
  const [known] = await listDemoUsers(db)
  if (known) return known.createdAt
  const sales = SALES_TEAM.map(({ username, name }): DemoUser => ({
    username,
    displayName: name,
    role: 'sales',
    releaseAuthority: null,
  }))
  const at = now()
  await db.transaction((tx) => createDemoUsers(tx, systemPrincipal, [...demoOffice, ...sales], at))
  return at
}

async function managerOf({ db }: Deps): Promise<Principal> {
  const user = await findUser(db, 'manager')
  if (!user) throw new Error('demo book: the credit manager is missing')
  return principalOfUser({ ...user, userId: user.id })
}

function holdsDesk({ db }: Deps, params: BookParams, timeZone: string, manager: Principal) {
  return (held: Parameters<typeof workOnHolds>[1], today: CalendarDay) =>
    workOnHolds(db, held, today, { manager, params, timeZone })
}

function splitAt(documents: readonly DemoDocument[], on: CalendarDay): [DemoDocument[], DemoDocument[]] {
  const early = documents.filter((document) => document.recordedOn < on)
  return [early, documents.filter((document) => document.recordedOn >= on)]
}

function counter(
  step: LoadStep['step'],
  total: number,
  told: (step: LoadStep) => void,
): (count: number) => void {
  let done = 0
  return (count) => {
    done += count
    told({ step, done, total })
  }
}

/** Rates all customers as of some days of the past year, as it was known then, and as of today. */
async function rateBook(
  deps: Deps,
  params: BookParams,
  timeZone: string,
  told: (step: LoadStep) => void,
): Promise<void> {
  const days = RATED_MONTHS_AGO.filter((months) => months < params.months).map((months) =>
    addDays(params.endOn, -30 * months),
  )
  for (const [place, asOf] of [...days, params.endOn].entries()) {
    const at = asOf === params.endOn ? deps.now() : instantOn(asOf, timeZone, 12)
    await rateCustomers({ ...deps, now: () => at }, { asOf, actor: systemPrincipal })
    told({ step: 'ratings', done: place + 1, total: days.length + 1 })
  }
}

/** Marks the book as complete; from now on it is never loaded again. */
async function finish({ db }: Deps, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const organisation = await getOrganisation(tx)
    await updateOrganisation(tx, { ...organisation, name: '信衡演示股份有限公司', demoBook: true }, at)
  })
}
