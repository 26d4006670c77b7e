import type { Language } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { MoneyJson } from '../../kernel/money.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface LetterItem {
  readonly documentId: Id
  readonly itemNo: number
  readonly number: string
  readonly dueOn: CalendarDay
  readonly open: MoneyJson
  readonly interest: MoneyJson | null
}

/** A letter that demands payment, as it was written. */
export interface ClaimLetter {
  readonly id: Id
  readonly customerId: Id
  readonly language: Language
  readonly writtenOn: CalendarDay
  readonly payBy: CalendarDay
  readonly items: readonly LetterItem[]
  /** By currency. */
  readonly totals: readonly MoneyJson[]
  /** SHA-256 of the PDF. */
  readonly contentHash: string
  readonly writtenBy: string
  readonly writtenAt: Date
}

const columns = sql`id, number, customer_id AS "customerId", language, written_on AS "writtenOn", pay_by AS "payBy",
  items, totals, content_hash AS "contentHash", written_by AS "writtenBy", written_at AS "writtenAt"`

export type StoredLetter = ClaimLetter & { readonly number: bigint }

/** Stores a letter under the number that was drawn for it. */
export async function insertLetter(tx: Tx, letter: StoredLetter, pdf: Buffer): Promise<void> {
  const { items, totals } = letter
  await tx.run(sql`
    INSERT INTO claim_letter (id, number, customer_id, language, written_on, pay_by, items, totals, pdf, content_hash,
      written_by, written_at)
    OVERRIDING SYSTEM VALUE
    VALUES (${letter.id}, ${letter.number}, ${letter.customerId}, ${letter.language}, ${letter.writtenOn},
      ${letter.payBy}, ${JSON.stringify(items)}::jsonb, ${JSON.stringify(totals)}::jsonb, ${pdf},
      ${letter.contentHash}, ${letter.writtenBy}, ${letter.writtenAt})`)
}

/** The number of the next letter; a number whose letter fails is not used again. */
export async function drawLetterNumber(tx: Tx): Promise<bigint> {
  const [row] = await tx.rows<{ number: bigint }>(
    sql`SELECT nextval(pg_get_serial_sequence('claim_letter', 'number')) AS number`,
  )
  if (!row) throw new Error('no number for a letter')
  return row.number
}

export async function findLetter(db: Queryable, id: Id): Promise<StoredLetter | undefined> {
  const [letter] = await db.rows<StoredLetter>(
    sql`SELECT ${columns} FROM claim_letter WHERE id = ${id}::uuid`,
  )
  return letter
}

/** The paper itself. */
export async function readLetter(
  db: Queryable,
  id: Id,
): Promise<{ readonly pdf: Buffer; readonly number: bigint; readonly contentHash: string } | undefined> {
  const [letter] = await db.rows<{ pdf: Buffer; number: bigint; contentHash: string }>(
    sql`SELECT pdf, number, content_hash AS "contentHash" FROM claim_letter WHERE id = ${id}::uuid`,
  )
  return letter
}

/** Letters to a customer, newest first, with whether their arrival was recorded. */
export async function listLetters(
  db: Queryable,
  customerId: Id,
): Promise<(StoredLetter & { readonly arrivedOn: CalendarDay | null })[]> {
  return db.rows<StoredLetter & { arrivedOn: CalendarDay | null }>(sql`
    SELECT ${columns},
      (SELECT min(e.on_day) FROM limitation_event e WHERE e.letter_id = claim_letter.id) AS "arrivedOn"
    FROM claim_letter WHERE customer_id = ${customerId}::uuid ORDER BY written_at DESC, id LIMIT 200`)
}
