import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Flow } from './domain/flow.js'

/** A flow as it is managed: its settings, its draft, and which version is in force. */
export interface FlowRecord {
  readonly code: string
  readonly subject: string
  readonly priority: number
  readonly active: boolean
  readonly builtIn: boolean
  readonly currentVersion: number | null
  readonly draft: Flow | null
  readonly draftRevision: number
  readonly draftSavedAt: Date | null
  readonly draftSavedBy: string | null
}

export interface FlowVersion {
  readonly flowCode: string
  readonly version: number
  readonly content: Flow
  readonly note: string | null
  readonly publishedAt: Date
  readonly publishedBy: string
}

const flowColumns = sql`code, subject, priority, active, built_in AS "builtIn", current_version AS "currentVersion",
  draft, draft_revision AS "draftRevision", draft_saved_at AS "draftSavedAt", draft_saved_by AS "draftSavedBy"`

const versionColumns = sql`v.flow_code AS "flowCode", v.version, v.content, v.note, v.published_at AS "publishedAt",
  v.published_by AS "publishedBy"`

/** Flows in the order in which they are tried, per subject. */
export async function listFlows(db: Queryable): Promise<FlowRecord[]> {
  return db.rows<FlowRecord>(
    sql`SELECT ${flowColumns} FROM approval_flow ORDER BY subject, built_in, priority, code LIMIT 500`,
  )
}

export async function findFlow(db: Queryable, code: string): Promise<FlowRecord | undefined> {
  const [row] = await db.rows<FlowRecord>(sql`SELECT ${flowColumns} FROM approval_flow WHERE code = ${code}`)
  return row
}

export async function lockFlow(tx: Tx, code: string): Promise<FlowRecord | undefined> {
  const [row] = await tx.rows<FlowRecord>(
    sql`SELECT ${flowColumns} FROM approval_flow WHERE code = ${code} FOR UPDATE`,
  )
  return row
}

/** Adds a flow; false when the code is taken. */
export async function insertFlow(
  tx: Tx,
  flow: Pick<FlowRecord, 'code' | 'subject' | 'priority' | 'builtIn'>,
  context: { readonly by: string; readonly at: Date },
): Promise<boolean> {
  const added = await tx.run(sql`
    INSERT INTO approval_flow (code, subject, priority, built_in, created_at, created_by)
    VALUES (${flow.code}, ${flow.subject}, ${flow.priority}, ${flow.builtIn}, ${context.at}, ${context.by})
    ON CONFLICT (code) DO NOTHING`)
  return added > 0
}

export async function writeSettings(
  tx: Tx,
  code: string,
  { priority, active }: Pick<FlowRecord, 'priority' | 'active'>,
): Promise<void> {
  await tx.run(sql`UPDATE approval_flow SET priority = ${priority}, active = ${active} WHERE code = ${code}`)
}

/** Writes or drops (null) the draft; every change raises the revision. */
export async function writeDraft(
  tx: Tx,
  code: string,
  draft: Flow | null,
  context: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    UPDATE approval_flow SET draft = ${draft && JSON.stringify(draft)}::jsonb, draft_revision = draft_revision + 1,
      draft_saved_at = ${draft && context.at}, draft_saved_by = ${draft && context.by}
    WHERE code = ${code}`)
}

/** Stores a version and puts it in force. */
export async function insertVersion(tx: Tx, version: FlowVersion): Promise<void> {
  await tx.run(sql`
    INSERT INTO approval_flow_version (flow_code, version, content, note, published_at, published_by)
    VALUES (${version.flowCode}, ${version.version}, ${JSON.stringify(version.content)}::jsonb, ${version.note},
            ${version.publishedAt}, ${version.publishedBy})`)
  await tx.run(sql`
    UPDATE approval_flow SET current_version = ${version.version} WHERE code = ${version.flowCode}`)
}

export async function findVersion(
  db: Queryable,
  code: string,
  version: number,
): Promise<FlowVersion | undefined> {
  const [row] = await db.rows<FlowVersion>(sql`
    SELECT ${versionColumns} FROM approval_flow_version v WHERE v.flow_code = ${code} AND v.version = ${version}`)
  return row
}

export async function listVersions(db: Queryable, code: string): Promise<FlowVersion[]> {
  return db.rows<FlowVersion>(sql`
    SELECT ${versionColumns} FROM approval_flow_version v WHERE v.flow_code = ${code}
    ORDER BY v.version DESC LIMIT 200`)
}

/** The versions in force that may serve a subject, in the order in which they are tried; the built-in one last. */
export async function versionsInForce(db: Queryable, subject: string | null): Promise<FlowVersion[]> {
  return db.rows<FlowVersion>(sql`
    SELECT ${versionColumns} FROM approval_flow f
    JOIN approval_flow_version v ON v.flow_code = f.code AND v.version = f.current_version
    WHERE (f.active OR f.built_in) AND (${subject}::text IS NULL OR f.subject = ${subject})
    ORDER BY f.built_in, f.priority, f.code LIMIT 500`)
}

/** How many cases run on which version. */
export async function countRunning(
  db: Queryable,
): Promise<{ flowCode: string; version: number; running: number }[]> {
  return db.rows<{ flowCode: string; version: number; running: number }>(sql`
    SELECT flow_code AS "flowCode", flow_version AS version, count(*)::int AS running
    FROM approval_case WHERE status = 'running' GROUP BY flow_code, flow_version`)
}
