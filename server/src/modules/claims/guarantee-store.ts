import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { GuaranteeActKind, GuaranteeMode } from './domain/guarantee-period.js'

/** Who answers for the debts of a customer, as the contract says. */
export interface Guarantee {
  readonly id: Id
  readonly customerId: Id
  /** null: for all debts of the customer. */
  readonly documentId: Id | null
  readonly guarantor: string
  readonly guarantorCode: string | null
  readonly mode: GuaranteeMode
  readonly contract: string | null
  readonly signedOn: CalendarDay | null
  readonly agreedKind: 'none' | 'until_paid' | 'months' | 'until'
  readonly agreedMonths: number | null
  readonly agreedUntil: CalendarDay | null
  readonly maxAmount: boolean
  readonly determinedOn: CalendarDay | null
  readonly amountMinor: bigint | null
  readonly currency: Currency | null
  readonly evidence: string
  readonly recordedBy: string
  readonly recordedAt: Date
}

/** Something done to keep a guarantee, or its end. */
export interface StoredGuaranteeAct {
  readonly id: Id
  readonly guaranteeId: Id
  readonly customerId: Id
  /** null: for every debt that the guarantee covers. */
  readonly documentId: Id | null
  readonly kind: GuaranteeActKind
  readonly on: CalendarDay
  readonly evidence: string
  readonly recordedBy: string
  readonly recordedAt: Date
}

const columns = sql`id, customer_id AS "customerId", document_id AS "documentId", guarantor,
  guarantor_code AS "guarantorCode", mode, contract, signed_on AS "signedOn", agreed_kind AS "agreedKind",
  agreed_months AS "agreedMonths", agreed_until AS "agreedUntil", max_amount AS "maxAmount",
  determined_on AS "determinedOn", amount_minor AS "amountMinor", currency, evidence, recorded_by AS "recordedBy",
  recorded_at AS "recordedAt"`

export async function insertGuarantee(tx: Tx, g: Guarantee): Promise<void> {
  await tx.run(sql`
    INSERT INTO guarantee (id, customer_id, document_id, guarantor, guarantor_code, mode, contract, signed_on,
      agreed_kind, agreed_months, agreed_until, max_amount, determined_on, amount_minor, currency, evidence,
      recorded_by, recorded_at)
    VALUES (${g.id}, ${g.customerId}, ${g.documentId}, ${g.guarantor}, ${g.guarantorCode}, ${g.mode}, ${g.contract},
      ${g.signedOn}, ${g.agreedKind}, ${g.agreedMonths}, ${g.agreedUntil}, ${g.maxAmount}, ${g.determinedOn},
      ${g.amountMinor}, ${g.currency}, ${g.evidence}, ${g.recordedBy}, ${g.recordedAt})`)
}

export async function listGuarantees(db: Queryable, customerId: Id): Promise<Guarantee[]> {
  return db.rows<Guarantee>(
    sql`SELECT ${columns} FROM guarantee WHERE customer_id = ${customerId}::uuid ORDER BY recorded_at, id LIMIT 200`,
  )
}

export async function findGuarantee(db: Queryable, id: Id): Promise<Guarantee | undefined> {
  const [found] = await db.rows<Guarantee>(sql`SELECT ${columns} FROM guarantee WHERE id = ${id}::uuid`)
  return found
}

/** Customers for whose debts somebody answers, in the order of their ids. */
export async function customersGuaranteed(db: Queryable, after: Id | null, limit: number): Promise<Id[]> {
  const rows = await db.rows<{ id: Id }>(sql`
    SELECT DISTINCT customer_id AS id FROM guarantee
    WHERE ${after}::uuid IS NULL OR customer_id > ${after}::uuid ORDER BY 1 LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}
