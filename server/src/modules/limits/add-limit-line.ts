import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { groupedAmount, moneyJson, type Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudits } from '../audit/record-audit.js'
import type { Approvals } from '../approvals/subject.js'
import { updateAccount, type Account } from '../customers/account-store.js'
import { findCustomer } from '../customers/customer-store.js'
import { enqueueEvents } from '../notifications/enqueue-event.js'
import { notify } from '../notifications/notify.js'
import type { LimitKind } from './domain/effective-limit.js'
import { insertLimitLines, type LimitLine } from './limit-line-store.js'
import type { LimitEffects } from './limit-effects.js'

/** A new component of the limit of an account. */
export interface NewLimitLine {
  readonly account: Account
  readonly customerCode: string
  readonly segmentCode: string
  readonly kind: LimitKind
  readonly amount: Money
  readonly validFrom: CalendarDay
  /** Last day; null is open-ended. */
  readonly validTo: CalendarDay | null
  readonly reason: string
}

/** The same where more than one may grant is asked for. */
export interface RequestContext extends LimitContext {
  readonly approvals: Approvals
}

export interface LimitContext {
  readonly actor: Principal
  readonly at: Date
  readonly effects: LimitEffects
}

/**
 * Adds components to limits, set-based; an account without a limit gets the mode `amount`. A new base line replaces
 * the earlier one from its first day on. The caller holds the lock of the accounts' groups.
 */
export async function addLimitLines(
  tx: Tx,
  lines: readonly NewLimitLine[],
  context: LimitContext,
): Promise<LimitLine[]> {
  for (const line of lines) checkLine(line)
  const stored = lines.map((line): LimitLine => ({
    id: newId(),
    groupId: line.account.groupId,
    accountId: line.account.id,
    kind: line.kind,
    amountMinor: line.amount.minor,
    currency: line.amount.currency,
    validFrom: line.validFrom,
    validTo: line.validTo,
    reason: line.reason,
    createdBy: context.actor.label,
    createdAt: context.at,
  }))
  await insertLimitLines(tx, stored)
  for (const { account } of lines) {
    if (account.limitMode !== 'amount')
      await updateAccount(tx, account.id, { ...account, limitMode: 'amount' }, context.at)
  }
  await recordAudits(
    tx,
    lines.map((line) => auditOf(line, context)),
  )
  await enqueueEvents(
    tx,
    lines.map((line) => ({ event: 'limit.changed', payload: payloadOf(line), at: context.at })),
  )
  if (lines.length <= TOLD_LINES_MAX) for (const line of lines) await tellOwner(tx, line, context.at)
  await context.effects.limitsChanged(tx, [...new Set(lines.map((line) => line.account.groupId))])
  return stored
}

/** Of large files the person hears who imports them, not the owner of each customer. */
const TOLD_LINES_MAX = 20

async function tellOwner(tx: Tx, line: NewLimitLine, at: Date): Promise<void> {
  const customer = await findCustomer(tx, line.customerCode, null)
  if (!customer?.ownerUsername) return
  const { minor, currency } = line.amount
  await notify(tx, {
    kind: 'limit_changed',
    to: { usernames: [customer.ownerUsername] },
    subject: `${line.account.id}:${at.getTime()}`,
    data: {
      customer: customer.name,
      code: line.customerCode,
      segment: line.segmentCode,
      amount: `${currency} ${groupedAmount(minor, currency)}`,
      from: line.validFrom,
    },
    link: `/accounts/${encodeURIComponent(line.customerCode)}/${encodeURIComponent(line.segmentCode)}`,
    at,
  })
}

function checkLine({ account, amount, validFrom, validTo }: NewLimitLine): void {
  if (amount.currency !== account.currency) {
    throw new Refusal('currency_mismatch', { actual: amount.currency, expected: account.currency })
  }
  if (validTo !== null && validTo < validFrom)
    throw new Refusal('invalid_period', { from: validFrom, to: validTo })
}

function payloadOf(line: NewLimitLine) {
  return {
    customerCode: line.customerCode,
    segment: line.segmentCode,
    kind: line.kind,
    amount: moneyJson(line.amount.minor, line.amount.currency),
    validFrom: line.validFrom,
    validTo: line.validTo,
  }
}

function auditOf(line: NewLimitLine, context: LimitContext) {
  return {
    actor: context.actor,
    action: 'limit-line.created',
    objectType: 'account',
    objectId: `${line.customerCode}/${line.segmentCode}`,
    after: payloadOf(line),
    reason: line.reason,
    at: context.at,
  }
}
