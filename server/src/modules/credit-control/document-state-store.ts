import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Checkpoint } from './domain/rules.js'

/** The document that a check is about. */
export interface CheckedDocument {
  readonly source: string
  readonly type: string
  readonly number: string
  readonly version: bigint
  /**
   * The order that a delivery or invoice under check belongs to; its release and amounts count for it. Null where
   * the caller does not say: then a recorded document's own source counts.
   */
  readonly orderNumber: string | null
}

/** What is known of a document from earlier checks and recordings. */
export interface DocumentState {
  /** Binding decision of the same version at the same checkpoint: the answer to a repeated check. */
  readonly sameDecisionId: Id | null
  /** Highest version that a binding check at this checkpoint has seen. */
  readonly latestVersion: bigint | null
  readonly latestAccountId: Id | null
  readonly approvedAt: Date | null
  readonly reservationId: Id | null
  readonly reservedMinor: bigint | null
  readonly reservedCurrency: Currency | null
  readonly reservedAccountId: Id | null
  readonly reservedSeq: number | null
  readonly recordedMinor: bigint | null
  readonly recordedCurrency: Currency | null
  readonly recordedAccountId: Id | null
  readonly openHoldId: Id | null
  readonly releasedMinor: bigint | null
  readonly releasedCurrency: Currency | null
  readonly releasedUntil: CalendarDay | null
}

const STATES = `
  SELECT d."sameDecisionId", d."latestVersion", d."latestAccountId", d."approvedAt",
    r.id AS "reservationId", r.amount_minor AS "reservedMinor", r.currency AS "reservedCurrency",
    r.account_id AS "reservedAccountId", r.ledger_seq AS "reservedSeq",
    doc.total_minor AS "recordedMinor", doc.currency AS "recordedCurrency", doc.account_id AS "recordedAccountId",
    h.id AS "openHoldId", f.released_minor AS "releasedMinor", f.currency AS "releasedCurrency",
    f.released_until AS "releasedUntil"
  FROM (
    SELECT u.source, u.type, u.number, u.version, u.checkpoint, u.place,
           CASE WHEN u.type = 'order' THEN NULL ELSE coalesce(u.order_number, (
             SELECT l.from_number FROM document own
             JOIN document_link l ON l.account_id = own.account_id AND l.document_id = own.id AND l.from_type = 'order'
             WHERE own.source = u.source AND own.type = u.type AND own.number = u.number
             ORDER BY l.link_no LIMIT 1)) END AS order_number
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[])
      WITH ORDINALITY AS u (source, type, number, version, order_number, checkpoint, place)) AS q
  CROSS JOIN LATERAL (
    SELECT (array_agg(x.id ORDER BY x.decided_at DESC, x.id DESC)
              FILTER (WHERE x.document_version = q.version AND x.checkpoint = q.checkpoint))[1] AS "sameDecisionId",
           max(x.document_version) FILTER (WHERE x.checkpoint = q.checkpoint) AS "latestVersion",
           (array_agg(x.account_id ORDER BY x.decided_at DESC))[1] AS "latestAccountId",
           max(x.decided_at) FILTER (WHERE x.outcome IN ('approved', 'warned') AND x.checkpoint <> q.checkpoint) AS "approvedAt"
    FROM credit_decision x
    WHERE x.binding AND x.source = q.source AND x.document_number = ANY (ARRAY[q.number, q.order_number])
      AND ((x.document_number = q.number AND x.document_type = q.type) OR
           (x.document_number = q.order_number AND x.document_type = 'order' AND x.checkpoint <> q.checkpoint))) AS d
  LEFT JOIN reservation r ON r.status = 'active' AND r.source = q.source AND r.type = q.type AND r.number = q.number
  LEFT JOIN document doc ON doc.source = q.source AND doc.status <> 'cancelled'
    AND doc.type = CASE WHEN q.order_number IS NULL THEN q.type ELSE 'order' END
    AND doc.number = coalesce(q.order_number, q.number)
  LEFT JOIN hold h ON h.status = 'open' AND h.source = q.source AND h.document_type = q.type
    AND h.document_number = q.number
  LEFT JOIN LATERAL (
    SELECT x.released_minor, x.currency, x.released_until FROM hold x
    WHERE x.status = 'released' AND x.source = q.source AND x.document_number = ANY (ARRAY[q.number, q.order_number])
      AND ((x.document_number = q.number AND x.document_type = q.type) OR
           (x.document_number = q.order_number AND x.document_type = 'order'))
    ORDER BY x.opened_at DESC, x.id DESC LIMIT 1) AS f ON true
  ORDER BY q.place`

/** Reads what is known of each document, in the order asked. */
export async function loadDocumentStates(
  tx: Queryable,
  documents: readonly (CheckedDocument & { checkpoint: Checkpoint })[],
): Promise<DocumentState[]> {
  return tx.prepared<DocumentState>('check_document_states', STATES, [
    documents.map((document) => document.source),
    documents.map((document) => document.type),
    documents.map((document) => document.number),
    documents.map((document) => document.version),
    documents.map((document) => document.orderNumber),
    documents.map((document) => document.checkpoint),
  ])
}
