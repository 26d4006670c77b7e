import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { searchPattern } from '../customers/domain/search-key.js'

export type HitKind = 'customer' | 'document' | 'hold' | 'decision'

/** Something that a text leads to. */
export interface SearchHit {
  readonly kind: HitKind
  /** Code of a customer, id of anything else. */
  readonly id: string
  /** Number of the document; null for a customer. */
  readonly number: string | null
  readonly documentType: string | null
  /** Status of a document or hold, outcome of a decision, status of a customer. */
  readonly status: string
  readonly customerCode: string
  readonly customerName: string
}

interface SearchFor {
  readonly text: string
  /** At most so many of each kind. */
  readonly limit: number
  /** The one owner whose customers the caller sees; null: the database decides alone. */
  readonly onlyCustomersOf: string | null
}

/** The beginning of a number as a LIKE pattern, as typed and in capitals. */
function beginnings(text: string): string[] {
  const typed = text.replace(/[\\%_]/g, (char) => `\\${char}`)
  return [...new Set([typed, typed.toUpperCase()])].map((start) => `${start}%`)
}

/** Customers by name, pinyin, initials, code or USCC; those whose code is the text first. */
export async function findCustomers(db: Queryable, search: SearchFor): Promise<SearchHit[]> {
  const { text, limit, onlyCustomersOf } = search
  return db.rows<SearchHit>(sql`
    SELECT 'customer' AS kind, code AS id, NULL AS number, NULL AS "documentType", status,
      code AS "customerCode", name AS "customerName"
    FROM customer
    WHERE search_key LIKE ${searchPattern(text)}
      AND (${onlyCustomersOf}::text IS NULL OR owner_username = ${onlyCustomersOf})
    ORDER BY lower(code) <> ${text.toLowerCase()}, code
    LIMIT ${limit}`)
}

/** Documents whose number begins with the text, the newest first. */
export async function findDocuments(db: Queryable, search: SearchFor): Promise<SearchHit[]> {
  const { text, limit, onlyCustomersOf } = search
  return db.rows<SearchHit>(sql`
    SELECT 'document' AS kind, document.id, document.number, document.type AS "documentType", document.status,
      customer.code AS "customerCode", customer.name AS "customerName"
    FROM document
    JOIN credit_account account ON account.id = document.account_id
    JOIN customer ON customer.id = account.customer_id
    WHERE document.number LIKE ANY (${beginnings(text)}::text[])
      AND (${onlyCustomersOf}::text IS NULL OR customer.owner_username = ${onlyCustomersOf})
    ORDER BY length(document.number), document.document_on DESC, document.id
    LIMIT ${limit}`)
}

/** Holds of documents whose number begins with the text, open ones first. */
export async function findHolds(db: Queryable, search: SearchFor): Promise<SearchHit[]> {
  const { text, limit, onlyCustomersOf } = search
  return db.rows<SearchHit>(sql`
    SELECT 'hold' AS kind, hold.id, hold.document_number AS number, hold.document_type AS "documentType", hold.status,
      customer.code AS "customerCode", customer.name AS "customerName"
    FROM hold
    JOIN credit_account account ON account.id = hold.account_id
    JOIN customer ON customer.id = account.customer_id
    WHERE hold.document_number LIKE ANY (${beginnings(text)}::text[])
      AND (${onlyCustomersOf}::text IS NULL OR customer.owner_username = ${onlyCustomersOf})
    ORDER BY hold.status <> 'open', hold.opened_at DESC, hold.id
    LIMIT ${limit}`)
}

/**
 * Decisions on the document of exactly this number, the newest first. There are too many decisions for an index that
 * only a search needs: the sources are few, so each is looked up in the index by source and number.
 */
export async function findDecisions(db: Queryable, search: SearchFor): Promise<SearchHit[]> {
  const { text, limit, onlyCustomersOf } = search
  return db.rows<SearchHit>(sql`
    WITH RECURSIVE known AS (
      (SELECT source FROM credit_decision WHERE binding ORDER BY source LIMIT 1)
      UNION ALL
      SELECT (SELECT next.source FROM credit_decision next
        WHERE next.binding AND next.source > known.source ORDER BY next.source LIMIT 1)
      FROM known WHERE known.source IS NOT NULL)
    SELECT 'decision' AS kind, decision.id, decision.document_number AS number,
      decision.document_type AS "documentType", decision.outcome AS status,
      customer.code AS "customerCode", customer.name AS "customerName"
    FROM (SELECT source FROM known WHERE source IS NOT NULL LIMIT 100) listed
    JOIN credit_decision decision ON decision.binding AND decision.source = listed.source
      AND decision.document_number = ANY (${[...new Set([text, text.toUpperCase()])]}::text[])
    JOIN credit_account account ON account.id = decision.account_id
    JOIN customer ON customer.id = account.customer_id
    WHERE ${onlyCustomersOf}::text IS NULL OR customer.owner_username = ${onlyCustomersOf}
    ORDER BY decision.decided_at DESC, decision.id
    LIMIT ${limit}`)
}
