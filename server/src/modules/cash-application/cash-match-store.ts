import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { amountOf, signatureOf, type Ground, type MatchItem, type MatchMethod } from './domain/money-in.js'
import type { PastMatch } from './domain/weigh-proposal.js'

export const matchStates = ['proposed', 'accepted', 'rejected', 'undone', 'superseded'] as const
export type MatchState = (typeof matchStates)[number]

/** Which receipt or credit note settles which instalments, why, and what became of it. */
export interface CashMatch {
  readonly id: Id
  readonly accountId: Id
  readonly groupId: Id
  readonly documentId: Id
  readonly method: MatchMethod
  readonly confidenceBp: number
  readonly grounds: readonly Ground[]
  readonly state: MatchState
  readonly automatic: boolean
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly grantedMinor: bigint
  readonly grantedKind: 'discount' | 'fee' | null
  readonly grantedDocumentId: Id | null
  readonly proposedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly undoneBy: string | null
  readonly undoneAt: Date | null
  readonly reason: string | null
}

export interface NewMatch {
  readonly id: Id
  readonly accountId: Id
  readonly documentId: Id
  readonly method: MatchMethod
  readonly confidenceBp: number
  readonly grounds: readonly Ground[]
  readonly state: 'proposed' | 'accepted'
  readonly automatic: boolean
  readonly currency: Currency
  readonly items: readonly MatchItem[]
  readonly grantedKind: 'discount' | 'fee' | null
  readonly grantedDocumentId: Id | null
  readonly runId: Id | null
  readonly decidedBy: string | null
}

/** Keeps new matches with what they apply. */
export async function insertMatches(tx: Tx, matches: readonly NewMatch[], at: Date): Promise<void> {
  await insertRows(
    tx,
    'cash_match',
    {
      ...{ id: 'uuid', account_id: 'uuid', document_id: 'uuid', method: 'text', confidence_bp: 'int' },
      ...{ grounds: 'jsonb', state: 'text', automatic: 'boolean', currency: 'text', amount_minor: 'bigint' },
      ...{ granted_minor: 'bigint', granted_kind: 'text', granted_document_id: 'uuid', signature: 'text' },
      ...{ run_id: 'uuid', proposed_at: 'timestamptz', decided_by: 'text', decided_at: 'timestamptz' },
    },
    matches.map((m) => [
      ...[m.id, m.accountId, m.documentId, m.method, m.confidenceBp, JSON.stringify(m.grounds), m.state],
      ...[m.automatic, m.currency, amountOf(m.items), grantedOf(m.items), m.grantedKind, m.grantedDocumentId],
      ...[signatureOf(m.items), m.runId, at, m.decidedBy, m.state === 'accepted' ? at : null],
    ]),
  )
  await insertRows(
    tx,
    'cash_match_item',
    {
      ...{ match_id: 'uuid', account_id: 'uuid', invoice_id: 'uuid', item_no: 'int', amount_minor: 'bigint' },
      granted_minor: 'bigint',
    },
    matches.flatMap(({ id, accountId, items }) =>
      items.map((i) => [id, accountId, i.invoiceId, i.itemNo, i.amountMinor, i.grantedMinor]),
    ),
  )
}

export function grantedOf(items: readonly MatchItem[]): bigint {
  return items.reduce((sum, item) => sum + item.grantedMinor, 0n)
}

/** An accepted match is overtaken when its source system has said since what the receipt settles: it is in no link then. */
const state = sql`CASE WHEN m.state = 'accepted'
    AND NOT EXISTS (SELECT 1 FROM document_link l WHERE l.match_id = m.id)
  THEN 'superseded' ELSE m.state END`

const columns = sql`m.id, m.account_id AS "accountId", d.group_id AS "groupId", m.document_id AS "documentId",
  m.method, m.confidence_bp AS "confidenceBp", m.grounds, ${state} AS state, m.automatic, m.currency,
  m.amount_minor AS "amountMinor", m.granted_minor AS "grantedMinor", m.granted_kind AS "grantedKind",
  m.granted_document_id AS "grantedDocumentId", m.proposed_at AS "proposedAt", m.decided_by AS "decidedBy",
  m.decided_at AS "decidedAt", m.undone_by AS "undoneBy", m.undone_at AS "undoneAt", m.reason`

export async function findMatch(tx: Queryable, id: Id): Promise<CashMatch | undefined> {
  const [match] = await tx.rows<CashMatch>(
    sql`SELECT ${columns} FROM cash_match m JOIN document d ON d.id = m.document_id WHERE m.id = ${id}::uuid`,
  )
  return match
}

/** Every match of a document, the latest first; what was superseded is left out. */
export async function listMatchesOf(tx: Queryable, documentId: Id): Promise<CashMatch[]> {
  return tx.rows<CashMatch>(sql`
    SELECT ${columns} FROM cash_match m JOIN document d ON d.id = m.document_id
    WHERE m.document_id = ${documentId}::uuid AND m.state <> 'superseded'
    ORDER BY m.proposed_at DESC, m.id DESC LIMIT 50`)
}

/** Accepted matches of a document, whether its links are there now or went with the document's cancellation. */
export async function matchesThatHold(
  tx: Queryable,
  documentId: Id,
): Promise<Pick<CashMatch, 'id' | 'accountId' | 'currency' | 'grantedMinor' | 'grantedDocumentId'>[]> {
  return tx.rows(sql`
    SELECT id, account_id AS "accountId", currency, granted_minor AS "grantedMinor",
      granted_document_id AS "grantedDocumentId"
    FROM cash_match WHERE document_id = ${documentId}::uuid AND state = 'accepted' ORDER BY proposed_at, id`)
}

export interface StoredItem extends MatchItem {
  readonly matchId: Id
}

export async function listMatchItems(tx: Queryable, matchIds: readonly Id[]): Promise<StoredItem[]> {
  return tx.rows<StoredItem>(sql`
    SELECT match_id AS "matchId", invoice_id AS "invoiceId", item_no AS "itemNo", amount_minor AS "amountMinor",
      granted_minor AS "grantedMinor"
    FROM cash_match_item WHERE match_id = ANY(${matchIds}::uuid[]) ORDER BY match_id, invoice_id, item_no`)
}

/** What of these documents' earlier matches came to nothing by a person's decision. */
export async function pastMatches(tx: Queryable, documentIds: readonly Id[]): Promise<Map<Id, PastMatch[]>> {
  const rows = await tx.rows<PastMatch & { documentId: Id }>(sql`
    SELECT document_id AS "documentId", signature, state FROM cash_match
    WHERE document_id = ANY(${documentIds}::uuid[]) AND state IN ('rejected', 'undone')`)
  const result = new Map<Id, PastMatch[]>()
  for (const row of rows) result.set(row.documentId, [...(result.get(row.documentId) ?? []), row])
  return result
}

/** Open proposals of these documents: id and what they would apply. */
export async function openProposals(
  tx: Queryable,
  documentIds: readonly Id[],
): Promise<{ id: Id; documentId: Id; signature: string; confidenceBp: number }[]> {
  return tx.rows(sql`
    SELECT id, document_id AS "documentId", signature, confidence_bp AS "confidenceBp" FROM cash_match
    WHERE document_id = ANY(${documentIds}::uuid[]) AND state = 'proposed'`)
}

/** Proposals that something newer has overtaken. */
export async function supersede(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    UPDATE cash_match SET state = 'superseded' WHERE id = ANY(${ids}::uuid[]) AND state = 'proposed'`)
}

export interface Decided {
  readonly state: 'accepted' | 'rejected'
  readonly by: string
  readonly reason: string | null
  readonly grantedDocumentId: Id | null
}

/** Decides a proposal; false when somebody else has. */
export async function decideMatch(tx: Tx, id: Id, decided: Decided, at: Date): Promise<boolean> {
  const changed = await tx.run(sql`
    UPDATE cash_match SET state = ${decided.state}, decided_by = ${decided.by}, decided_at = ${at},
      reason = ${decided.reason}, granted_document_id = ${decided.grantedDocumentId}::uuid
    WHERE id = ${id}::uuid AND state = 'proposed'`)
  return changed > 0
}

/** Marks an accepted match as undone; false when somebody else has. */
export async function markUndone(
  tx: Tx,
  id: Id,
  { by, reason, at }: { readonly by: string; readonly reason: string; readonly at: Date },
): Promise<boolean> {
  const changed = await tx.run(sql`
    UPDATE cash_match SET state = 'undone', undone_by = ${by}, undone_at = ${at}, reason = ${reason}
    WHERE id = ${id}::uuid AND state = 'accepted'`)
  return changed > 0
}

/** The receipt itself is gone: its matches are undone with it, its proposal is overtaken. */
export async function voidMatchesOf(
  tx: Tx,
  documentId: Id,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    UPDATE cash_match SET state = 'undone', undone_by = ${by}, undone_at = ${at}
    WHERE document_id = ${documentId}::uuid AND state = 'accepted'`)
  await tx.run(sql`
    UPDATE cash_match SET state = 'superseded' WHERE document_id = ${documentId}::uuid AND state = 'proposed'`)
}
