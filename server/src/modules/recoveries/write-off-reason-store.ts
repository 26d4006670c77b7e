import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { EvidenceKind } from './domain/evidence-checklist.js'

/** The table of the reasons, whose order people set. */
export const WRITE_OFF_REASONS = 'write_off_reason'

/** Why a debt may be written off, and what is to be shown for a tax deduction. */
export interface WriteOffReason {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** Where the rule stands. */
  readonly sourceZh: string
  readonly sourceEn: string
  readonly overdueMonths: number | null
  /** Largest single item in minor units of the base currency. */
  readonly amountMaxMinor: bigint | null
  readonly evidence: readonly EvidenceKind[]
  readonly active: boolean
}

export async function listWriteOffReasons(db: Queryable): Promise<WriteOffReason[]> {
  return db.rows<WriteOffReason>(sql`
    SELECT code, name_zh AS "nameZh", name_en AS "nameEn", source_zh AS "sourceZh", source_en AS "sourceEn",
      overdue_months AS "overdueMonths", amount_max_minor AS "amountMaxMinor", evidence, active
    FROM write_off_reason ORDER BY position, code`)
}

/** Adds a reason or changes one; a new one comes last. */
export async function putWriteOffReason(
  tx: Tx,
  reason: WriteOffReason,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO write_off_reason (code, name_zh, name_en, source_zh, source_en, overdue_months, amount_max_minor,
      evidence, position, active, updated_by, updated_at)
    SELECT ${reason.code}, ${reason.nameZh}, ${reason.nameEn}, ${reason.sourceZh}, ${reason.sourceEn},
      ${reason.overdueMonths}::int, ${reason.amountMaxMinor}::bigint, ${reason.evidence}::text[],
      coalesce(max(position), 0) + 1, ${reason.active}::boolean, ${by}, ${at}::timestamptz FROM write_off_reason
    ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
      source_zh = excluded.source_zh, source_en = excluded.source_en, overdue_months = excluded.overdue_months,
      amount_max_minor = excluded.amount_max_minor, evidence = excluded.evidence, active = excluded.active,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at`)
}
