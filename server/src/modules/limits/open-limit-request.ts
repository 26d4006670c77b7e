import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import type { Account, LimitMode } from '../customers/account-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { insertProposals, type Proposal } from '../policy/proposal-store.js'
import { findCurrentRating } from '../scoring/rating-store.js'
import type { RequestContext, NewLimitLine } from './add-limit-line.js'
import { startLimitCase } from './limit-approval.js'
import { listLimitLines } from './limit-line-store.js'

/** By which codes people know the account. */
interface Whereabouts {
  readonly customer: { readonly code: string }
  readonly segment: { readonly code: string }
}

type Wanted = Pick<
  Proposal,
  'proposedMode' | 'lineKind' | 'proposedMinor' | 'validFrom' | 'validTo' | 'requestReason'
>

/** Opens a request for the credit part of an account's settings; gives its id. Everything else is stored already. */
export async function openLimitRequest(
  tx: Tx,
  where: Whereabouts,
  account: Account,
  input: { readonly limitMode: LimitMode; readonly limit: Money | null },
  context: RequestContext,
): Promise<Id> {
  const unlimited = input.limitMode === 'unlimited'
  return openRequest(tx, where, account, context, {
    proposedMode: unlimited ? 'unlimited' : 'amount',
    lineKind: input.limit ? 'base' : null,
    proposedMinor: input.limit?.minor ?? null,
    validFrom: null,
    validTo: null,
    requestReason: unlimited
      ? '申请不限额 / Unlimited credit requested'
      : '申请授信额度 / Credit limit requested',
  })
}

/** Opens a request for one component of a limit; gives its id. */
export async function requestLine(
  tx: Tx,
  where: Whereabouts,
  line: NewLimitLine,
  context: RequestContext,
): Promise<Id> {
  return openRequest(tx, where, line.account, context, {
    proposedMode: 'amount',
    lineKind: line.kind,
    proposedMinor: line.amount.minor,
    validFrom: line.validFrom,
    validTo: line.validTo,
    requestReason: line.reason,
  })
}

async function openRequest(
  tx: Tx,
  where: Whereabouts,
  account: Account,
  context: RequestContext,
  wanted: Wanted,
): Promise<Id> {
  const today = dayInZone(context.at, (await getOrganisation(tx)).timeZone)
  const id = newId()
  const rating = await findCurrentRating(tx, account.customerId)
  await insertProposals(tx, [
    {
      ...{
        id,
        kind: 'request',
        status: 'open',
        runId: null,
        policyVersion: null,
        ratingId: rating?.ratingId ?? null,
        grade: rating?.grade ?? null,
      },
      ...{ groupId: account.groupId, accountId: account.id, customerId: account.customerId },
      ...{ segmentId: account.segmentId, asOf: today, currency: account.currency },
      currentMode: account.limitMode,
      currentMinor: account.limitMode === 'amount' ? await baseOf(tx, account.id, today) : null,
      currentNetDays: account.netDays,
      ...{ proposedNetDays: null, reviewOn: null, granted: null, attention: null, steps: [] },
      ...wanted,
      submittedBy: context.actor.label,
      createdAt: context.at,
    },
  ])
  const { proposedMode, lineKind, proposedMinor } = wanted
  await recordAudit(tx, {
    actor: context.actor,
    action: 'limit-request.opened',
    objectType: 'account',
    objectId: `${where.customer.code}/${where.segment.code}`,
    after: {
      proposalId: id,
      mode: proposedMode,
      kind: lineKind,
      minor: proposedMinor,
      currency: account.currency,
    },
    reason: wanted.requestReason,
    at: context.at,
  })
  await startLimitCase(tx, context.approvals, id, { ...context, today })
  return id
}

async function baseOf(tx: Tx, accountId: Id, on: CalendarDay): Promise<bigint | null> {
  const lines = await listLimitLines(tx, accountId)
  const base = lines.find(
    (line) => line.kind === 'base' && line.validFrom <= on && (line.validTo === null || line.validTo >= on),
  )
  return base?.amountMinor ?? null
}
