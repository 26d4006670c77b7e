import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { MoneyIn, Receivable } from './domain/money-in.js'

/** An account with money that is not applied. */
export interface CashAccount {
  readonly accountId: Id
  readonly groupId: Id
}

/** Accounts with unapplied receipts or credit notes, in id order. */
export async function listCashAccounts(
  db: Queryable,
  afterAccountId: Id | null,
  limit: number,
): Promise<CashAccount[]> {
  return db.rows<CashAccount>(sql`
    SELECT i.account_id AS "accountId", a.group_id AS "groupId"
    FROM (SELECT DISTINCT account_id FROM exposure_item
          WHERE bucket = 'unapplied' AND open_minor < 0
            AND (${afterAccountId}::uuid IS NULL OR account_id > ${afterAccountId}::uuid)
          ORDER BY account_id LIMIT ${limit}) i
    JOIN credit_account a ON a.id = i.account_id ORDER BY i.account_id`)
}

export async function countOpenCash(db: Queryable): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM exposure_item WHERE bucket = 'unapplied' AND open_minor < 0`,
  )
  return row?.count ?? 0
}

interface OfAccount {
  readonly accountId: Id
  readonly currency: Currency
}

/** What is left of the receipts and credit notes of accounts, with what the bank said about them. */
export async function listMoneyIn(
  tx: Queryable,
  accountIds: readonly Id[],
): Promise<(MoneyIn & OfAccount)[]> {
  return tx.rows(sql`
    SELECT i.account_id AS "accountId", i.currency, d.id AS "documentId", d.number, d.type AS kind,
      d.document_on AS "on", -sum(i.open_minor)::bigint AS "leftMinor", coalesce(b.reference, l.reference, '') AS reference,
      CASE WHEN b.id IS NULL OR b.decided_by IS NOT NULL THEN 10000 ELSE coalesce(b.confidence_bp, 0) END AS "payerBp"
    FROM exposure_item i JOIN document d ON d.id = i.document_id
    LEFT JOIN bank_line b ON b.document_id = d.id
    LEFT JOIN bill l ON l.receipt_document_id = d.id
    WHERE i.account_id = ANY(${accountIds}::uuid[]) AND i.bucket = 'unapplied' AND i.open_minor < 0
      AND d.type IN ('receipt', 'credit-note') AND d.status = 'open'
    GROUP BY i.account_id, i.currency, d.id, b.id, l.id`)
}

/** The open instalments of invoices of accounts. */
export async function listReceivables(
  tx: Queryable,
  accountIds: readonly Id[],
): Promise<(Receivable & OfAccount)[]> {
  return tx.rows(sql`
    SELECT i.account_id AS "accountId", i.currency, i.document_id AS "invoiceId", i.item_no AS "itemNo", d.number,
      d.document_on AS "on", i.due_on AS "dueOn", i.open_minor AS "openMinor", i.amount_minor AS "amountMinor",
      d.disputed, x.main_document_id || ' ' || x.main_item_no AS "interestOf"
    FROM exposure_item i JOIN document d ON d.id = i.document_id
    LEFT JOIN accessory_item x ON x.document_id = i.document_id AND x.item_no = i.item_no
    WHERE i.account_id = ANY(${accountIds}::uuid[]) AND i.bucket = 'receivables' AND i.open_minor > 0
      AND d.type = 'invoice'`)
}

/** The account and group of a document that can settle invoices. */
export async function findCashDocument(
  tx: Queryable,
  id: Id,
): Promise<(OfAccount & { groupId: Id; number: string }) | undefined> {
  const [row] = await tx.rows<OfAccount & { groupId: Id; number: string }>(sql`
    SELECT d.account_id AS "accountId", d.group_id AS "groupId", d.currency, d.number FROM document d
    WHERE d.id = ${id}::uuid AND d.type IN ('receipt', 'credit-note')`)
  return row
}

/** Codes of an account's customer and segment. */
export async function codesOfAccount(
  tx: Queryable,
  accountId: Id,
): Promise<{ customerCode: string; segmentCode: string }> {
  const [row] = await tx.rows<{ customerCode: string; segmentCode: string }>(sql`
    SELECT c.code AS "customerCode", s.code AS "segmentCode" FROM credit_account a
    JOIN customer c ON c.id = a.customer_id JOIN credit_segment s ON s.id = a.segment_id
    WHERE a.id = ${accountId}::uuid`)
  if (!row) throw new Error(`account ${accountId} has no customer`)
  return row
}

/** Codes of customers by id. */
export async function customerCodes(tx: Queryable, ids: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await tx.rows<{ id: Id; code: string }>(
    sql`SELECT id, code FROM customer WHERE id = ANY(${ids}::uuid[])`,
  )
  return new Map(rows.map(({ id, code }) => [id, code]))
}
