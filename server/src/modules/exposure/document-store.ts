import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Book, Item, Link, Posted } from './domain/book.js'
import type { Bucket } from './domain/bucket.js'
import type { DocumentKey, DocumentLine, DocumentStatus, DocumentType } from './domain/document.js'

interface DocumentRow {
  readonly id: Id
  readonly groupId: Id
  readonly accountId: Id
  readonly segmentId: Id
  readonly source: string
  readonly type: DocumentType
  readonly number: string
  readonly version: bigint
  readonly status: DocumentStatus
  readonly on: CalendarDay
  readonly currency: Currency
  readonly totalMinor: bigint
  readonly disputed: boolean
  readonly lines: readonly StoredLine[]
  readonly ledgerSeq: number
}

/** A line as kept in JSON: amounts as texts, because JSON numbers are not exact. */
interface StoredLine {
  readonly lineNo: number
  readonly amountMinor: string
  readonly shipOn?: CalendarDay
  readonly from?: { type: DocumentType; number: string; lineNo: number; amountMinor: string }
}

const DOCUMENT_COLUMNS = `d.id, d.group_id AS "groupId", d.account_id AS "accountId", a.segment_id AS "segmentId",
  d.source, d.type, d.number, d.version, d.status, d.document_on AS "on", d.currency, d.total_minor AS "totalMinor",
  d.disputed_by_source AS disputed, d.lines, d.ledger_seq AS "ledgerSeq"`

const BY_KEY = `SELECT ${DOCUMENT_COLUMNS}
  FROM unnest($1::text[], $2::text[], $3::text[]) AS k (source, type, number)
  JOIN document d ON d.source = k.source AND d.type = k.type AND d.number = k.number
  JOIN credit_account a ON a.id = d.account_id`

const BY_ID = `SELECT ${DOCUMENT_COLUMNS} FROM document d JOIN credit_account a ON a.id = d.account_id
  WHERE d.id = ANY($1::uuid[])`

/** Loads documents by key, without their items and links. */
export async function loadByKey(tx: Queryable, keys: readonly DocumentKey[]): Promise<Posted[]> {
  if (keys.length === 0) return []
  const columns = [keys.map((key) => key.source), keys.map((key) => key.type), keys.map((key) => key.number)]
  return (await tx.prepared<DocumentRow>('documents_by_key', BY_KEY, columns)).map(fromRow)
}

/** Loads documents by id, without their items and links. */
export async function loadById(tx: Queryable, ids: readonly Id[]): Promise<Posted[]> {
  if (ids.length === 0) return []
  return (await tx.prepared<DocumentRow>('documents_by_id', BY_ID, [ids])).map(fromRow)
}

function fromRow(row: DocumentRow): Posted {
  const lines = row.lines.map((line): DocumentLine => {
    const from = line.from ? { ...line.from, amountMinor: BigInt(line.from.amountMinor) } : null
    return { lineNo: line.lineNo, amountMinor: BigInt(line.amountMinor), shipOn: line.shipOn ?? null, from }
  })
  return { ...row, lines, items: new Map(), links: [], isNew: false, rewritten: false }
}

export interface LinkRow {
  readonly documentId: Id
  readonly linkNo: number
  readonly fromSource: string
  readonly fromType: DocumentType
  readonly fromNumber: string
  readonly fromItemNo: number | null
  readonly amountMinor: bigint
  readonly appliedMinor: bigint
  readonly on: CalendarDay
  readonly matchId: Id | null
}

const LINK_COLUMNS = `l.document_id AS "documentId", l.link_no AS "linkNo", l.source AS "fromSource",
  l.from_type AS "fromType", l.match_id AS "matchId",
  l.from_number AS "fromNumber", l.from_item_no AS "fromItemNo", l.amount_minor AS "amountMinor",
  l.applied_minor AS "appliedMinor", l.on_day AS "on"`

const LINKS_OUT = `SELECT ${LINK_COLUMNS}
  FROM unnest($1::uuid[], $2::uuid[]) AS q (account_id, document_id)
  JOIN document_link l ON l.account_id = q.account_id AND l.document_id = q.document_id
  ORDER BY l.document_id, l.link_no`

/** What the given documents take from others. */
export async function loadLinksOf(tx: Queryable, documents: readonly Posted[]): Promise<LinkRow[]> {
  if (documents.length === 0) return []
  return tx.prepared<LinkRow>('links_out', LINKS_OUT, [
    documents.map((document) => document.accountId),
    documents.map((document) => document.id),
  ])
}

const TAKERS = `SELECT DISTINCT l.document_id AS id
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS q (account_id, source, type, number)
  JOIN document_link l ON l.account_id = q.account_id AND l.from_number = q.number AND l.from_type = q.type
   AND l.source = q.source`

/** Ids of the documents that take from a document of the given key, known or not. */
export async function takersOf(
  tx: Queryable,
  sources: readonly (DocumentKey & { accountId: Id })[],
): Promise<Id[]> {
  if (sources.length === 0) return []
  const rows = await tx.prepared<{ id: Id }>('link_takers', TAKERS, [
    sources.map((source) => source.accountId),
    sources.map((source) => source.source),
    sources.map((source) => source.type),
    sources.map((source) => source.number),
  ])
  return rows.map((row) => row.id)
}

const ITEMS = `SELECT i.document_id AS "documentId", i.item_no AS "itemNo", i.bucket, i.amount_minor AS "amountMinor",
    i.open_minor AS "openMinor", i.due_on AS "dueOn", i.ship_on AS "shipOn"
  FROM unnest($1::uuid[], $2::uuid[]) AS q (account_id, document_id)
  JOIN exposure_item i ON i.account_id = q.account_id AND i.document_id = q.document_id`

export async function loadItems(
  tx: Queryable,
  documents: readonly Posted[],
): Promise<(Omit<Item, 'dirty'> & { documentId: Id; bucket: Bucket })[]> {
  if (documents.length === 0) return []
  return tx.prepared('items_of_documents', ITEMS, [
    documents.map((document) => document.accountId),
    documents.map((document) => document.id),
  ])
}

/** Stores what the book changed: headers, items and links; the ledger and projections are written elsewhere. */
export async function storeBook(tx: Tx, book: Book, at: Date): Promise<void> {
  const changed = [...book.documents()]
  await writeHeaders(
    tx,
    changed.filter((document) => document.isNew),
    at,
  )
  const known = changed.filter((document) => !document.isNew && wasTouched(document))
  await updateHeaders(
    tx,
    known.filter(({ rewritten }) => rewritten),
    at,
  )
  await updateOpen(
    tx,
    known.filter(({ rewritten }) => !rewritten),
    at,
  )
  await writeItems(tx, changed)
  await writeLinks(tx, changed)
}

function wasTouched(document: Posted): boolean {
  return document.rewritten || [...document.items.values()].some((item) => item.dirty)
}

function openOf(document: Posted): bigint {
  let sum = 0n
  for (const item of document.items.values()) sum += item.openMinor
  return sum
}

function storedLines(document: Posted): string {
  return JSON.stringify(
    document.lines.map((line): StoredLine => {
      const from = line.from ? { ...line.from, amountMinor: line.from.amountMinor.toString() } : undefined
      return {
        lineNo: line.lineNo,
        amountMinor: line.amountMinor.toString(),
        ...(line.shipOn ? { shipOn: line.shipOn } : {}),
        ...(from ? { from } : {}),
      }
    }),
  )
}

async function writeHeaders(tx: Tx, documents: readonly Posted[], at: Date): Promise<void> {
  await insertRows(
    tx,
    'document',
    {
      id: 'uuid',
      group_id: 'uuid',
      account_id: 'uuid',
      source: 'text',
      type: 'text',
      number: 'text',
      version: 'bigint',
      status: 'text',
      document_on: 'date',
      currency: 'text',
      total_minor: 'bigint',
      open_minor: 'bigint',
      disputed: 'boolean',
      disputed_by_source: 'boolean',
      lines: 'jsonb',
      ledger_seq: 'int',
      recorded_at: 'timestamptz',
    },
    documents.map((d) => [
      d.id,
      d.groupId,
      d.accountId,
      d.source,
      d.type,
      d.number,
      d.version,
      d.status,
      d.on,
      d.currency,
      d.totalMinor,
      openOf(d),
      d.disputed,
      d.disputed,
      storedLines(d),
      d.ledgerSeq,
      at,
    ]),
  )
}

const UPDATE_HEADERS = `UPDATE document AS d SET version = q.version, status = q.status, document_on = q.document_on,
    total_minor = q.total_minor, open_minor = q.open_minor, disputed_by_source = q.disputed,
    disputed = q.disputed OR d.dispute_open, lines = q.lines,
    ledger_seq = q.ledger_seq, recorded_at = $10
  FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::date[], $5::bigint[], $6::bigint[], $7::boolean[],
    $8::jsonb[], $9::int[]) AS q (id, version, status, document_on, total_minor, open_minor, disputed, lines, ledger_seq)
  WHERE d.id = q.id`

async function updateHeaders(tx: Tx, documents: readonly Posted[], at: Date): Promise<void> {
  if (documents.length === 0) return
  await tx.prepared('update_documents', UPDATE_HEADERS, [
    documents.map((d) => d.id),
    documents.map((d) => d.version),
    documents.map((d) => d.status),
    documents.map((d) => d.on),
    documents.map((d) => d.totalMinor),
    documents.map(openOf),
    documents.map((d) => d.disputed),
    documents.map(storedLines),
    documents.map((d) => d.ledgerSeq),
    at,
  ])
}

const UPDATE_OPEN = `UPDATE document AS d SET open_minor = q.open_minor, ledger_seq = q.ledger_seq, recorded_at = $4
  FROM unnest($1::uuid[], $2::bigint[], $3::int[]) AS q (id, open_minor, ledger_seq) WHERE d.id = q.id`

/** Documents of which others took something and which say what they said before. */
async function updateOpen(tx: Tx, documents: readonly Posted[], at: Date): Promise<void> {
  if (documents.length === 0) return
  await tx.prepared('update_open', UPDATE_OPEN, [
    documents.map((d) => d.id),
    documents.map(openOf),
    documents.map((d) => d.ledgerSeq),
    at,
  ])
}

/**
 * Notes which documents are disputed here, whatever their source says of them: both words stand beside each other, and
 * a document is disputed while either does. Their credit groups must be locked.
 */
export async function setDisputeOpen(tx: Tx, documentIds: readonly Id[], open: boolean): Promise<void> {
  if (documentIds.length === 0) return
  await tx.run(sql`
    UPDATE document SET dispute_open = ${open}, disputed = disputed_by_source OR ${open}
    WHERE id = ANY(${documentIds}::uuid[]) AND dispute_open <> ${open}`)
}

async function writeItems(tx: Tx, documents: readonly Posted[]): Promise<void> {
  const rows = documents.flatMap((d) =>
    [...d.items.values()]
      .filter((item) => item.dirty)
      .map((item) => [
        d.accountId,
        d.id,
        item.itemNo,
        d.groupId,
        item.bucket,
        d.currency,
        item.amountMinor,
        item.openMinor,
        d.on,
        item.dueOn,
        item.shipOn,
      ]),
  )
  await insertRows(
    tx,
    'exposure_item',
    {
      account_id: 'uuid',
      document_id: 'uuid',
      item_no: 'int',
      group_id: 'uuid',
      bucket: 'text',
      currency: 'text',
      amount_minor: 'bigint',
      open_minor: 'bigint',
      document_on: 'date',
      due_on: 'date',
      ship_on: 'date',
    },
    rows,
    `ON CONFLICT (account_id, document_id, item_no) DO UPDATE SET amount_minor = excluded.amount_minor,
       open_minor = excluded.open_minor, document_on = excluded.document_on, due_on = excluded.due_on,
       ship_on = excluded.ship_on`,
  )
}

const DELETE_LINKS = `DELETE FROM document_link AS l
  USING unnest($1::uuid[], $2::uuid[]) AS q (account_id, document_id)
  WHERE l.account_id = q.account_id AND l.document_id = q.document_id`

async function writeLinks(tx: Tx, documents: readonly Posted[]): Promise<void> {
  const rewritten = documents.filter((document) => document.rewritten)
  const old = rewritten.filter((document) => !document.isNew)
  if (old.length > 0) {
    await tx.prepared('delete_links', DELETE_LINKS, [old.map((d) => d.accountId), old.map((d) => d.id)])
  }
  await insertRows(
    tx,
    'document_link',
    {
      account_id: 'uuid',
      document_id: 'uuid',
      link_no: 'int',
      group_id: 'uuid',
      source: 'text',
      from_type: 'text',
      from_number: 'text',
      from_item_no: 'int',
      amount_minor: 'bigint',
      applied_minor: 'bigint',
      on_day: 'date',
      match_id: 'uuid',
    },
    rewritten.flatMap((d) => d.links.map((link) => linkRow(d, link))),
  )
}

function linkRow(d: Posted, link: Link): unknown[] {
  const { linkNo, fromSource, fromType, fromNumber, fromItemNo, amountMinor, appliedMinor, on, matchId } =
    link
  return [
    d.accountId,
    d.id,
    linkNo,
    d.groupId,
    fromSource,
    fromType,
    fromNumber,
    fromItemNo,
    amountMinor,
    appliedMinor,
    on,
    matchId,
  ]
}

/** Puts an account's documents, items and links into another group, numbered on from the ledger's last entry. */
export async function moveDocumentsToGroup(tx: Tx, accountId: Id, groupId: Id): Promise<void> {
  await tx.run(sql`UPDATE exposure_item SET group_id = ${groupId} WHERE account_id = ${accountId}`)
  await tx.run(sql`UPDATE document_link SET group_id = ${groupId} WHERE account_id = ${accountId}`)
  await tx.run(sql`
    UPDATE document d SET group_id = ${groupId},
      ledger_seq = coalesce((SELECT max(e.seq) FROM exposure_entry e
                             WHERE e.account_id = d.account_id AND e.document_id = d.id), 0)
    WHERE account_id = ${accountId}`)
}
