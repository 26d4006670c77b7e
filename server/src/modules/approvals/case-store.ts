import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { CaseRecord, NewRequest, SnapshotRow } from './case-record.js'
import type { CaseState, CaseStatus } from './domain/case-state.js'
import { emptyDossier, type Dossier } from './dossier.js'
import { readPath } from './path-store.js'

interface CaseRow {
  id: Id
  number: bigint
  subject: string
  object_id: string
  title_zh: string
  title_en: string
  status: CaseStatus
  flow_code: string
  flow_version: number
  submitter: string
  barred: string[]
  caretaker: string | null
  owner_username: string | null
  customer_code: string | null
  customer_name: string | null
  segment_code: string | null
  amount_minor: bigint | null
  currency: Currency | null
  over_limit_bp: number | null
  days: number | null
  reason: string | null
  fields: CaseState['fields']
  request: Record<string, unknown>
  snapshot: SnapshotRow[]
  arrivals: Record<string, string[]>
  returns: number
  submitted_at: Date
  closed_at: Date | null
  due_at: Date | null
  urged_at: Date | null
}

function recordOf(row: CaseRow, path: Pick<CaseState, 'visits' | 'steps'>): CaseRecord {
  const { amount_minor: minor, currency } = row
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    objectId: row.object_id,
    title: { zh: row.title_zh, en: row.title_en },
    flowCode: row.flow_code,
    flowVersion: row.flow_version,
    ownerUsername: row.owner_username,
    customerCode: row.customer_code,
    customerName: row.customer_name,
    segmentCode: row.segment_code,
    amount: minor === null || currency === null ? null : { minor, currency },
    overLimitBp: row.over_limit_bp,
    days: row.days,
    reason: row.reason,
    request: row.request,
    snapshot: row.snapshot,
    submittedAt: row.submitted_at,
    closedAt: row.closed_at,
    dueAt: row.due_at,
    urgedAt: row.urged_at,
    state: {
      status: row.status,
      submitter: row.submitter,
      barred: row.barred,
      caretaker: row.caretaker,
      owner: row.owner_username,
      fields: row.fields,
      arrivals: row.arrivals,
      returns: row.returns,
      ...path,
    },
  }
}

export async function findCase(db: Queryable, id: Id): Promise<CaseRecord | undefined> {
  return read(db, sql`SELECT * FROM approval_case WHERE id = ${id}::uuid`)
}

/** The case, locked until the transaction ends: of two people who act at once the second sees what the first did. */
export async function lockCase(tx: Tx, id: Id): Promise<CaseRecord | undefined> {
  return read(tx, sql`SELECT * FROM approval_case WHERE id = ${id}::uuid FOR UPDATE`)
}

/** The case that runs for what is decided on, locked. */
export async function lockRunningCase(
  tx: Tx,
  subject: string,
  objectId: string,
): Promise<CaseRecord | undefined> {
  return read(
    tx,
    sql`SELECT * FROM approval_case WHERE subject = ${subject} AND object_id = ${objectId} AND status = 'running'
        FOR UPDATE`,
  )
}

async function read(db: Queryable, statement: Sql): Promise<CaseRecord | undefined> {
  const [row] = await db.rows<CaseRow>(statement)
  return row && recordOf(row, await readPath(db, row.id))
}

/** Writes a new case; gives its number. */
export async function insertCase(
  tx: Tx,
  id: Id,
  request: NewRequest,
  flow: { readonly code: string; readonly version: number },
  at: Date,
): Promise<bigint> {
  const [row] = await tx.rows<{ number: bigint }>(sql`
    INSERT INTO approval_case (id, subject, object_id, title_zh, title_en, status, flow_code, flow_version, submitter,
      barred, owner_username, customer_code, customer_name, segment_code, amount_minor, currency, over_limit_bp, days, reason, fields,
      request, snapshot, arrivals, returns, submitted_at)
    VALUES (${id}::uuid, ${request.subject}, ${request.objectId}, ${request.title.zh}, ${request.title.en}, 'running',
      ${flow.code}, ${flow.version}, ${request.submitter}, ${request.barred}::text[], ${request.ownerUsername},
      ${request.customerCode}, ${request.customerName}, ${request.segmentCode}, ${request.amount?.minor ?? null}::bigint,
      ${request.amount?.currency ?? null}, ${request.overLimitBp}::int, ${request.days}::int, ${request.reason},
      ${JSON.stringify(request.fields)}::jsonb, ${JSON.stringify(request.request)}::jsonb,
      '[]'::jsonb, '{}'::jsonb, 0, ${at})
    RETURNING number`)
  if (!row) throw new Error('the case was not stored')
  return row.number
}

/** Writes what of the case itself an action changed. */
export async function updateCase(tx: Tx, id: Id, state: CaseState, at: Date): Promise<void> {
  const due = state.visits.flatMap(({ status, dueAt }) => (status === 'active' && dueAt ? [dueAt] : []))
  const dueAt = due.length === 0 ? null : new Date(Math.min(...due.map((one) => one.getTime())))
  await tx.run(sql`
    UPDATE approval_case SET status = ${state.status}, arrivals = ${JSON.stringify(state.arrivals)}::jsonb,
      returns = ${state.returns}, due_at = ${dueAt}, caretaker = ${state.caretaker},
      barred = ${state.barred}::text[], owner_username = ${state.owner},
      closed_at = CASE WHEN ${state.status} = 'running' THEN NULL ELSE ${at}::timestamptz END
    WHERE id = ${id}::uuid`)
}

export async function noteUrge(tx: Tx, id: Id, at: Date): Promise<void> {
  await tx.run(sql`UPDATE approval_case SET urged_at = ${at} WHERE id = ${id}::uuid`)
}

/** Keeps the figures as they are on submission. */
export async function writeSnapshot(tx: Tx, id: Id, snapshot: readonly SnapshotRow[]): Promise<void> {
  await tx.run(
    sql`UPDATE approval_case SET snapshot = ${JSON.stringify(snapshot)}::jsonb WHERE id = ${id}::uuid`,
  )
}

/** Keeps the figures as they were when the case ended. */
export async function writeClosing(tx: Tx, id: Id, dossier: Dossier): Promise<void> {
  await tx.run(
    sql`UPDATE approval_case SET closing = ${JSON.stringify(dossier)}::jsonb WHERE id = ${id}::uuid`,
  )
}

/** The figures as they were when the case ended; null while it runs. */
export async function readClosing(db: Queryable, id: Id): Promise<Dossier | null> {
  const [row] = await db.rows<{ closing: Dossier | null }>(
    sql`SELECT closing FROM approval_case WHERE id = ${id}::uuid`,
  )
  return row?.closing ? { ...emptyDossier, ...row.closing } : null
}
