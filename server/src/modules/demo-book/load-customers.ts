import { systemPrincipal } from '../../kernel/access.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { findCustomersByCode } from '../customers/customer-store.js'
import { putFxRate } from '../customers/fx-store.js'
import { findSegment, putSegment } from '../customers/segment-store.js'
import { upsertCustomers, type CustomerEffects, type CustomerInput } from '../customers/upsert-customers.js'
import { recordFacts, type FactEntry } from '../facts/record-facts.js'
import { blacklistedOn } from './domain/accounts.js'
import type { BookParams, DemoCustomer } from './domain/book.js'
import { creditFileOf } from './domain/credit-file.js'
import { generateRates } from './domain/fx.js'
import { SEGMENTS } from './domain/sales-team.js'
import { instantOn } from './instant-on.js'

/** Customers, and facts, that one transaction writes. */
const CUSTOMERS = 1_000
const FACTS = 5_000

/** Sets up the two segments and the exchange rates of the book's months. */
export async function loadSegments(tx: Tx, params: BookParams, at: Date): Promise<void> {
  for (const { code, name, currency, timeZone } of SEGMENTS) {
    if (await findSegment(tx, code)) continue
    await putSegment(
      tx,
      newId(),
      code,
      {
        name,
        currency: currency as Currency,
        timeZone,
        reservationDays: 7,
        overDeliveryAllowed: false,
        unappliedLowersExposure: true,
        disputedCountsOverdue: true,
        horizonDays: null,
        autoRelease: false,
      },
      at,
    )
  }
  for (const rate of generateRates(params)) await putFxRate(tx, { type: 'spot', ...rate }, at)
}

/** Writes the customers with their credit groups. */
export async function loadCustomers(
  db: Database,
  customers: readonly DemoCustomer[],
  context: { readonly at: Date; readonly effects: CustomerEffects },
): Promise<void> {
  for (let start = 0; start < customers.length; start += CUSTOMERS) {
    const inputs = customers.slice(start, start + CUSTOMERS).map(inputOf)
    await db.transaction((tx) => upsertCustomers(tx, inputs, { actor: systemPrincipal, ...context }))
  }
}

/** Puts those who failed on the black list, each at the day on which the office did so. */
export async function loadBlackList(
  db: Database,
  params: BookParams,
  customers: readonly DemoCustomer[],
  { timeZone, effects }: { readonly timeZone: string; readonly effects: CustomerEffects },
): Promise<void> {
  for (const customer of customers) {
    const on = blacklistedOn(params, customer)
    if (on === undefined) continue
    const { code, name, groupCode } = customer
    const doing = { actor: systemPrincipal, at: instantOn(on, timeZone), effects }
    await db.transaction((tx) =>
      upsertCustomers(tx, [{ code, name, groupCode, status: 'blacklisted' }], doing),
    )
  }
}

function inputOf(customer: DemoCustomer): CustomerInput {
  const { code, name, uscc, groupCode, ownerUsername, foundedOn, registeredCapital } = customer
  return {
    code,
    name,
    uscc,
    groupCode,
    ownerUsername,
    foundedOn,
    registeredCapital,
    industry: `${customer.industryCode} ${customer.industryName}`,
    region:
      customer.province === `${customer.city}市` ? customer.province : `${customer.province}${customer.city}`,
    customFields: {
      shortName: customer.shortName,
      size: customer.size,
      legalRepresentative: customer.legalRepresentative,
    },
  }
}

/** Writes the credit files: each fact with the day it is about and the day it became known. */
export async function loadCreditFiles(
  db: Database,
  params: BookParams,
  customers: readonly DemoCustomer[],
  context: { readonly at: Date; readonly timeZone: string },
): Promise<void> {
  const { at, timeZone } = context
  const codes = customers.map((customer) => customer.code)
  const ids = new Map((await findCustomersByCode(db, codes)).map((stored) => [stored.code, stored.id]))
  let batch: FactEntry[] = []
  const flush = async (): Promise<void> => {
    const entries = batch
    batch = []
    if (entries.length === 0) return
    const outcomes = await db.transaction((tx) => recordFacts(tx, { entries, actor: systemPrincipal, at }))
    const place = outcomes.findIndex((outcome) => outcome.status === 'rejected')
    if (place >= 0) throw new Error(`demo book: fact ${entries[place]?.item} is ${outcomes[place]?.fault}`)
  }
  for (const customer of customers) {
    const customerId = ids.get(customer.code)
    if (customerId === undefined) throw new Error(`demo book: customer ${customer.code} was not stored`)
    batch.push(...entriesOf(params, customer, customerId, timeZone))
    if (batch.length >= FACTS) await flush()
  }
  await flush()
}

function entriesOf(
  params: BookParams,
  customer: DemoCustomer,
  customerId: Id,
  timeZone: string,
): FactEntry[] {
  return creditFileOf(params, customer).map(({ item, value, source, validOn, recordedOn }) => ({
    customerId,
    item,
    value,
    source,
    validOn,
    currency: 'CNY',
    recordedAt: instantOn(recordedOn, timeZone),
  }))
}
