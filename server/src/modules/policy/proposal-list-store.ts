import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { whereAll } from '../../platform/db/lists.js'
import { empty, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { searchPattern } from '../customers/domain/search-key.js'
import type { Granted } from './domain/granted.js'
import { proposalColumns, type Proposal, type ProposalKind, type ProposalStatus } from './proposal-store.js'

export const proposalSorts = [
  '-created',
  'created',
  '-change',
  'change',
  '-proposed',
  'proposed',
  'customer',
] as const
export type ProposalSort = (typeof proposalSorts)[number]

/** Which proposals; what is left out does not narrow. */
export interface ProposalFilter {
  readonly status?: ProposalStatus | undefined
  readonly kind?: ProposalKind | undefined
  readonly grade?: string | undefined
  readonly segment?: string | undefined
  readonly customerCode?: string | undefined
  /** Part of the customer's name, code or pinyin initials. */
  readonly search?: string | undefined
  readonly direction?: 'raise' | 'cut' | 'terms' | undefined
  readonly runId?: Id | undefined
  readonly attention?: boolean | undefined
  readonly automatic?: boolean | undefined
  readonly onlyCustomersOf: string | null
}

/** A proposal with the words that people know its parts by. */
export interface ListedProposal extends Proposal {
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segmentCode: string
  readonly score: number | null
  readonly coverage: number | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decisionReason: string | null
  readonly limitLineId: Id | null
  readonly automatic: boolean
  readonly undoneAt: Date | null
  readonly undoneBy: string | null
}

/** The limit that the policy recommended for an account the last time it did, whatever became of that proposal. */
export async function findRecommendation(
  db: Queryable,
  accountId: Id,
): Promise<{ readonly minor: bigint; readonly currency: Currency } | undefined> {
  const [row] = await db.rows<{ minor: bigint; currency: Currency }>(sql`
    SELECT proposed_minor AS minor, currency FROM limit_proposal
    WHERE account_id = ${accountId}::uuid AND kind = 'policy' AND proposed_mode = 'amount' AND proposed_minor IS NOT NULL
    ORDER BY as_of DESC, created_at DESC LIMIT 1`)
  return row
}

/** What came into force beside the limit with the last accepted proposal of a policy for an account. */
export async function findAgreedTerms(
  db: Queryable,
  accountId: Id,
): Promise<{ granted: Granted; policyVersion: number | null; since: Date } | null> {
  const [row] = await db.rows<{ granted: Granted; policyVersion: number | null; since: Date }>(sql`
    SELECT granted, policy_version AS "policyVersion", decided_at AS since FROM limit_proposal
    WHERE account_id = ${accountId}::uuid AND status = 'accepted' AND granted IS NOT NULL
    ORDER BY created_at DESC, id DESC LIMIT 1`)
  return row ?? null
}

const from = sql`
  FROM limit_proposal p
  JOIN customer c ON c.id = p.customer_id
  JOIN credit_segment s ON s.id = p.segment_id`

const listed = sql`${proposalColumns}, c.code AS "customerCode", c.name AS "customerName", c.owner_username AS "ownerUsername", s.code AS "segmentCode",
  r.score, r.coverage, p.decided_by AS "decidedBy", p.decided_at AS "decidedAt",
  p.decision_reason AS "decisionReason", p.limit_line_id AS "limitLineId",
  p.automatic, p.undone_at AS "undoneAt", p.undone_by AS "undoneBy"`

const orders: Readonly<Record<ProposalSort, string>> = {
  '-created': 'p.created_at DESC, p.id',
  created: 'p.created_at, p.id',
  '-change': 'p.change_minor DESC, p.id',
  change: 'p.change_minor, p.id',
  '-proposed': 'p.proposed_minor DESC NULLS FIRST, p.id',
  proposed: 'p.proposed_minor NULLS LAST, p.id',
  customer: 'c.code, p.id',
}

function where(filter: ProposalFilter): Sql {
  return whereAll([
    sql`(${filter.onlyCustomersOf}::text IS NULL OR c.owner_username = ${filter.onlyCustomersOf})`,
    filter.status && sql`p.status = ${filter.status}`,
    filter.kind && sql`p.kind = ${filter.kind}`,
    filter.grade && sql`p.grade = ${filter.grade}`,
    filter.segment && sql`s.code = ${filter.segment}`,
    filter.customerCode && sql`c.code = ${filter.customerCode}`,
    filter.search && sql`c.search_key LIKE ${searchPattern(filter.search)}`,
    filter.runId && sql`p.run_id = ${filter.runId}`,
    filter.attention !== undefined && sql`(p.attention IS NOT NULL) = ${filter.attention}`,
    filter.automatic !== undefined && sql`p.automatic = ${filter.automatic}`,
    filter.direction && directionOf(filter.direction),
  ])
}

function directionOf(direction: 'raise' | 'cut' | 'terms'): Sql {
  if (direction === 'raise') return sql`(p.change_minor > 0 OR p.proposed_mode = 'unlimited')`
  return direction === 'cut'
    ? sql`p.change_minor < 0`
    : sql`p.change_minor = 0 AND p.proposed_mode = 'amount'`
}

export async function listProposals(
  db: Queryable,
  filter: ProposalFilter,
  page: { readonly sort: ProposalSort; readonly offset: number; readonly limit: number },
): Promise<ListedProposal[]> {
  return db.rows<ListedProposal>(sql`
    SELECT ${listed} ${from} LEFT JOIN rating r ON r.id = p.rating_id ${where(filter)}
    ORDER BY ${raw(orders[page.sort])} LIMIT ${page.limit} OFFSET ${page.offset}`)
}

export async function findProposal(
  db: Queryable,
  id: Id,
  onlyCustomersOf: string | null,
): Promise<ListedProposal | undefined> {
  const [proposal] = await db.rows<ListedProposal>(sql`
    SELECT ${listed} ${from} LEFT JOIN rating r ON r.id = p.rating_id ${where({ onlyCustomersOf })} AND p.id = ${id}`)
  return proposal
}

/** What the filtered proposals amount to, per currency. */
export interface ProposalTotal {
  readonly currency: Currency
  readonly count: number
  readonly raises: number
  readonly cuts: number
  readonly currentMinor: bigint
  readonly proposedMinor: bigint
}

export async function sumProposals(db: Queryable, filter: ProposalFilter): Promise<ProposalTotal[]> {
  return db.rows<ProposalTotal>(sql`
    SELECT p.currency, count(*)::int AS count, (count(*) FILTER (WHERE p.change_minor > 0))::int AS raises,
      (count(*) FILTER (WHERE p.change_minor < 0))::int AS cuts,
      coalesce(sum(p.current_minor), 0)::bigint AS "currentMinor",
      coalesce(sum(p.proposed_minor), 0)::bigint AS "proposedMinor"
    ${from} ${where(filter)} GROUP BY p.currency ORDER BY count(*) DESC, p.currency`)
}

/** Open proposals to be decided: their groups are locked before they are. */
export interface OpenProposal {
  readonly id: Id
  readonly groupId: Id
  readonly accountId: Id
  readonly kind: ProposalKind
  readonly submittedBy: string
  readonly attention: string | null
  readonly currency: Currency
  /** The approval that the policy wants for this raise; null: none. */
  readonly approvalPath: string | null
}

const opened = sql`p.id, p.group_id AS "groupId", p.account_id AS "accountId", p.kind,
  p.submitted_by AS "submittedBy", p.attention, p.currency,
  CASE WHEN p.change_minor > 0 THEN p.granted ->> 'approvalPath' END AS "approvalPath"`

/** Open proposals of a filter in id order, a bounded page at a time. */
export async function listOpenProposals(
  db: Queryable,
  filter: ProposalFilter,
  page: { readonly after: Id | null; readonly limit: number },
): Promise<OpenProposal[]> {
  const after = page.after === null ? empty : sql`AND p.id > ${page.after}::uuid`
  return db.rows<OpenProposal>(sql`
    SELECT ${opened} ${from} ${where({ ...filter, status: 'open' })} ${after} ORDER BY p.id LIMIT ${page.limit}`)
}

/** Whose proposals these are, by their ids. */
export async function customersOfProposals(
  db: Queryable,
  ids: readonly Id[],
): Promise<ReadonlyMap<Id, { readonly code: string; readonly name: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await db.rows<{ id: Id; code: string; name: string }>(
    sql`SELECT p.id, c.code, c.name ${from} WHERE p.id = ANY(${ids}::uuid[])`,
  )
  return new Map(rows.map(({ id, code, name }) => [id, { code, name }]))
}

/** Those of the given proposals that the caller may see, open or not. */
export async function findProposalsById(
  db: Queryable,
  ids: readonly Id[],
  onlyCustomersOf: string | null,
): Promise<(OpenProposal & { readonly status: ProposalStatus })[]> {
  return db.rows<OpenProposal & { readonly status: ProposalStatus }>(sql`
    SELECT ${opened}, p.status ${from} ${where({ onlyCustomersOf })} AND p.id = ANY(${ids}::uuid[]) ORDER BY p.id`)
}
