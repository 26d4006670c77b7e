import type { Principal } from '../../kernel/access.js'
import { addDays, addMonths, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { analyseTables } from '../../platform/db/analyse-tables.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Database } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { assignCollectors } from '../collections/assign-collectors.js'
import { evaluateHoldsOfGroup } from '../credit-control/evaluate-hold.js'
import type { CashEffects } from '../cash-application/cash-effects.js'
import type { Approvals } from '../approvals/subject.js'
import type { CustomerEffects } from '../customers/upsert-customers.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { LimitEffects } from '../limits/limit-effects.js'
import { proposeLimits } from '../policy/propose-limits.js'
import { planReviews, warnOfAllStanding } from '../re-rating/jobs.js'
import { forgetMarks } from '../scoring/re-rating/mark-store.js'
import { collectOn, collectorOf } from './collect-receivables.js'
import type { CollectingOffice } from './collecting-office.js'
import { demoUser, ensureDemoUsers, markComplete, needsDemoBook } from './demo-office.js'
import { accountsOf, type DemoAccount } from './domain/accounts.js'
import {
  DEFAULT_CUSTOMERS,
  DEFAULT_MONTHS,
  type BookParams,
  type DemoCustomer,
  type DemoDocument,
} from './domain/book.js'
import { collectingDays } from './domain/collecting.js'
import { generateCustomers } from './domain/customer.js'
import { marginsOf, type DemoMargin } from './domain/margins.js'
import { generateHistory } from './domain/history.js'
import { instantOn } from './instant-on.js'
import { loadFlows, loadRequests } from './load-approvals.js'
import { loadBankLines } from './load-bank-lines.js'
import { loadBills } from './load-bills.js'
import { loadContacts } from './load-contacts.js'
import { loadBlackList, loadCreditFiles, loadCustomers, loadSegments } from './load-customers.js'
import { loadDeductions } from './load-deductions.js'
import { loadDocuments } from './load-documents.js'
import { loadAccounts, loadGroupLimits } from './load-limits.js'
import { loadMargins } from './load-margins.js'
import { loadProvisions } from './load-provisions.js'
import { loadRecoveries } from './load-recoveries.js'
import { loadStatements } from './load-statements.js'
import { loadStrategies } from './load-strategies.js'
import { whileLoadingAlone } from './loading-lock-store.js'
import { ratePast } from './rate-past.js'
import { replayRecentDays } from './replay-recent-days.js'
import { workOnHolds } from './work-on-holds.js'

const SEED = 20_260_101

/** How many of the last days the credit office has been at work: orders checked, holds released or refused. */
const OFFICE_DAYS = 21

export interface LoadProgress {
  readonly step: 'customers' | 'documents' | 'ratings'
  readonly done: number
  readonly total: number
}

export interface LoadOptions {
  readonly effects: CustomerEffects & LimitEffects & CashEffects
  readonly approvals: Approvals
  /** Seals phones and account numbers. */
  readonly secrets: SecretBox
  readonly customers?: number | undefined
  readonly months?: number | undefined
  readonly seed?: number | undefined
  readonly onProgress?: (progress: LoadProgress) => void
}

interface Loading {
  readonly deps: Deps
  readonly db: Database
  readonly params: BookParams
  readonly timeZone: string
  /** The instant at which the book was begun; its last day is that day. */
  readonly startedAt: Date
  readonly effects: CustomerEffects & LimitEffects & CashEffects
  readonly approvals: Approvals
  readonly secrets: SecretBox
  readonly told: (progress: LoadProgress) => void
  readonly customers: readonly DemoCustomer[]
  readonly documents: readonly DemoDocument[]
  readonly accounts: readonly DemoAccount[]
  readonly margins: readonly { readonly customerCode: string; readonly months: readonly DemoMargin[] }[]
}

/**
 * Fills an installation with the demo book through the same use cases that an ERP's data comes by. Interrupted, it
 * goes on with the same book when called again. Does nothing on an installation that is complete or in real use.
 *
 * @returns whether it filled the installation
 */
export async function loadDemoBook(deps: Deps, options: LoadOptions): Promise<boolean> {
  return whileLoadingAlone(deps.db, async () => {
    if (!(await needsDemoBook(deps.db))) return false
    const loading = await prepare(deps, options)
    const officeOn = addDays(loading.params.endOn, -OFFICE_DAYS)
    await loadMasterData(loading)
    await loadTrade(loading, officeOn)
    await analyseTables(deps.db)
    const { params, startedAt: at, effects } = loading
    await loadBankLines(deps, { endOn: params.endOn, at, by: 'finance', effects })
    const office = {
      at,
      today: params.endOn,
      by: 'finance',
      actor: await demoUser(deps.db, 'finance'),
      effects,
    }
    await loadBills(deps.db, office)
    await loadDeductions(deps.db, office)
    await rateBook(loading)
    await propose(loading)
    await planReviews(deps)
    await warnOfAllStanding(deps)
    await loadStrategies(deps)
    await loadOpenRequests(loading)
    await closeMonths(loading)
    await loadMargins(deps.db, loading.margins, loading.startedAt)
    await analyseTables(deps.db)
    await markComplete(deps.db, loading.startedAt)
    return true
  })
}

async function prepare(deps: Deps, options: LoadOptions): Promise<Loading> {
  const { db } = deps
  const { timeZone } = await getOrganisation(db)
  const startedAt = await ensureDemoUsers(deps)
  const params: BookParams = {
    seed: options.seed ?? SEED,
    customers: options.customers ?? DEFAULT_CUSTOMERS,
    months: options.months ?? DEFAULT_MONTHS,
    endOn: dayInZone(startedAt, timeZone),
  }
  const customers = [...generateCustomers(params)]
  const histories = customers.map((customer) => ({ customer, own: generateHistory(params, customer) }))
  return {
    deps,
    db,
    params,
    timeZone,
    startedAt,
    effects: options.effects,
    approvals: options.approvals,
    secrets: options.secrets,
    told: (progress) => options.onProgress?.(progress),
    customers,
    documents: histories.flatMap(({ own }) => own),
    margins: histories.map(({ customer, own }) => ({
      customerCode: customer.code,
      months: marginsOf(params, customer, own),
    })),
    accounts: histories.flatMap(({ customer, own }) => accountsOf(params, customer, own)),
  }
}

async function loadMasterData({
  db,
  params,
  customers,
  startedAt,
  timeZone,
  effects,
  secrets,
  told,
}: Loading): Promise<void> {
  await db.transaction((tx) => loadSegments(tx, params, startedAt))
  await loadCustomers(db, customers, { at: startedAt, effects })
  await loadBlackList(db, params, customers, { timeZone, effects })
  await loadCreditFiles(db, params, customers, { at: startedAt, timeZone })
  await loadContacts(db, params, customers, { secrets, at: startedAt })
  told({ step: 'customers', done: customers.length, total: customers.length })
}

/** The old trade as it was brought over, then limits, then the days since the office has been at work. */
async function loadTrade(loading: Loading, officeOn: CalendarDay): Promise<void> {
  const { db, params, timeZone, documents, accounts, effects, approvals, told } = loading
  let done = 0
  const counted = (count: number): void => {
    done += count
    told({ step: 'documents', done, total: documents.length })
  }
  const collecting = await collectingOffice(loading)
  const days = collectingDays(params.endOn)
  let early = documents.filter((document) => document.recordedOn < officeOn)
  for (const day of days.filter((one) => one < officeOn)) {
    const passed = early.filter(({ recordedOn }) => recordedOn <= day)
    early = early.filter(({ recordedOn }) => recordedOn > day)
    await loadDocuments(db, passed, timeZone, counted)
    await collectOn(collecting, day)
  }
  await loadDocuments(db, early, timeZone, counted)
  const at = instantOn(officeOn, timeZone, 1)
  await loadAccounts(db, accounts, { at, today: officeOn, effects, approvals })
  await loadGroupLimits(db, params, accounts, at)

  await loadFlows(db, approvals, at)
  const people = { manager: await demoUser(db, 'manager'), analyst: await demoUser(db, 'analyst') }
  const late = documents.filter((document) => document.recordedOn >= officeOn)
  const heldGroups = new Set<string>()
  const office = {
    timeZone,
    startedAt: loading.startedAt,
    customers: new Map(loading.customers.map((customer) => [customer.code, customer])),
    workOnHolds: (held: Parameters<typeof workOnHolds>[1], today: CalendarDay) => {
      for (const decision of held) heldGroups.add(decision.groupId)
      return workOnHolds(db, held, today, { ...people, params, timeZone, approvals })
    },
    closeDay: async (today: CalendarDay) => {
      if (days.includes(today)) await collectOn(collecting, today)
    },
  }
  await replayRecentDays(db, late, office, counted)
  const now = { at: loading.startedAt, today: params.endOn, timeZone }
  for (const groupId of heldGroups) await db.transaction((tx) => evaluateHoldsOfGroup(tx, groupId, now))
}

/** Who collects, and of which customers where that is not their salesperson. */
async function collectingOffice(loading: Loading): Promise<CollectingOffice> {
  const { db, params, timeZone, approvals, documents, startedAt: at } = loading
  const usernames = [...new Set(loading.customers.map(collectorOf)), 'finance', 'analyst']
  const people = new Map<string, Principal>()
  for (const username of usernames) people.set(username, await demoUser(db, username))
  const manager = await demoUser(db, 'manager')
  for (const username of ['finance', 'analyst']) {
    const own = loading.customers.filter((customer) => collectorOf(customer) === username)
    const codes = own.map(({ code }) => code)
    await db.transaction((tx) => assignCollectors(tx, codes, username, { actor: manager, at }))
  }
  const receipts = documents.filter(({ type, status }) => type === 'receipt' && status !== 'cancelled')
  const paidOn = new Map(
    receipts.flatMap(({ on, allocations }) => allocations.map(({ number }) => [number, on] as const)),
  )
  const customers = new Map(loading.customers.map((customer) => [customer.code, customer]))
  return { db, params, timeZone, approvals, customers, paidOn, people, manager }
}

/** The last month ends: statements that customers answered, agings that were kept, provisions, debts given up. */
async function closeMonths(loading: Loading): Promise<void> {
  const { deps, db, params, timeZone, startedAt, approvals } = loading
  const people = { manager: await demoUser(db, 'manager'), finance: await demoUser(db, 'finance') }
  const ending = { ...people, endOn: params.endOn, startedAt, timeZone }
  await loadStatements(deps, ending)
  await loadProvisions(deps, ending)
  await loadRecoveries(deps, { ...ending, approvals })
}

/** Rates the book as of the past and today. */
async function rateBook({ deps, db, params, timeZone, startedAt, told }: Loading): Promise<void> {
  await ratePast({
    ...{ deps, timeZone, startedAt, endOn: params.endOn, analyst: await demoUser(db, 'analyst') },
    beganOn: addMonths(params.endOn, -params.months),
    told: (done, total) => told({ step: 'ratings', done, total }),
  })
  await deps.db.transaction(forgetMarks)
}

/** Requests for credit that wait for approval. */
async function loadOpenRequests({
  db,
  accounts,
  params,
  approvals,
  effects,
  startedAt,
}: Loading): Promise<void> {
  const people = { manager: await demoUser(db, 'manager'), analyst: await demoUser(db, 'analyst') }
  const office = { approvals, effects, ...people, at: startedAt, today: params.endOn }
  await loadRequests(db, accounts, office)
}

/** The analyst has the policy propose limits and terms for the whole book; nothing is decided yet. */
async function propose({ deps, db, startedAt }: Loading): Promise<void> {
  await proposeLimits({ ...deps, now: () => startedAt }, { actor: await demoUser(db, 'analyst') })
}
