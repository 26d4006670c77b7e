import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ScorecardReport } from './domain/book-effect.js'
import type { Scorecard } from './domain/scorecard.js'

export const draftStatuses = ['draft', 'validated', 'submitted', 'published', 'dropped'] as const
export type DraftStatus = (typeof draftStatuses)[number]

/** A scorecard that people are working on. */
export interface ScorecardDraft {
  readonly id: Id
  readonly code: string
  readonly name: string
  readonly content: Scorecard
  /** The newest version when the draft was begun or last brought up to date. */
  readonly baseVersion: number
  readonly revision: number
  readonly status: DraftStatus
  /** Of this very content. */
  readonly report: ScorecardReport | null
  readonly validFrom: Date | null
  readonly reason: string | null
  readonly version: number | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedBy: string
  readonly updatedAt: Date
  readonly submittedBy: string | null
}

const columns = sql`id, code, name, content, base_version AS "baseVersion", revision, status, report,
  valid_from AS "validFrom", reason, version, created_by AS "createdBy", created_at AS "createdAt",
  updated_by AS "updatedBy", updated_at AS "updatedAt", submitted_by AS "submittedBy"`

export async function insertDraft(tx: Tx, draft: ScorecardDraft): Promise<void> {
  await tx.run(sql`
    INSERT INTO scorecard_draft (id, code, name, content, base_version, revision, status, report, valid_from, reason,
      version, created_by, created_at, updated_by, updated_at, submitted_by)
    VALUES (${draft.id}, ${draft.code}, ${draft.name}, ${JSON.stringify(draft.content)}::jsonb, ${draft.baseVersion},
      ${draft.revision}, ${draft.status}, ${jsonOrNull(draft.report)}::jsonb, ${draft.validFrom}, ${draft.reason},
      ${draft.version}, ${draft.createdBy}, ${draft.createdAt}, ${draft.updatedBy}, ${draft.updatedAt},
      ${draft.submittedBy})`)
}

export async function updateDraft(tx: Tx, draft: ScorecardDraft): Promise<void> {
  await tx.run(sql`
    UPDATE scorecard_draft SET name = ${draft.name}, content = ${JSON.stringify(draft.content)}::jsonb,
      base_version = ${draft.baseVersion}, revision = ${draft.revision}, status = ${draft.status},
      report = ${jsonOrNull(draft.report)}::jsonb, valid_from = ${draft.validFrom}, reason = ${draft.reason},
      version = ${draft.version}, updated_by = ${draft.updatedBy}, updated_at = ${draft.updatedAt},
      submitted_by = ${draft.submittedBy}
    WHERE id = ${draft.id}`)
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

export async function findDraft(db: Queryable, id: Id): Promise<ScorecardDraft | undefined> {
  const [draft] = await db.rows<ScorecardDraft>(
    sql`SELECT ${columns} FROM scorecard_draft WHERE id = ${id} AND status <> 'dropped'`,
  )
  return draft
}

/** The draft, locked until the transaction ends. */
export async function lockDraft(tx: Tx, id: Id): Promise<ScorecardDraft | undefined> {
  const [draft] = await tx.rows<ScorecardDraft>(
    sql`SELECT ${columns} FROM scorecard_draft WHERE id = ${id} AND status <> 'dropped' FOR UPDATE`,
  )
  return draft
}

/** Drafts that are being worked on or wait for approval, the last touched first. */
export async function listOpenDrafts(db: Queryable): Promise<ScorecardDraft[]> {
  return db.rows<ScorecardDraft>(sql`
    SELECT ${columns} FROM scorecard_draft WHERE status IN ('draft', 'validated', 'submitted')
    ORDER BY updated_at DESC, id DESC LIMIT 200`)
}

export async function submittedDraftsAmong(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM scorecard_draft WHERE id = ANY(${ids}::uuid[]) AND status = 'submitted'`,
  )
  return new Set(rows.map(({ id }) => id))
}
