import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { whereAll } from '../../platform/db/lists.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { CostKind, HandOverKind, HandOverOutcome, HandOverStage } from './domain/hand-over-stages.js'
import { partyColumns, type CustomerParty } from '../customers/customer-party-store.js'

export interface HandOver {
  readonly id: Id
  readonly customerId: Id
  readonly kind: HandOverKind
  /** Username of the colleague who looks after it. */
  readonly handler: string
  readonly firm: string | null
  readonly reference: string | null
  readonly currency: Currency
  /** What was open of its items when it was handed over. */
  readonly amountMinor: bigint
  readonly reason: string
  readonly stage: HandOverStage
  readonly stageOn: CalendarDay
  readonly openedOn: CalendarDay
  readonly openedBy: string
  readonly openedAt: Date
  readonly outcome: HandOverOutcome | null
  readonly closedOn: CalendarDay | null
  readonly closedBy: string | null
  readonly closedAt: Date | null
}

export interface ListedHandOver extends HandOver, CustomerParty {
  readonly number: bigint
  /** What receipts settled of its items since, and what is open of them now. */
  readonly receivedMinor: bigint
  readonly openMinor: bigint
}

const itemEntries = sql`FROM hand_over_item x JOIN exposure_entry e ON e.account_id = x.account_id
    AND e.document_id = x.document_id AND e.item_no = x.item_no
  JOIN document r ON r.id = e.cause_id AND r.type = 'receipt'
  WHERE x.hand_over_id = h.id AND e.effective_on >= h.opened_on AND e.effective_on <= coalesce(h.closed_on, 'infinity')`

const columns = sql`h.id, h.number, h.customer_id AS "customerId", h.kind, h.handler, h.firm, h.reference, h.currency,
  h.amount_minor AS "amountMinor", h.reason, h.stage, h.stage_on AS "stageOn", h.opened_on AS "openedOn",
  h.opened_by AS "openedBy", h.opened_at AS "openedAt", h.outcome, h.closed_on AS "closedOn", h.closed_by AS "closedBy",
  h.closed_at AS "closedAt", coalesce((SELECT -sum_minor(e.delta_minor) ${itemEntries}), 0) AS "receivedMinor",
  coalesce((SELECT sum_minor(i.open_minor) FROM hand_over_item x JOIN exposure_item i ON i.account_id = x.account_id
    AND i.document_id = x.document_id AND i.item_no = x.item_no WHERE x.hand_over_id = h.id), 0) AS "openMinor",
  ${partyColumns}`

/** Which cases; what is left out does not narrow. */
export interface HandOverFilter {
  readonly id?: Id | undefined
  readonly state?: 'open' | 'closed' | undefined
  readonly kind?: HandOverKind | undefined
  readonly handler?: string | undefined
  readonly customerCode?: string | undefined
}

function where({ id, state, kind, handler, customerCode }: HandOverFilter): Sql {
  return whereAll([
    id && sql`h.id = ${id}::uuid`,
    state === 'open' && sql`h.closed_at IS NULL`,
    state === 'closed' && sql`h.closed_at IS NOT NULL`,
    kind && sql`h.kind = ${kind}`,
    handler && sql`h.handler = ${handler}`,
    customerCode && sql`c.code = ${customerCode}`,
  ])
}

/** Cases, the newest first. */
export async function listHandOvers(
  db: Queryable,
  filter: HandOverFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<ListedHandOver[]> {
  return db.rows<ListedHandOver>(sql`
    SELECT ${columns} FROM hand_over h JOIN customer c ON c.id = h.customer_id ${where(filter)}
    ORDER BY h.opened_at DESC, h.id DESC LIMIT ${limit} OFFSET ${offset}`)
}

export async function countHandOvers(db: Queryable, filter: HandOverFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM hand_over h JOIN customer c ON c.id = h.customer_id ${where(filter)}`)
  return row?.count ?? 0
}

/** One case, locked until the transaction ends. */
export async function lockHandOver(tx: Tx, id: Id): Promise<ListedHandOver | undefined> {
  const [row] = await tx.rows<ListedHandOver>(sql`
    SELECT ${columns} FROM hand_over h JOIN customer c ON c.id = h.customer_id WHERE h.id = ${id}::uuid
    FOR UPDATE OF h`)
  return row
}

export interface HandedItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
}

export async function insertHandOver(tx: Tx, one: HandOver, items: readonly HandedItem[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO hand_over (id, customer_id, kind, handler, firm, reference, currency, amount_minor, reason, stage,
      stage_on, opened_on, opened_by, opened_at)
    VALUES (${one.id}::uuid, ${one.customerId}::uuid, ${one.kind}, ${one.handler}, ${one.firm}, ${one.reference},
      ${one.currency}, ${one.amountMinor}, ${one.reason}, ${one.stage}, ${one.stageOn}, ${one.openedOn},
      ${one.openedBy}, ${one.openedAt})`)
  await insertRows(
    tx,
    'hand_over_item',
    { hand_over_id: 'uuid', account_id: 'uuid', document_id: 'uuid', item_no: 'int', amount_minor: 'bigint' },
    items.map((item) => [one.id, item.accountId, item.documentId, item.itemNo, item.amountMinor]),
  )
}

/** Writes how a case stands; one that is closed gives its items back. */
export async function putHandOver(tx: Tx, one: HandOver): Promise<void> {
  await tx.run(sql`
    UPDATE hand_over SET stage = ${one.stage}, stage_on = ${one.stageOn}, reference = ${one.reference},
      handler = ${one.handler}, firm = ${one.firm}, outcome = ${one.outcome}, closed_on = ${one.closedOn},
      closed_by = ${one.closedBy}, closed_at = ${one.closedAt}
    WHERE id = ${one.id}::uuid`)
  if (one.closedAt)
    await tx.run(
      sql`UPDATE hand_over_item SET current = false WHERE hand_over_id = ${one.id}::uuid AND current`,
    )
}

/** Which of these items are with an open case, by number of the case. */
export async function handedOverAmong(
  db: Queryable,
  items: readonly { readonly documentId: Id; readonly itemNo: number }[],
): Promise<{ readonly documentId: Id; readonly itemNo: number; readonly number: bigint }[]> {
  return db.rows(sql`
    SELECT x.document_id AS "documentId", x.item_no AS "itemNo", h.number
    FROM unnest(${items.map(({ documentId }) => documentId)}::uuid[], ${items.map(({ itemNo }) => itemNo)}::int[])
      AS q (document_id, item_no)
    JOIN hand_over_item x ON x.document_id = q.document_id AND x.item_no = q.item_no AND x.current
    JOIN hand_over h ON h.id = x.hand_over_id`)
}

export interface StoredHandedItem extends HandedItem {
  readonly source: string
  readonly number: string
  readonly dueOn: CalendarDay | null
  readonly openMinor: bigint
}

export async function itemsOfHandOver(db: Queryable, id: Id): Promise<StoredHandedItem[]> {
  return db.rows<StoredHandedItem>(sql`
    SELECT x.account_id AS "accountId", x.document_id AS "documentId", x.item_no AS "itemNo",
      x.amount_minor AS "amountMinor", d.source, d.number, i.due_on AS "dueOn", i.open_minor AS "openMinor"
    FROM hand_over_item x JOIN document d ON d.id = x.document_id
    JOIN exposure_item i ON i.account_id = x.account_id AND i.document_id = x.document_id AND i.item_no = x.item_no
    WHERE x.hand_over_id = ${id}::uuid ORDER BY i.due_on NULLS LAST, d.number, x.item_no`)
}

export interface HandOverStep {
  readonly seq: number
  readonly stage: HandOverStage
  readonly on: CalendarDay
  readonly reference: string | null
  readonly note: string | null
  readonly notedBy: string
  readonly notedAt: Date
}

export async function insertStep(
  tx: Tx,
  of: { readonly id: Id; readonly customerId: Id },
  step: Omit<HandOverStep, 'seq'>,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO hand_over_step (hand_over_id, customer_id, seq, stage, on_day, reference, note, noted_by, noted_at)
    SELECT ${of.id}::uuid, ${of.customerId}::uuid, coalesce(max(seq), 0) + 1, ${step.stage}, ${step.on}::date,
      ${step.reference}, ${step.note}, ${step.notedBy}, ${step.notedAt}::timestamptz
    FROM hand_over_step WHERE hand_over_id = ${of.id}::uuid`)
}

export async function stepsOfHandOver(db: Queryable, id: Id): Promise<HandOverStep[]> {
  return db.rows<HandOverStep>(sql`
    SELECT seq, stage, on_day AS "on", reference, note, noted_by AS "notedBy", noted_at AS "notedAt"
    FROM hand_over_step WHERE hand_over_id = ${id}::uuid ORDER BY seq`)
}

export interface HandOverCost {
  readonly id: Id
  readonly on: CalendarDay
  readonly kind: CostKind
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly note: string | null
  readonly notedBy: string
  readonly notedAt: Date
}

export async function insertCost(
  tx: Tx,
  of: { readonly id: Id; readonly customerId: Id },
  cost: HandOverCost,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO hand_over_cost (id, hand_over_id, customer_id, on_day, kind, currency, amount_minor, note, noted_by,
      noted_at)
    VALUES (${cost.id}::uuid, ${of.id}::uuid, ${of.customerId}::uuid, ${cost.on}, ${cost.kind}, ${cost.currency},
      ${cost.amountMinor}, ${cost.note}, ${cost.notedBy}, ${cost.notedAt})`)
}

export async function costsOfHandOver(db: Queryable, id: Id): Promise<HandOverCost[]> {
  return db.rows<HandOverCost>(sql`
    SELECT id, on_day AS "on", kind, currency, amount_minor AS "amountMinor", note, noted_by AS "notedBy",
      noted_at AS "notedAt"
    FROM hand_over_cost WHERE hand_over_id = ${id}::uuid ORDER BY on_day, noted_at, id`)
}
