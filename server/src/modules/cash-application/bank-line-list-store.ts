import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { BankLineState } from './domain/bank-line.js'
import { COUNTED_MAX } from './receipt-list-store.js'

/** A bank line as it is shown, with who paid or probably paid. */
export interface ListedBankLine {
  readonly id: Id
  readonly bankAccount: string
  readonly bankRef: string
  readonly segment: string
  readonly on: CalendarDay
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly payerName: string
  readonly payerAccount: string | null
  readonly reference: string
  readonly state: BankLineState
  readonly customerCode: string | null
  readonly customerName: string | null
  readonly identifiedBy: string | null
  readonly confidenceBp: number | null
  readonly documentId: Id | null
  readonly note: string | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

export interface BankLineFilter {
  readonly state?: BankLineState | undefined
  readonly search?: string | undefined
}

const from = sql`FROM bank_line b JOIN credit_segment s ON s.id = b.segment_id
  LEFT JOIN customer c ON c.id = b.customer_id`
const columns = sql`b.id, b.bank_account AS "bankAccount", b.bank_ref AS "bankRef", s.code AS segment,
  b.booked_on AS "on", b.currency, b.amount_minor AS "amountMinor", b.payer_name AS "payerName",
  b.payer_account_masked AS "payerAccount", b.reference, b.state, c.code AS "customerCode", c.name AS "customerName",
  b.identified_by AS "identifiedBy", b.confidence_bp AS "confidenceBp", b.document_id AS "documentId", b.note,
  b.decided_by AS "decidedBy", b.decided_at AS "decidedAt"`

function conditions({ state, search }: BankLineFilter): Sql {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`WHERE true ${state ? sql`AND b.state = ${state}` : empty}
    ${
      search
        ? sql`AND (b.payer_name ILIKE ${pattern} OR b.reference ILIKE ${pattern} OR b.bank_ref ILIKE ${pattern})`
        : empty
    }`
}

export async function listBankLines(
  db: Queryable,
  filter: BankLineFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<ListedBankLine[]> {
  return db.rows<ListedBankLine>(sql`
    SELECT ${columns} ${from} ${conditions(filter)} ORDER BY b.booked_on DESC, b.id DESC
    LIMIT ${page.limit} OFFSET ${page.offset}`)
}

/** How many the filter finds, counted up to `COUNTED_MAX`. */
export async function countBankLines(db: Queryable, filter: BankLineFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (SELECT 1 ${from} ${conditions(filter)} LIMIT ${COUNTED_MAX}) x`)
  return row?.count ?? 0
}

export async function findBankLine(db: Queryable, id: Id): Promise<ListedBankLine | undefined> {
  const [line] = await db.rows<ListedBankLine>(sql`SELECT ${columns} ${from} WHERE b.id = ${id}::uuid`)
  return line
}
