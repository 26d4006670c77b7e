import type { Language } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Statements of many customers, made in the background. */
export interface StatementBatch {
  readonly id: Id
  readonly fromOn: CalendarDay
  readonly asOf: CalendarDay
  readonly language: Language
  readonly customers: number
  readonly createdBy: string
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

export async function insertBatch(tx: Tx, batch: StatementBatch, customerIds: readonly Id[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO statement_batch (id, from_on, as_of, language, customers, created_by, created_at)
    VALUES (${batch.id}::uuid, ${batch.fromOn}, ${batch.asOf}, ${batch.language}, ${batch.customers},
      ${batch.createdBy}, ${batch.createdAt})`)
  await insertRows(
    tx,
    'statement_batch_file',
    { batch_id: 'uuid', place: 'int', customer_id: 'uuid' },
    customerIds.map((customerId, place) => [batch.id, place, customerId]),
  )
}

/** A batch with how many of its statements are made or failed, and who has none. */
export interface CountedBatch extends StatementBatch {
  readonly made: number
  readonly failed: readonly string[]
}

/** Batches of one person, the newest first; all of `id` where it is given. */
export async function listBatches(
  db: Queryable,
  { createdBy, id }: { readonly createdBy: string; readonly id?: Id | undefined },
): Promise<CountedBatch[]> {
  return db.rows<CountedBatch>(sql`
    SELECT b.id, b.from_on AS "fromOn", b.as_of AS "asOf", b.language, b.customers, b.created_by AS "createdBy",
      b.created_at AS "createdAt", b.finished_at AS "finishedAt",
      (SELECT count(*)::int FROM statement_batch_file f WHERE f.batch_id = b.id AND f.pdf IS NOT NULL) AS made,
      ARRAY(SELECT c.code FROM statement_batch_file f JOIN customer c ON c.id = f.customer_id
            WHERE f.batch_id = b.id AND f.failed IS NOT NULL ORDER BY f.place) AS failed
    FROM statement_batch b
    WHERE b.created_by = ${createdBy} AND (${id ?? null}::uuid IS NULL OR b.id = ${id ?? null}::uuid)
    ORDER BY b.created_at DESC, b.id DESC LIMIT 50`)
}

export async function findBatch(db: Queryable, id: Id): Promise<StatementBatch | undefined> {
  const [row] = await db.rows<StatementBatch>(sql`
    SELECT id, from_on AS "fromOn", as_of AS "asOf", language, customers, created_by AS "createdBy",
      created_at AS "createdAt", finished_at AS "finishedAt"
    FROM statement_batch WHERE id = ${id}::uuid`)
  return row
}

/** A statement of a batch, by its place, with whose it is. */
export interface BatchPlace {
  readonly place: number
  readonly customerCode: string
  readonly customerName: string
}

/** The next statements of a batch that are neither made nor failed. */
export async function nextPlaces(db: Queryable, batchId: Id, limit: number): Promise<BatchPlace[]> {
  return db.rows<BatchPlace>(sql`
    SELECT f.place, c.code AS "customerCode", c.name AS "customerName"
    FROM statement_batch_file f JOIN customer c ON c.id = f.customer_id
    WHERE f.batch_id = ${batchId}::uuid AND f.pdf IS NULL AND f.failed IS NULL ORDER BY f.place LIMIT ${limit}`)
}

export interface MadePaper {
  readonly place: number
  readonly pdf: Buffer | null
  readonly failed: 'statement_too_long' | null
}

export async function keepPapers(tx: Tx, batchId: Id, papers: readonly MadePaper[]): Promise<void> {
  for (const { place, pdf, failed } of papers)
    await tx.run(sql`
      UPDATE statement_batch_file SET pdf = ${pdf}, failed = ${failed}
      WHERE batch_id = ${batchId}::uuid AND place = ${place} AND pdf IS NULL AND failed IS NULL`)
}

export async function finishBatch(tx: Tx, id: Id, at: Date): Promise<void> {
  await tx.run(
    sql`UPDATE statement_batch SET finished_at = ${at} WHERE id = ${id}::uuid AND finished_at IS NULL`,
  )
}

/** The statements of a batch that were made, in their order, without the papers themselves. */
export async function madePlaces(db: Queryable, batchId: Id): Promise<BatchPlace[]> {
  return db.rows<BatchPlace>(sql`
    SELECT f.place, c.code AS "customerCode", c.name AS "customerName"
    FROM statement_batch_file f JOIN customer c ON c.id = f.customer_id
    WHERE f.batch_id = ${batchId}::uuid AND f.pdf IS NOT NULL ORDER BY f.place LIMIT 5000`)
}

export async function readPaper(db: Queryable, batchId: Id, place: number): Promise<Buffer | undefined> {
  const [row] = await db.rows<{ pdf: Buffer | null }>(
    sql`SELECT pdf FROM statement_batch_file WHERE batch_id = ${batchId}::uuid AND place = ${place}`,
  )
  return row?.pdf ?? undefined
}

/** Deletes all batches of a person but the newest ones. */
export async function keepNewestBatches(tx: Tx, createdBy: string, count: number): Promise<void> {
  await tx.run(sql`
    DELETE FROM statement_batch WHERE created_by = ${createdBy} AND id NOT IN (
      SELECT id FROM statement_batch WHERE created_by = ${createdBy} ORDER BY created_at DESC, id DESC LIMIT ${count})`)
}

/** Deletes batches older than an instant; gives how many. */
export async function forgetBatches(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`DELETE FROM statement_batch WHERE created_at < ${before}`)
}
