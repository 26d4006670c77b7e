import { mayAct, type Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import {
  findAccount,
  openAccounts,
  updateAccount,
  type Account,
  type AccountStatus,
  type LimitMode,
} from '../customers/account-store.js'
import { findCustomer, type Customer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { findSegment, type Segment } from '../customers/segment-store.js'
import { enqueueEvent } from '../notifications/enqueue-event.js'
import { addLimitLines, type LimitContext, type RequestContext } from './add-limit-line.js'
import { mayGrantAlone, type GrantAsked } from './limit-approval.js'
import { listLimitLines, type LimitLine } from './limit-line-store.js'
import { openLimitRequest } from './open-limit-request.js'

export interface AccountInput {
  readonly currency: Currency
  readonly limitMode: LimitMode
  /** Open-ended base line from today; null leaves the lines as they are. */
  readonly limit: Money | null
  readonly status: AccountStatus | null
  readonly netDays: number | null
}

export interface Whereabouts {
  readonly customer: Customer
  readonly segment: Segment
}

export type PutAccountResult =
  | { readonly outcome: 'stored'; readonly created: boolean; readonly account: Account }
  /** More credit than the caller may grant: a request waits for somebody who may. */
  | { readonly outcome: 'requested'; readonly requestId: string; readonly account: Account }

/** Finds customer and segment by code, under the lock of the customer's group. */
export async function whereabouts(
  tx: Tx,
  customerCode: string,
  segmentCode: string,
  actor: Principal,
): Promise<Whereabouts> {
  const seen = await findCustomer(tx, customerCode, actor.onlyCustomersOf)
  if (!seen) throw new Refusal('customer_not_found', { code: customerCode })
  const segment = await findSegment(tx, segmentCode)
  if (!segment) throw new Refusal('segment_not_found', { code: segmentCode })
  await lockGroups(tx, [seen.groupId])
  const customer = await findCustomer(tx, customerCode, actor.onlyCustomersOf)
  return { customer: customer ?? seen, segment }
}

/** The account of a customer in a segment; opened without credit when there is none yet. */
export async function accountOf(
  tx: Tx,
  { customer, segment }: Whereabouts,
  currency: Currency,
): Promise<{ account: Account; created: boolean }> {
  const existing = await findAccount(tx, customer.id, segment.id)
  if (existing) return { account: existing, created: false }
  const ids = { id: newId(), groupId: customer.groupId, customerId: customer.id, segmentId: segment.id }
  await openAccounts(tx, [{ ...ids, currency }])
  const account = await findAccount(tx, customer.id, segment.id)
  if (!account) throw new Error('the account was not opened')
  return { account, created: true }
}

/**
 * Sets an account's mode, status, terms and base limit. More credit than before needs `limits:write`; without it
 * everything else is stored and the credit waits as a request. To thaw or unblock an account needs it, too. Lowering below current use is allowed.
 */
export async function putAccount(
  tx: Tx,
  where: Whereabouts,
  input: AccountInput,
  context: RequestContext & { today: CalendarDay },
): Promise<PutAccountResult> {
  const { account, created } = await accountOf(tx, where, input.currency)
  const lines = await listLimitLines(tx, account.id)
  if (account.currency !== input.currency && lines.length > 0) throw new Refusal('account_has_history')
  if (input.limit && input.limit.currency !== input.currency) {
    throw new Refusal('currency_mismatch', { actual: input.limit.currency, expected: input.currency })
  }
  if (loosens(account, input.status) && !mayGrantTo(where, context.actor))
    throw new Refusal('forbidden', { permission: 'limits:write' })
  const grants = givesMore(account, input, baseInForce(lines, context.today))
  const asked = askedOf(where, account, input, context.at)
  const mayGrant =
    !grants || (await mayGrantAlone(tx, context.approvals, context.actor, asked, context.today))
  const limitMode = grants && !mayGrant ? account.limitMode : input.limitMode
  const next = {
    currency: input.currency,
    limitMode,
    status: input.status ?? account.status,
    netDays: input.netDays ?? account.netDays,
  }
  await updateAccount(tx, account.id, next, context.at)
  const stored: Account = { ...account, ...next }
  await recordChange(tx, where, account, stored, context)
  if (grants && !mayGrant) {
    const requestId = await openLimitRequest(tx, where, stored, input, context)
    return { outcome: 'requested', requestId, account: stored }
  }
  if (input.limitMode === 'amount' && input.limit && !hasBase(lines, input.limit, context.today)) {
    const codes = { customerCode: where.customer.code, segmentCode: where.segment.code }
    const line = {
      kind: 'base',
      amount: input.limit,
      validFrom: context.today,
      validTo: null,
      reason: 'PUT account',
    } as const
    await addLimitLines(tx, [{ account: stored, ...codes, ...line }], context)
  } else {
    await context.effects.limitsChanged(tx, [account.groupId])
  }
  return { outcome: 'stored', created, account: stored }
}

/** From most to least that an account may do. */
const strictness: Readonly<Record<AccountStatus, number>> = { active: 0, frozen: 1, blocked: 2 }

function loosens(account: Account, status: AccountStatus | null): boolean {
  return status !== null && strictness[status] < strictness[account.status]
}

function mayGrantTo({ customer, segment }: Whereabouts, actor: Principal): boolean {
  const { ownerUsername } = customer
  return mayAct(actor, 'limits:write', { ownerUsername, segmentCodes: [segment.code] })
}

function askedOf({ segment }: Whereabouts, account: Account, input: AccountInput, at: Date): GrantAsked {
  const subject = account.limitMode === 'none' ? 'credit-opening' : 'limit-change'
  const lineKind = input.limit ? 'base' : null
  return {
    subject,
    accountId: account.id,
    lineKind,
    amount: input.limit,
    segmentCode: segment.code,
    days: null,
    at,
  }
}

/** Whether the limit asked for is the open-ended base already: repeating a call adds nothing. */
function hasBase(lines: readonly LimitLine[], limit: Money, today: CalendarDay): boolean {
  const base = lines.find(({ kind, validFrom }) => kind === 'base' && validFrom <= today)
  return base !== undefined && base.validTo === null && base.amountMinor === limit.minor
}

/** What other lines add for a time stays beside a new base, and is no part of what it is compared with. */
function baseInForce(lines: readonly LimitLine[], today: CalendarDay): LimitLine | undefined {
  return lines.find(
    ({ kind, validFrom, validTo }) =>
      kind === 'base' && validFrom <= today && (validTo === null || validTo >= today),
  )
}

/** More credit, or the same for longer: a base set here has no end. */
function givesMore(account: Account, input: AccountInput, base: LimitLine | undefined): boolean {
  if (account.limitMode === 'unlimited' || input.limitMode === 'none') return false
  if (input.limitMode === 'unlimited') return true
  if (input.limit === null) return account.limitMode === 'none'
  if (account.limitMode !== 'amount' || !base || base.validTo !== null) return true
  return input.limit.minor > base.amountMinor
}

async function recordChange(
  tx: Tx,
  { customer, segment }: Whereabouts,
  before: Account,
  after: Account,
  context: LimitContext,
): Promise<void> {
  const view = ({ currency, limitMode, status, netDays }: Account) => ({
    currency,
    limitMode,
    status,
    netDays,
  })
  if (JSON.stringify(view(before)) === JSON.stringify(view(after))) return
  await recordAudit(tx, {
    actor: context.actor,
    action: 'account.updated',
    objectType: 'account',
    objectId: `${customer.code}/${segment.code}`,
    before: view(before),
    after: view(after),
    at: context.at,
  })
  if (before.status === after.status) return
  const payload = {
    customerCode: customer.code,
    segment: segment.code,
    from: before.status,
    to: after.status,
  }
  await enqueueEvent(tx, 'account.status_changed', payload, { at: context.at })
}
