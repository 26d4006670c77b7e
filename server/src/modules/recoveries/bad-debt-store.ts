import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { whereAll } from '../../platform/db/lists.js'
import { readPickList, type PickListEntry } from '../../platform/db/pick-list.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { LossSignal } from './domain/loss-signals.js'
import { partyColumns, type CustomerParty } from '../customers/customer-party-store.js'

/** What was learnt from a bad debt. */
export interface BadDebtCase {
  readonly id: Id
  readonly customerId: Id
  readonly writeOffId: Id
  /** Of the customer when the case was written. */
  readonly industry: string | null
  readonly grade: string | null
  readonly currency: Currency
  readonly lossMinor: bigint
  readonly happened: string
  readonly lessons: string
  /** Which rule would have stopped it. */
  readonly rule: string | null
  readonly causes: readonly string[]
  readonly signals: readonly LossSignal[]
  readonly firstSignalOn: CalendarDay | null
  readonly writtenBy: string
  readonly writtenAt: Date
  readonly changedBy: string | null
  readonly changedAt: Date | null
}

export interface ListedBadDebt extends BadDebtCase, CustomerParty {
  readonly number: bigint
  readonly writeOffNumber: bigint
  readonly lostOn: CalendarDay
  readonly recoveredMinor: bigint
}

/** Where the organisation keeps the causes that a case may name: a pick list. */
export const BAD_DEBT_CAUSES = 'bad_debt_cause'

export async function listCauses(db: Queryable): Promise<PickListEntry[]> {
  return readPickList(db, BAD_DEBT_CAUSES)
}

const columns = sql`b.id, b.number, b.customer_id AS "customerId", b.write_off_id AS "writeOffId", b.industry, b.grade,
  b.currency, b.loss_minor AS "lossMinor", b.happened, b.lessons, b.rule, b.causes, b.signals,
  b.first_signal_on AS "firstSignalOn", b.written_by AS "writtenBy", b.written_at AS "writtenAt",
  b.changed_by AS "changedBy", b.changed_at AS "changedAt", w.number AS "writeOffNumber", w.ended_on AS "lostOn",
  w.recovered_minor AS "recoveredMinor", ${partyColumns}`
const from = sql`FROM bad_debt_case b JOIN write_off w ON w.id = b.write_off_id JOIN customer c ON c.id = b.customer_id`

/** Which cases; what is left out does not narrow. `search`: words of the texts, the customer's name or code. */
export interface BadDebtFilter {
  readonly id?: Id | undefined
  readonly cause?: string | undefined
  readonly industry?: string | undefined
  readonly customerCode?: string | undefined
  readonly search?: string | undefined
}

function where({ id, cause, industry, customerCode, search }: BadDebtFilter): Sql {
  const like = search && `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return whereAll([
    id && sql`b.id = ${id}::uuid`,
    cause && sql`b.causes @> ARRAY[${cause}]::text[]`,
    industry && sql`b.industry = ${industry}`,
    customerCode && sql`c.code = ${customerCode}`,
    like &&
      sql`(b.happened ILIKE ${like} OR b.lessons ILIKE ${like} OR b.rule ILIKE ${like} OR c.name ILIKE ${like}
        OR c.code ILIKE ${like})`,
  ])
}

/** Cases of the library, the newest first. */
export async function listBadDebts(
  db: Queryable,
  filter: BadDebtFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<ListedBadDebt[]> {
  return db.rows<ListedBadDebt>(sql`
    SELECT ${columns} ${from} ${where(filter)} ORDER BY b.written_at DESC, b.id DESC LIMIT ${limit} OFFSET ${offset}`)
}

export async function countBadDebts(db: Queryable, filter: BadDebtFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`SELECT count(*)::int AS count ${from} ${where(filter)}`)
  return row?.count ?? 0
}

/** The industries of the library, for choosing among them. */
export async function listIndustries(db: Queryable): Promise<string[]> {
  const rows = await db.rows<{ industry: string }>(
    sql`SELECT DISTINCT industry FROM bad_debt_case WHERE industry IS NOT NULL ORDER BY 1 LIMIT 200`,
  )
  return rows.map(({ industry }) => industry)
}

export async function insertBadDebt(tx: Tx, one: BadDebtCase): Promise<void> {
  await tx.run(sql`
    INSERT INTO bad_debt_case (id, customer_id, write_off_id, industry, grade, currency, loss_minor, happened, lessons,
      rule, causes, signals, first_signal_on, written_by, written_at)
    VALUES (${one.id}::uuid, ${one.customerId}::uuid, ${one.writeOffId}::uuid, ${one.industry}, ${one.grade},
      ${one.currency}, ${one.lossMinor}, ${one.happened}, ${one.lessons}, ${one.rule}, ${one.causes}::text[],
      ${JSON.stringify(one.signals)}::jsonb, ${one.firstSignalOn}, ${one.writtenBy}, ${one.writtenAt})`)
}

/** Writes what people say of a case; what was visible beforehand stays as it was found. */
export async function putBadDebt(
  tx: Tx,
  id: Id,
  texts: Pick<BadDebtCase, 'happened' | 'lessons' | 'rule' | 'causes'>,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    UPDATE bad_debt_case SET happened = ${texts.happened}, lessons = ${texts.lessons}, rule = ${texts.rule},
      causes = ${texts.causes}::text[], changed_by = ${by}, changed_at = ${at}
    WHERE id = ${id}::uuid`)
}

/** The grade of a customer now; null: not rated. */
export async function gradeOf(db: Queryable, customerId: Id): Promise<string | null> {
  const [row] = await db.rows<{ grade: string }>(sql`
    SELECT grade FROM rating WHERE customer_id = ${customerId}::uuid ORDER BY rated_at DESC, id DESC LIMIT 1`)
  return row?.grade ?? null
}
