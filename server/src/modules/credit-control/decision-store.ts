import type { Bilingual } from '../../kernel/bilingual.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { MoneyJson } from '../../kernel/money.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Outcome } from './domain/decide.js'
import type { Reason } from './domain/reasons.js'
import type { Checkpoint } from './domain/rules.js'

/** A limit as answered: its amount beside its mode and parts. */
export interface LimitJson {
  readonly mode: 'none' | 'unlimited' | 'amount'
  readonly amount: string | null
  readonly currency: string
  readonly expired: boolean
  readonly parts: readonly { kind: string; amount: string; validFrom: string; validTo: string | null }[]
}

/** The part of an answer that is computed, as it is kept with the decision. Null amounts: an exchange rate was missing. */
export interface DecisionResult {
  readonly reasons: readonly Reason[]
  readonly limit: LimitJson
  readonly exposureBefore: MoneyJson | null
  readonly exposureAfter: MoneyJson | null
  readonly projectedExposure: MoneyJson | null
  readonly available: MoneyJson | null
  readonly reservationExpiresAt: string | null
  readonly explanation: Bilingual
}

/** One immutable decision record. */
export interface DecisionRecord {
  readonly id: Id
  readonly groupId: Id
  readonly accountId: Id
  readonly checkpoint: Checkpoint
  readonly source: string
  readonly documentType: string
  readonly documentNumber: string
  readonly documentVersion: bigint
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly outcome: Outcome
  /** False for a pure question. */
  readonly binding: boolean
  readonly trigger: 'check' | 'document' | 'release' | 're-evaluation'
  readonly reservationId: Id | null
  readonly holdId: Id | null
  readonly rulesVersion: number
  readonly result: DecisionResult
  readonly submittedBy: string
  readonly decidedAt: Date
}

/** Appends decisions with the facts they saw (JSON text). */
export async function insertDecisions(
  tx: Tx,
  decisions: readonly (DecisionRecord & { readonly facts: string })[],
): Promise<void> {
  await insertRows(
    tx,
    'credit_decision',
    {
      id: 'uuid',
      group_id: 'uuid',
      account_id: 'uuid',
      checkpoint: 'text',
      source: 'text',
      document_type: 'text',
      document_number: 'text',
      document_version: 'bigint',
      amount_minor: 'bigint',
      currency: 'text',
      outcome: 'text',
      binding: 'boolean',
      trigger: 'text',
      reservation_id: 'uuid',
      hold_id: 'uuid',
      rules_version: 'int',
      facts: 'json',
      result: 'json',
      submitted_by: 'text',
      decided_at: 'timestamptz',
    },
    decisions.map((d) => [
      d.id,
      d.groupId,
      d.accountId,
      d.checkpoint,
      d.source,
      d.documentType,
      d.documentNumber,
      d.documentVersion,
      d.amountMinor,
      d.currency,
      d.outcome,
      d.binding,
      d.trigger,
      d.reservationId,
      d.holdId,
      d.rulesVersion,
      d.facts,
      JSON.stringify(d.result),
      d.submittedBy,
      d.decidedAt,
    ]),
  )
}

const columns = sql`d.id, d.group_id AS "groupId", d.account_id AS "accountId", d.checkpoint, d.source,
  d.document_type AS "documentType", d.document_number AS "documentNumber", d.document_version AS "documentVersion",
  d.amount_minor AS "amountMinor", d.currency, d.outcome, d.binding, d.trigger, d.reservation_id AS "reservationId",
  d.hold_id AS "holdId", d.rules_version AS "rulesVersion", d.result, d.submitted_by AS "submittedBy",
  d.decided_at AS "decidedAt", c.code AS "customerCode", c.name AS "customerName", s.code AS "segmentCode"`

const joins = sql`JOIN credit_account a ON a.id = d.account_id JOIN customer c ON c.id = a.customer_id
  JOIN credit_segment s ON s.id = a.segment_id`

export type StoredDecision = DecisionRecord & {
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
}

export async function findDecisions(
  tx: Queryable,
  ids: readonly Id[],
  owner: string | null,
): Promise<StoredDecision[]> {
  if (ids.length === 0) return []
  return tx.rows<StoredDecision>(sql`
    SELECT ${columns} FROM credit_decision d ${joins}
    WHERE d.id = ANY(${ids}::uuid[]) AND (${owner}::text IS NULL OR c.owner_username = ${owner})`)
}

/** The facts that a decision saw, as recorded. */
export async function findFacts(tx: Queryable, id: Id): Promise<unknown> {
  const [row] = await tx.rows<{ facts: unknown }>(sql`SELECT facts FROM credit_decision WHERE id = ${id}`)
  return row?.facts
}

export interface DecisionFilter {
  readonly customerCode?: string | undefined
  readonly segment?: string | undefined
  readonly outcome?: Outcome | undefined
  readonly documentNumber?: string | undefined
  /** True: what took something; false: pure questions. */
  readonly reserve?: boolean | undefined
  readonly owner: string | null
}

/** Newest first, after the given place. */
export async function listDecisions(
  tx: Queryable,
  filter: DecisionFilter,
  page: { limit: number; after: readonly [decidedAt: string, id: string] | null },
): Promise<StoredDecision[]> {
  const { owner, customerCode, segment, outcome, documentNumber, reserve } = filter
  const accounts = sql`SELECT a2.id FROM credit_account a2 JOIN customer c2 ON c2.id = a2.customer_id
    WHERE c2.code = ${customerCode}`
  return tx.rows<StoredDecision>(sql`
    SELECT ${columns} FROM credit_decision d ${joins}
    WHERE true
      ${owner === null ? empty : sql`AND c.owner_username = ${owner}`}
      ${customerCode === undefined ? empty : sql`AND d.account_id IN (${accounts})`}
      ${segment === undefined ? empty : sql`AND s.code = ${segment}`}
      ${outcome === undefined ? empty : sql`AND d.outcome = ${outcome}`}
      ${documentNumber === undefined ? empty : sql`AND d.document_number = ${documentNumber}`}
      ${reserve === undefined ? empty : reserve ? sql`AND d.binding` : sql`AND NOT d.binding`}
      ${page.after ? sql`AND (d.decided_at, d.id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)` : empty}
    ORDER BY d.decided_at DESC, d.id DESC LIMIT ${page.limit}`)
}
