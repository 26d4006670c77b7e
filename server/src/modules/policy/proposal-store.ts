import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Granted } from './domain/granted.js'

export type ProposalKind = 'policy' | 'request'
export type ProposalStatus = 'open' | 'accepted' | 'rejected' | 'superseded'

/** A step of the calculation as it is kept: amounts as decimal texts of minor units. */
export type StoredStep = Readonly<Record<string, string | number>>

/** A limit and terms that somebody may put in force. Amounts in minor units of `currency`. */
export interface Proposal {
  readonly id: Id
  readonly kind: ProposalKind
  readonly status: ProposalStatus
  readonly groupId: Id
  readonly accountId: Id
  readonly customerId: Id
  readonly segmentId: Id
  readonly runId: Id | null
  readonly policyVersion: number | null
  readonly ratingId: Id | null
  readonly grade: string | null
  readonly asOf: CalendarDay
  readonly currency: Currency
  readonly currentMode: 'none' | 'unlimited' | 'amount'
  readonly currentMinor: bigint | null
  readonly currentNetDays: number | null
  readonly proposedMode: 'unlimited' | 'amount'
  readonly lineKind: 'base' | 'temporary' | 'seasonal' | 'secured' | null
  /** null changes the mode only. */
  readonly proposedMinor: bigint | null
  readonly validFrom: CalendarDay | null
  readonly validTo: CalendarDay | null
  readonly proposedNetDays: number | null
  readonly reviewOn: CalendarDay | null
  /** What the policy gives beside the limit; null of a request, and of proposals made before rows said more. */
  readonly granted: Granted | null
  readonly attention: 'fx_rate_missing' | null
  readonly steps: readonly StoredStep[]
  readonly requestReason: string | null
  readonly submittedBy: string
  readonly createdAt: Date
}

const types = {
  id: 'uuid',
  kind: 'text',
  status: 'text',
  group_id: 'uuid',
  account_id: 'uuid',
  customer_id: 'uuid',
  segment_id: 'uuid',
  run_id: 'uuid',
  policy_version: 'int',
  rating_id: 'uuid',
  grade: 'text',
  as_of: 'date',
  currency: 'text',
  current_mode: 'text',
  current_minor: 'bigint',
  current_net_days: 'int',
  proposed_mode: 'text',
  line_kind: 'text',
  proposed_minor: 'bigint',
  valid_from: 'date',
  valid_to: 'date',
  proposed_net_days: 'int',
  review_on: 'date',
  change_minor: 'bigint',
  granted: 'jsonb',
  attention: 'text',
  steps: 'jsonb',
  request_reason: 'text',
  submitted_by: 'text',
  created_at: 'timestamptz',
} as const

/** Writes proposals. An account has at most one open proposal of the policy: of two runs at once the first one's stays. */
export async function insertProposals(tx: Tx, proposals: readonly Proposal[]): Promise<void> {
  await insertRows(
    tx,
    'limit_proposal',
    types,
    proposals.map((p) => [
      ...[
        p.id,
        p.kind,
        p.status,
        p.groupId,
        p.accountId,
        p.customerId,
        p.segmentId,
        p.runId,
        p.policyVersion,
      ],
      ...[p.ratingId, p.grade, p.asOf, p.currency, p.currentMode, p.currentMinor, p.currentNetDays],
      ...[p.proposedMode, p.lineKind, p.proposedMinor, p.validFrom, p.validTo, p.proposedNetDays, p.reviewOn],
      ...[
        (p.proposedMinor ?? 0n) - (p.currentMinor ?? 0n),
        p.granted && JSON.stringify(p.granted),
        p.attention,
        JSON.stringify(p.steps),
      ],
      ...[p.requestReason, p.submittedBy, p.createdAt],
    ]),
    `ON CONFLICT (account_id) WHERE kind = 'policy' AND status = 'open' DO NOTHING`,
  )
}

/** Retires the policy's open proposals of accounts, because newer ones take their place. */
export async function supersedeProposals(tx: Tx, accountIds: readonly Id[]): Promise<number> {
  return tx.run(sql`
    UPDATE limit_proposal SET status = 'superseded'
    WHERE account_id = ANY(${accountIds}::uuid[]) AND kind = 'policy' AND status = 'open'`)
}

export interface ProposalDecision {
  readonly status: 'accepted' | 'rejected'
  readonly by: string
  readonly at: Date
  readonly reason: string | null
}

const returned = sql`p.id, p.kind, p.status, p.group_id AS "groupId", p.account_id AS "accountId",
  p.customer_id AS "customerId", p.segment_id AS "segmentId", p.run_id AS "runId",
  p.policy_version AS "policyVersion", p.rating_id AS "ratingId", p.grade, p.as_of AS "asOf", p.currency,
  p.current_mode AS "currentMode", p.current_minor AS "currentMinor", p.current_net_days AS "currentNetDays",
  p.proposed_mode AS "proposedMode", p.line_kind AS "lineKind", p.proposed_minor AS "proposedMinor",
  p.valid_from AS "validFrom", p.valid_to AS "validTo", p.proposed_net_days AS "proposedNetDays",
  p.review_on AS "reviewOn", p.granted, p.attention, p.steps, p.request_reason AS "requestReason",
  p.submitted_by AS "submittedBy", p.created_at AS "createdAt"`

/** The columns of a proposal aliased `p`, for stores that read proposals. */
export const proposalColumns = returned

/**
 * Decides those of the given proposals that are still open and gives them: of two decisions at the same time each
 * proposal goes to exactly one.
 */
export async function decideProposals(
  tx: Tx,
  ids: readonly Id[],
  decision: ProposalDecision,
): Promise<Proposal[]> {
  return tx.rows<Proposal>(sql`
    UPDATE limit_proposal p SET status = ${decision.status}, decided_by = ${decision.by}, decided_at = ${decision.at},
      decision_reason = ${decision.reason}
    WHERE p.id = ANY(${ids}::uuid[]) AND p.status = 'open'
    RETURNING ${returned}`)
}

/**
 * Those of the given proposals that are open, locked until the transaction ends. One that somebody else is deciding on or
 * replacing at this moment is left to them: nobody waits here while holding the lock of a group.
 */
export async function lockOpenProposals(tx: Tx, ids: readonly Id[]): Promise<Proposal[]> {
  return tx.rows<Proposal>(sql`
    SELECT ${returned} FROM limit_proposal p WHERE p.id = ANY(${ids}::uuid[]) AND p.status = 'open'
    ORDER BY p.id FOR UPDATE SKIP LOCKED`)
}

/** Notes that the policy put these in force by itself. */
export async function markAutomatic(tx: Tx, ids: readonly Id[]): Promise<void> {
  await tx.run(sql`UPDATE limit_proposal SET automatic = true WHERE id = ANY(${ids}::uuid[])`)
}

/** Notes that an automatic change was taken back. */
export async function markUndone(
  tx: Tx,
  id: Id,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`UPDATE limit_proposal SET undone_by = ${by}, undone_at = ${at} WHERE id = ${id}::uuid`)
}

/** Makes an open request or proposal smaller or shorter, never larger: what was approved with conditions. */
export async function lessenProposal(
  tx: Tx,
  id: Id,
  { amountMinor, validTo }: { readonly amountMinor: bigint | null; readonly validTo: CalendarDay | null },
): Promise<void> {
  await tx.run(sql`
    UPDATE limit_proposal SET
      proposed_minor = least(proposed_minor, coalesce(${amountMinor}::bigint, proposed_minor)),
      change_minor = least(proposed_minor, coalesce(${amountMinor}::bigint, proposed_minor)) - coalesce(current_minor, 0),
      valid_to = least(valid_to, ${validTo}::date)
    WHERE id = ${id}::uuid AND status = 'open' AND proposed_minor IS NOT NULL`)
}

/** Which of these requests wait for a decision. */
export async function openRequestsAmong(db: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM limit_proposal WHERE id = ANY(${ids}::uuid[]) AND status = 'open'`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Notes which limit line came of each accepted proposal. */
export async function linkLimitLines(
  tx: Tx,
  links: readonly { proposalId: Id; lineId: Id }[],
): Promise<void> {
  if (links.length === 0) return
  await tx.run(sql`
    UPDATE limit_proposal p SET limit_line_id = l.line_id
    FROM unnest(${links.map((link) => link.proposalId)}::uuid[], ${links.map((link) => link.lineId)}::uuid[])
      AS l (proposal_id, line_id)
    WHERE p.id = l.proposal_id`)
}
