import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { newestFirst, type PageAfter, whereAll } from '../../platform/db/lists.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { partyColumns, type CustomerParty } from '../customers/customer-party-store.js'
import type { PlanRate, PlanStatus } from './domain/plan-standing.js'

export const guarantorConsents = ['no_guarantee', 'consented', 'not_asked'] as const
export type GuarantorConsent = (typeof guarantorConsents)[number]

export interface InstalmentPlan {
  readonly id: Id
  readonly customerId: Id
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly reason: string
  readonly graceDays: number
  readonly status: PlanStatus
  /** Null until the plan is put in force. */
  readonly guarantorConsent: GuarantorConsent | null
  readonly guarantorNote: string | null
  /** The file with the written commitment. */
  readonly commitmentId: Id | null
  readonly contactId: Id | null
  readonly requestedOn: CalendarDay
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly activatedOn: CalendarDay | null
  readonly activatedBy: string | null
  readonly activatedAt: Date | null
  readonly receivedMinor: bigint
  readonly endedOn: CalendarDay | null
  readonly endedAt: Date | null
  readonly endedBy: string | null
  readonly endReason: string | null
}

export interface PlanItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
  readonly paidBeforeMinor: bigint
}

export async function insertPlan(
  tx: Tx,
  one: InstalmentPlan,
  { items, rates }: { readonly items: readonly PlanItem[]; readonly rates: readonly PlanRate[] },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO instalment_plan (id, customer_id, currency, amount_minor, reason, grace_days, status, contact_id,
      requested_on, requested_by, requested_at)
    VALUES (${one.id}::uuid, ${one.customerId}::uuid, ${one.currency}, ${one.amountMinor}, ${one.reason},
      ${one.graceDays}, ${one.status}, ${one.contactId}::uuid, ${one.requestedOn}, ${one.requestedBy},
      ${one.requestedAt})`)
  await insertRows(
    tx,
    'instalment_plan_item',
    {
      plan_id: 'uuid',
      account_id: 'uuid',
      document_id: 'uuid',
      item_no: 'int',
      amount_minor: 'bigint',
      paid_before_minor: 'bigint',
    },
    items.map((item) => [
      ...[one.id, item.accountId, item.documentId, item.itemNo, item.amountMinor, item.paidBeforeMinor],
    ]),
  )
  await insertRows(
    tx,
    'instalment_plan_rate',
    { plan_id: 'uuid', rate_no: 'int', due_on: 'date', amount_minor: 'bigint' },
    rates.map((rate, index) => [one.id, index + 1, rate.dueOn, rate.amountMinor]),
  )
}

export interface ListedPlan extends InstalmentPlan, CustomerParty {
  readonly number: bigint
}

const columns = sql`p.id, p.number, p.customer_id AS "customerId", p.currency, p.amount_minor AS "amountMinor", p.reason,
  p.grace_days AS "graceDays", p.status, p.guarantor_consent AS "guarantorConsent",
  p.guarantor_note AS "guarantorNote", p.commitment_id AS "commitmentId", p.contact_id AS "contactId",
  p.requested_on AS "requestedOn", p.requested_by AS "requestedBy", p.requested_at AS "requestedAt",
  p.activated_on AS "activatedOn", p.activated_by AS "activatedBy", p.activated_at AS "activatedAt",
  p.received_minor AS "receivedMinor", p.ended_on AS "endedOn", p.ended_at AS "endedAt", p.ended_by AS "endedBy",
  p.end_reason AS "endReason", ${partyColumns}`

/** Which plans; what is left out does not narrow. `current`: asked for, approved or in force. */
export interface PlanFilter {
  readonly status?: PlanStatus | 'current' | undefined
  readonly customerCode?: string | undefined
  readonly id?: Id | undefined
}

function where({ status, customerCode, id }: PlanFilter): Sql {
  return whereAll([
    status === 'current' && sql`p.status IN ('requested', 'approved', 'active')`,
    status && status !== 'current' && sql`p.status = ${status}`,
    customerCode && sql`c.code = ${customerCode}`,
    id && sql`p.id = ${id}::uuid`,
  ])
}

/** Plans, the newest first; `after` is the last one of the page before. */
export async function listPlans(db: Queryable, filter: PlanFilter, page: PageAfter): Promise<ListedPlan[]> {
  return db.rows<ListedPlan>(sql`
    SELECT ${columns} FROM instalment_plan p JOIN customer c ON c.id = p.customer_id ${where(filter)}
      ${newestFirst({ table: 'instalment_plan', alias: 'p', at: 'requested_at' }, page)}`)
}

/** One plan, locked until the transaction ends. */
export async function lockPlan(tx: Tx, id: Id): Promise<ListedPlan | undefined> {
  const [row] = await tx.rows<ListedPlan>(sql`
    SELECT ${columns} FROM instalment_plan p JOIN customer c ON c.id = p.customer_id
    WHERE p.id = ${id}::uuid FOR UPDATE OF p`)
  return row
}

/** Plans in force, up to `limit`, after the given id; locked. */
export async function lockActivePlans(
  tx: Tx,
  { after, limit }: { readonly after: Id | null; readonly limit: number },
): Promise<ListedPlan[]> {
  return tx.rows<ListedPlan>(sql`
    SELECT ${columns} FROM instalment_plan p JOIN customer c ON c.id = p.customer_id
    WHERE p.status = 'active' AND (${after}::uuid IS NULL OR p.id > ${after}::uuid)
    ORDER BY p.id LIMIT ${limit} FOR UPDATE OF p`)
}

/** Which of these plans wait for their approval. */
export async function requestedPlansAmong(db: Queryable, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM instalment_plan WHERE id = ANY(${ids}::uuid[]) AND status = 'requested'`,
  )
  return new Set(rows.map(({ id }) => id))
}

export interface StoredPlanItem extends PlanItem {
  readonly planId: Id
  readonly source: string
  readonly number: string
  readonly receivedMinor: bigint
}

export async function itemsOfPlans(db: Queryable, ids: readonly Id[]): Promise<StoredPlanItem[]> {
  if (ids.length === 0) return []
  return db.rows<StoredPlanItem>(sql`
    SELECT i.plan_id AS "planId", i.account_id AS "accountId", i.document_id AS "documentId", i.item_no AS "itemNo",
      i.amount_minor AS "amountMinor", i.paid_before_minor AS "paidBeforeMinor",
      i.received_minor AS "receivedMinor", d.source, d.number
    FROM instalment_plan_item i JOIN document d ON d.id = i.document_id
    WHERE i.plan_id = ANY(${ids}::uuid[]) ORDER BY i.plan_id, d.number, i.item_no`)
}

export interface StoredPlanRate extends PlanRate {
  readonly planId: Id
  readonly rateNo: number
  readonly receivedMinor: bigint
}

export async function ratesOfPlans(db: Queryable, ids: readonly Id[]): Promise<StoredPlanRate[]> {
  if (ids.length === 0) return []
  return db.rows<StoredPlanRate>(sql`
    SELECT plan_id AS "planId", rate_no AS "rateNo", due_on AS "dueOn", amount_minor AS "amountMinor",
      received_minor AS "receivedMinor"
    FROM instalment_plan_rate WHERE plan_id = ANY(${ids}::uuid[]) ORDER BY plan_id, rate_no`)
}

/** Writes how a plan stands; one that ended gives its items back. */
export async function putPlan(tx: Tx, one: InstalmentPlan): Promise<void> {
  await tx.run(sql`
    UPDATE instalment_plan SET status = ${one.status}, guarantor_consent = ${one.guarantorConsent},
      guarantor_note = ${one.guarantorNote}, commitment_id = ${one.commitmentId}::uuid,
      activated_on = ${one.activatedOn}, activated_by = ${one.activatedBy}, activated_at = ${one.activatedAt},
      received_minor = ${one.receivedMinor}, ended_on = ${one.endedOn}, ended_at = ${one.endedAt},
      ended_by = ${one.endedBy}, end_reason = ${one.endReason}
    WHERE id = ${one.id}::uuid`)
  if (one.endedAt)
    await tx.run(
      sql`UPDATE instalment_plan_item SET current = false WHERE plan_id = ${one.id}::uuid AND current`,
    )
}

/** Notes what receipts paid of a plan's items and rates, in their order. */
export async function putPlanReceived(
  tx: Tx,
  planId: Id,
  {
    items,
    rates,
  }: {
    readonly items: readonly Pick<StoredPlanItem, 'documentId' | 'itemNo' | 'receivedMinor'>[]
    readonly rates: readonly Pick<StoredPlanRate, 'rateNo' | 'receivedMinor'>[]
  },
): Promise<void> {
  await tx.run(sql`
    UPDATE instalment_plan_item i SET received_minor = q.received
    FROM unnest(${items.map((one) => one.documentId)}::uuid[], ${items.map((one) => one.itemNo)}::int[],
      ${items.map((one) => one.receivedMinor)}::bigint[]) AS q (document_id, item_no, received)
    WHERE i.plan_id = ${planId}::uuid AND i.document_id = q.document_id AND i.item_no = q.item_no`)
  await tx.run(sql`
    UPDATE instalment_plan_rate r SET received_minor = q.received
    FROM unnest(${rates.map((one) => one.rateNo)}::int[], ${rates.map((one) => one.receivedMinor)}::bigint[])
      AS q (rate_no, received)
    WHERE r.plan_id = ${planId}::uuid AND r.rate_no = q.rate_no`)
}
