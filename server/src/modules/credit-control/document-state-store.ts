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
  /** Version of the document itself as recorded. */
  readonly recordedVersion: bigint | null
  /** What of the recorded amounts the document may rest on: its own total, and what its order has left for it. */
  readonly recordedCoversMinor: bigint
  /** Of an order, what is open of it. */
  readonly recordedOpenMinor: bigint
  readonly openHoldId: Id | null
  readonly releasedMinor: bigint | null
  readonly releasedCurrency: Currency | null
  readonly releasedUntil: CalendarDay | null
  /** Amount of the order to which a release of the order is bound; null for none and for releases of other documents. */
  readonly releasedBoundMinor: bigint | null
  /** What other deliveries (or invoices) of the order have used of its release already. */
  readonly releaseUsedMinor: bigint
  /** What this document itself, as recorded, has drawn from the order. */
  readonly drawnMinor: bigint
  /** Why somebody stopped this order by name, and through which day; null: nobody, and without an end. */
  readonly forcedReason: string | null
  readonly forcedUntil: CalendarDay | null
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
  readonly recordedVersion: bigint | null
  readonly openMinor: bigint | null
  /** Of an order whose invoice is under check: delivered of it and not billed. */
  readonly deliveredMinor: bigint | null
  readonly openHoldId: Id | null
  readonly releasedMinor: bigint | null
  readonly releasedCurrency: Currency | null
  readonly releasedUntil: CalendarDay | null
  readonly releasedBoundMinor: bigint | null
  readonly releasedOpenedAt: Date | null
  readonly forcedReason: string | null
  readonly forcedUntil: CalendarDay | null
}

/** A release, or the part of an order still held that may ship. */
const VALID = 'x.released_minor IS NOT NULL AND x.release_void_at IS NULL'

/** Every part looks up equal keys in one index, per document: a plan made while the tables were small stays right. */
const STATES = `
  SELECT d."sameDecisionId", d."latestVersion", d."latestAccountId", d."latestAt", d."approvedAt",
    r.id AS "reservationId", r.amount_minor AS "reservedMinor", r.currency AS "reservedCurrency",
    r.account_id AS "reservedAccountId", r.ledger_seq AS "reservedSeq",
    doc.total_minor AS "recordedMinor", doc.currency AS "recordedCurrency", doc.account_id AS "recordedAccountId",
    doc.version AS "recordedVersion", doc.open_minor AS "openMinor", CASE WHEN q.as_order AND q.checkpoint = 'invoice' THEN (
      SELECT sum(x.open_minor)::bigint FROM document x
      WHERE x.account_id = doc.account_id AND x.type = 'delivery' AND x.status <> 'cancelled' AND x.id IN (
        SELECT l.document_id FROM document_link l WHERE l.account_id = doc.account_id AND l.from_number = q.number
          AND l.from_type = 'order' AND l.source = q.source)) END AS "deliveredMinor",
    h."openHoldId", h."releasedMinor", h."releasedCurrency", h."releasedUntil",
    CASE WHEN q.type = 'order' THEN h."releasedBoundMinor" END AS "releasedBoundMinor", h."releasedOpenedAt",
    f.reason AS "forcedReason", f.until_on AS "forcedUntil"
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
    SELECT x.total_minor, x.open_minor, x.currency, x.account_id, x.version FROM document x
    WHERE x.source = q.source AND x.type = q.type AND x.number = q.number AND x.status <> 'cancelled' LIMIT 1) AS doc ON true
  CROSS JOIN LATERAL (
    SELECT (array_agg(x.id) FILTER (WHERE x.status = 'open'))[1] AS "openHoldId",
           (array_agg(x.released_minor ORDER BY x.opened_at DESC, x.id DESC) FILTER (WHERE ${VALID}))[1] AS "releasedMinor",
           (array_agg(x.currency ORDER BY x.opened_at DESC, x.id DESC) FILTER (WHERE ${VALID}))[1] AS "releasedCurrency",
           (array_agg(x.released_until ORDER BY x.opened_at DESC, x.id DESC) FILTER (WHERE ${VALID}))[1] AS "releasedUntil",
           (array_agg(greatest(x.amount_minor, x.released_minor) ORDER BY x.opened_at DESC, x.id DESC) FILTER (WHERE ${VALID}))[1] AS "releasedBoundMinor",
           max(x.opened_at) FILTER (WHERE ${VALID}) AS "releasedOpenedAt"
    FROM hold x
    WHERE x.source = q.source AND x.document_number = q.number AND x.document_type = q.type) AS h
  LEFT JOIN LATERAL (
    SELECT x.reason, x.until_on FROM forced_order_hold x
    WHERE x.source = q.source AND x.document_number = q.number AND q.type = 'order' AND x.lifted_at IS NULL LIMIT 1) AS f ON true
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
  const states = documents.map((_, index): DocumentState => {
    const state = rows[index]
    if (!state) throw new Error('a document was left without its state')
    const alone = { ...state, ...ownAmounts(state, documents[index]), releaseUsedMinor: 0n, drawnMinor: 0n }
    if ((orderNumbers[index] ?? null) === null) return alone
    const order = rows[nextOrder++]
    return order ? withOrder(alone, order) : alone
  })
  return withUse(tx, documents, orderNumbers, states)
}

const USE = `
  SELECT (SELECT coalesce(sum(l.amount_minor) FILTER (WHERE d.number <> q.number), 0)::bigint FROM links l JOIN document d ON d.id = l.document_id
            AND d.type = q.type AND d.status <> 'cancelled' WHERE l.place = q.place) AS "usedMinor",
         (SELECT coalesce(sum(l.applied_minor) FILTER (WHERE d.number = q.number), 0)::bigint FROM links l JOIN document d ON d.id = l.document_id
            AND d.type = q.type AND d.status <> 'cancelled' WHERE l.place = q.place) AS "drawnMinor"
  FROM asked q ORDER BY q.place`

/**
 * Split deliveries use a release up together: what earlier ones took of it is looked up only where there is a release
 * of the order. An invoice counts what it takes from the order, at once or by way of a delivery.
 */
async function withUse(
  tx: Queryable,
  documents: readonly CheckedDocument[],
  orderNumbers: readonly (string | null)[],
  states: readonly DocumentState[],
): Promise<DocumentState[]> {
  const split = states.flatMap((state, index) => {
    const document = documents[index]
    const orderNumber = orderNumbers[index] ?? null
    const isSplit = document && document.type !== 'order' && orderNumber !== null
    return isSplit && state.releasedBoundMinor !== null ? [{ index, document, orderNumber }] : []
  })
  if (split.length === 0) return [...states]
  const rows = await tx.prepared<{ usedMinor: bigint; drawnMinor: bigint }>(
    'check_release_use',
    `WITH asked AS (
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
         WITH ORDINALITY AS q (source, type, number, order_number, place)
     ), links AS (
       SELECT q.place, l.document_id, l.amount_minor, l.applied_minor FROM asked q
       JOIN document o ON o.source = q.source AND o.type = 'order' AND o.number = q.order_number
       JOIN document_link l ON l.account_id = o.account_id AND l.from_number = o.number AND l.from_type = 'order'
         AND l.source = o.source
       UNION ALL
       SELECT q.place, l.document_id, l.amount_minor, l.applied_minor FROM asked q
       JOIN document o ON o.source = q.source AND o.type = 'order' AND o.number = q.order_number
       JOIN document d ON d.account_id = o.account_id AND d.type = 'delivery' AND d.source = o.source AND d.id IN (
         SELECT x.document_id FROM document_link x WHERE x.account_id = o.account_id AND x.from_number = o.number
           AND x.from_type = 'order' AND x.source = o.source)
       JOIN document_link l ON l.account_id = d.account_id AND l.from_number = d.number AND l.from_type = 'delivery'
         AND l.source = d.source
       WHERE q.type = 'invoice'
     )${USE}`,
    [
      split.map(({ document }) => document.source),
      split.map(({ document }) => document.type),
      split.map(({ document }) => document.number),
      split.map(({ orderNumber }) => orderNumber),
    ],
  )
  const found = new Map(split.map(({ index }, place) => [index, rows[place]]))
  return states.map((state, index) => {
    const use = found.get(index)
    return use ? { ...state, releaseUsedMinor: use.usedMinor, drawnMinor: use.drawnMinor } : state
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

/** Of a document by itself: it rests on what is recorded of it; of an order less may be asked than is open. */
function ownAmounts({ recordedMinor, openMinor }: KeyState, document: CheckedDocument | undefined) {
  return {
    recordedCoversMinor: recordedMinor ?? 0n,
    recordedOpenMinor: document?.type === 'order' ? (openMinor ?? 0n) : 0n,
  }
}

/** A delivery or invoice with what its order was decided, recorded and released for. */
function withOrder(own: DocumentState & KeyState, order: KeyState): DocumentState {
  const recorded = order.recordedMinor === null ? own : order
  const newer = isLater(order.latestAt, own.latestAt) ? order : own
  const release = isLater(order.releasedOpenedAt, own.releasedOpenedAt) ? order : own
  return {
    ...own,
    latestAccountId: newer.latestAccountId,
    approvedAt: isLater(order.approvedAt, own.approvedAt) ? order.approvedAt : own.approvedAt,
    recordedMinor: recorded.recordedMinor,
    recordedCurrency: recorded.recordedCurrency,
    recordedAccountId: recorded.recordedAccountId,
    recordedCoversMinor: (order.openMinor ?? 0n) + (order.deliveredMinor ?? 0n) + own.recordedCoversMinor,
    releasedMinor: release.releasedMinor,
    releasedCurrency: release.releasedCurrency,
    releasedUntil: release.releasedUntil,
    releasedBoundMinor: release.releasedBoundMinor,
    forcedReason: order.forcedReason,
    forcedUntil: order.forcedUntil,
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
