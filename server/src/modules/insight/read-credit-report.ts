import { mayAct, type Permission, type Principal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Tx } from '../../platform/db/types.js'
import { listCustomerSecurities } from '../approvals/customer-security-store.js'
import { listAccounts, segmentsOfCustomer, type Account } from '../customers/account-store.js'
import { findCustomer, type Customer } from '../customers/customer-store.js'
import { listSegments } from '../customers/segment-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { findUser, findUserById } from '../identity/user-store.js'
import { stepText } from '../policy/domain/explain-limit.js'
import { grantedInWords } from '../policy/domain/granted.js'
import { recommendLimits } from '../policy/recommend-limits.js'
import type {
  CreditReport,
  Group,
  Identity,
  Recommendation,
  SecurityView,
} from './domain/credit-report/report-data.js'
import { findGroupName, listGroupMembers } from './peer-store.js'
import { readFactParts } from './read-fact-parts.js'
import { readRatingPart } from './read-rating-part.js'
import { readAccounts, readAging, readEvents, readPayment } from './read-standing-parts.js'
import type { ReportFrame } from './report-frame.js'

/**
 * Gathers everything that a credit report says of a customer in the reader's sight, from what is kept already: ratings
 * with their inputs, projections of the ledger, facts. Call it in a snapshot, so that the parts agree. Refuses
 * `customer_not_found`, and `forbidden` to whom may not read customers.
 */
export async function readCreditReport(
  tx: Tx,
  code: string,
  reader: Principal,
  at: Date,
): Promise<CreditReport> {
  const customer = await findCustomer(tx, code, reader.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code })
  const scope = {
    ownerUsername: customer.ownerUsername,
    segmentCodes: await segmentsOfCustomer(tx, customer.id),
  }
  const may = (permission: Permission) => mayAct(reader, permission, scope)
  if (!may('customers:read')) throw new Refusal('forbidden', { permission: 'customers:read' })
  const organisation = await seeingAll(tx, () => getOrganisation(tx))
  const frame = { customer, organisation, reader, may, at, asOf: dayInZone(at, organisation.timeZone) }
  const accounts = await listAccounts(tx, customer.id)
  const rating = await readRatingPart(tx, frame)
  const facts = may('facts:read') ? await readFactParts(tx, frame) : null
  const receivables = may('receivables:read')
  return {
    organisation: organisation.name,
    asOf: frame.asOf,
    madeAt: instantText(at, organisation.timeZone),
    madeBy: await readerName(tx, reader),
    identity: identityOf(frame, await ownerName(tx, customer)),
    group: await groupOf(tx, customer),
    rating,
    facts: facts?.items ?? null,
    years: facts?.years ?? null,
    payment: await readPayment(tx, frame, receivables),
    aging: receivables ? await readAging(tx, frame) : null,
    accounts: await readAccounts(tx, frame, accounts),
    securities: may('limits:read') ? await securitiesOf(tx, customer.code) : null,
    events: await readEvents(tx, frame, receivables),
    recommendations: may('policy:read') ? await recommend(tx, frame, accounts) : null,
  }
}

/** `2026-11-22 20:30` as clocks of the organisation show it. */
function instantText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
}

async function readerName(tx: Tx, reader: Principal): Promise<string> {
  if (reader.kind !== 'user') return reader.label
  const user = await seeingAll(tx, () => findUserById(tx, reader.id))
  return user ? `${user.displayName} (${user.username})` : reader.label
}

/** Whom readers know the customer's owner as. */
async function ownerName(tx: Tx, { ownerUsername }: Customer): Promise<string | null> {
  if (ownerUsername === null) return null
  const user = await seeingAll(tx, () => findUser(tx, ownerUsername))
  return user?.displayName ?? ownerUsername
}

function identityOf({ customer, organisation }: ReportFrame, owner: string | null): Identity {
  const { registeredCapitalMinor: minor, registeredCapitalCurrency: currency } = customer
  return {
    code: customer.code,
    name: customer.name,
    uscc: customer.uscc,
    uscCheck: customer.usccCheck === 'malformed' ? 'failed' : customer.usccCheck,
    industry: customer.industry,
    region: customer.region,
    owner,
    foundedOn: customer.foundedOn,
    registeredCapital: minor !== null && currency !== null ? moneyJson(minor, currency) : null,
    status: customer.status,
    since: dayInZone(customer.createdAt, organisation.timeZone),
    forcedHold: customer.forcedHold,
  }
}

/** Members outside of the reader's sight are counted, not named. */
async function groupOf(tx: Tx, { groupId }: Customer): Promise<Group> {
  const members = await listGroupMembers(tx, groupId)
  const group = await seeingAll(tx, () => findGroupName(tx, groupId))
  return { code: group.code, name: group.name, members, unseen: group.members - members.length }
}

async function securitiesOf(tx: Tx, code: string): Promise<SecurityView[]> {
  const found = await seeingAll(tx, () => listCustomerSecurities(tx, code))
  return found.map(({ caseNumber, security: { kind, amount, note, dueOn, confirmed } }) => ({
    caseNumber: `AP-${String(caseNumber).padStart(6, '0')}`,
    ...{ kind, note, dueOn },
    amount: amount && moneyJson(BigInt(amount.minor), amount.currency),
    reference: confirmed?.reference ?? null,
  }))
}

async function recommend(
  tx: Tx,
  frame: ReportFrame,
  accounts: readonly Account[],
): Promise<Recommendation[]> {
  const ids = accounts.map(({ id }) => id)
  const segments = await listSegments(tx)
  const found = await seeingAll(tx, () => recommendLimits(tx, ids, frame))
  return found.map(({ situation, policy, given }) => {
    const { currency, currentMinor, netDays, segmentCode, grade } = situation
    const name = segments.find(({ code }) => code === segmentCode)?.name ?? ''
    return {
      segment: `${name}（${segmentCode}）`,
      ...{ policyVersion: policy.version, policyTitle: policy.content.title, grade, currentNetDays: netDays },
      current: currentMinor === null ? null : moneyJson(currentMinor, currency),
      proposal: given && {
        limit: moneyJson(given.amountMinor, currency),
        granted: grantedInWords(given.granted),
        steps: given.steps.map((step) => stepText(step, grade ?? '', currency)),
      },
    }
  })
}
