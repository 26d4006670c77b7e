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

/** What is asked about one document: the one under check itself, or the order that it belongs to. */
interface DocumentKey {
  readonly source: string
  readonly type: string
  readonly number: string
  readonly version: bigint
  readonly checkpoint: Checkpoint
  readonly asOrder: boolean
}

interface KeyState {
  readonly sameDecisionId: Id | null
  readonly latestVersion: bigint | null
  readonly latestAccountId: Id | null
  readonly latestAt: Date | null
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
  readonly releasedOpenedAt: Date | null
}

/** Every part looks up equal keys in one index, per document: a plan made while the tables were small stays right. */
const STATES = `
  SELECT d."sameDecisionId", d."latestVersion", d."latestAccountId", d."latestAt", d."approvedAt",
    r.id AS "reservationId", r.amount_minor AS "reservedMinor", r.currency AS "reservedCurrency",
    r.account_id AS "reservedAccountId", r.ledger_seq AS "reservedSeq",
    doc.total_minor AS "recordedMinor", doc.currency AS "recordedCurrency", doc.account_id AS "recordedAccountId",
    h."openHoldId", h."releasedMinor", h."releasedCurrency", h."releasedUntil", h."releasedOpenedAt"
  FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::boolean[])
    WITH ORDINALITY AS q (source, type, number, version, checkpoint, as_order, place)
  CROSS JOIN LATERAL (
    SELECT (array_agg(x.id ORDER BY x.decided_at DESC, x.id DESC)
              FILTER (WHERE x.document_version = q.version AND x.checkpoint = q.checkpoint))[1] AS "sameDecisionId",
           max(x.document_version) FILTER (WHERE x.checkpoint = q.checkpoint) AS "latestVersion",
           (array_agg(x.account_id ORDER BY x.decided_at DESC))[1] AS "latestAccountId",
           max(x.decided_at) AS "latestAt",
           max(x.decided_at) FILTER (WHERE x.outcome IN ('approved', 'warned') AND x.checkpoint <> q.checkpoint) AS "approvedAt"
    FROM credit_decision x
    WHERE x.binding AND x.source = q.source AND x.document_number = q.number AND x.document_type = q.type
      AND NOT (q.as_order AND x.checkpoint = q.checkpoint)) AS d
  LEFT JOIN LATERAL (
    SELECT x.id, x.amount_minor, x.currency, x.account_id, x.ledger_seq FROM reservation x
    WHERE x.status = 'active' AND x.source = q.source AND x.type = q.type AND x.number = q.number LIMIT 1) AS r ON true
  LEFT JOIN LATERAL (
    SELECT x.total_minor, x.currency, x.account_id FROM document x
    WHERE x.source = q.source AND x.type = q.type AND x.number = q.number AND x.status <> 'cancelled' LIMIT 1) AS doc ON true
  CROSS JOIN LATERAL (
    SELECT (array_agg(x.id) FILTER (WHERE x.status = 'open'))[1] AS "openHoldId",
           (array_agg(x.released_minor ORDER BY x.opened_at DESC, x.id DESC) FILTER (WHERE x.status = 'released'))[1] AS "releasedMinor",
           (array_agg(x.currency ORDER BY x.opened_at DESC, x.id DESC) FILTER (WHERE x.status = 'released'))[1] AS "releasedCurrency",
           (array_agg(x.released_until ORDER BY x.opened_at DESC, x.id DESC) FILTER (WHERE x.status = 'released'))[1] AS "releasedUntil",
           max(x.opened_at) FILTER (WHERE x.status = 'released') AS "releasedOpenedAt"
    FROM hold x
    WHERE x.source = q.source AND x.document_number = q.number AND x.document_type = q.type) AS h
  ORDER BY q.place`

/** Reads what is known of each document, in the order asked. */
export async function loadDocumentStates(
  tx: Queryable,
  documents: readonly (CheckedDocument & { checkpoint: Checkpoint })[],
): Promise<DocumentState[]> {
  const orderNumbers = await orderNumbersOf(tx, documents)
  const own = documents.map((document): DocumentKey => ({ ...document, asOrder: false }))
  const orders = documents.flatMap((document, index): DocumentKey[] => {
    const number = orderNumbers[index] ?? null
    return number === null ? [] : [{ ...document, type: 'order', number, asOrder: true }]
  })
  const rows = await loadKeys(tx, [...own, ...orders])
  let nextOrder = own.length
  return documents.map((_, index) => {
    const state = rows[index]
    if (!state) throw new Error('a document was left without its state')
    if ((orderNumbers[index] ?? null) === null) return state
    const order = rows[nextOrder++]
    return order ? withOrder(state, order) : state
  })
}

function loadKeys(tx: Queryable, keys: readonly DocumentKey[]): Promise<KeyState[]> {
  return tx.prepared<KeyState>('check_document_states', STATES, [
    keys.map((key) => key.source),
    keys.map((key) => key.type),
    keys.map((key) => key.number),
    keys.map((key) => key.version),
    keys.map((key) => key.checkpoint),
    keys.map((key) => key.asOrder),
  ])
}

/** A delivery or invoice with what its order was decided, recorded and released for. */
function withOrder(own: KeyState, order: KeyState): DocumentState {
  const { recordedMinor, recordedCurrency, recordedAccountId } = order
  const newer = isLater(order.latestAt, own.latestAt) ? order : own
  const release = isLater(order.releasedOpenedAt, own.releasedOpenedAt) ? order : own
  return {
    ...own,
    latestAccountId: newer.latestAccountId,
    approvedAt: isLater(order.approvedAt, own.approvedAt) ? order.approvedAt : own.approvedAt,
    recordedMinor,
    recordedCurrency,
    recordedAccountId,
    releasedMinor: release.releasedMinor,
    releasedCurrency: release.releasedCurrency,
    releasedUntil: release.releasedUntil,
  }
}

function isLater(a: Date | null, b: Date | null): boolean {
  return a !== null && (b === null || a > b)
}

const ORDER_NUMBERS = `
  SELECT (SELECT l.from_number FROM document own
          JOIN document_link l ON l.account_id = own.account_id AND l.document_id = own.id AND l.from_type = 'order'
          WHERE own.source = q.source AND own.type = q.type AND own.number = q.number
          ORDER BY l.link_no LIMIT 1) AS "orderNumber"
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS q (source, type, number, place)
  ORDER BY q.place`

/** The order that each document belongs to: as the caller says, else as it was recorded; null for orders. */
async function orderNumbersOf(
  tx: Queryable,
  documents: readonly CheckedDocument[],
): Promise<(string | null)[]> {
  const unsaid = documents.filter(({ type, orderNumber }) => type !== 'order' && orderNumber === null)
  if (unsaid.length === 0)
    return documents.map(({ type, orderNumber }) => (type === 'order' ? null : orderNumber))
  const rows = await tx.prepared<{ orderNumber: string | null }>('check_order_numbers', ORDER_NUMBERS, [
    unsaid.map((document) => document.source),
    unsaid.map((document) => document.type),
    unsaid.map((document) => document.number),
  ])
  const recorded = new Map(unsaid.map((document, index) => [document, rows[index]?.orderNumber ?? null]))
  return documents.map((document) =>
    document.type === 'order' ? null : (document.orderNumber ?? recorded.get(document) ?? null),
  )
}
