import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { defaultClaimRules, type ClaimRules } from './domain/claim-rules.js'

/** One version of the figures that claims compute with. A version never changes. */
export interface ClaimRulesVersion {
  /** 0: what the program comes with. */
  readonly version: number
  readonly content: ClaimRules
  readonly validFrom: CalendarDay
  /** Where the figures come from. */
  readonly source: string
  readonly createdBy: string
  readonly createdAt: Date
}

const builtIn: ClaimRulesVersion = {
  version: 0,
  content: defaultClaimRules,
  validFrom: '1900-01-01' as CalendarDay,
  source: '民法典、国令第802号、法释〔2020〕17号及时效规定（随程序提供，请法务核对）',
  createdBy: 'system',
  createdAt: new Date(0),
}

const columns = sql`version, content, valid_from AS "validFrom", source, created_by AS "createdBy",
  created_at AS "createdAt"`

/** The version that is valid on a day: the program's own until one has been published. */
export async function claimRulesOn(db: Queryable, on: CalendarDay): Promise<ClaimRulesVersion> {
  const [found] = await db.rows<ClaimRulesVersion>(sql`
    SELECT ${columns} FROM claim_rules WHERE valid_from <= ${on} ORDER BY valid_from DESC, version DESC LIMIT 1`)
  return found ?? builtIn
}

/** All versions, newest first, and the program's own at the end. */
export async function listClaimRules(db: Queryable): Promise<ClaimRulesVersion[]> {
  const stored = await db.rows<ClaimRulesVersion>(
    sql`SELECT ${columns} FROM claim_rules ORDER BY version DESC LIMIT 200`,
  )
  return [...stored, builtIn]
}

/** Writes a version unless its number is taken. */
export async function insertClaimRules(tx: Tx, rules: ClaimRulesVersion): Promise<boolean> {
  const { version, content, validFrom, source, createdBy, createdAt } = rules
  const written = await tx.run(sql`
    INSERT INTO claim_rules (version, content, valid_from, source, created_by, created_at)
    VALUES (${version}, ${JSON.stringify(content)}::jsonb, ${validFrom}, ${source}, ${createdBy}, ${createdAt})
    ON CONFLICT DO NOTHING`)
  return written === 1
}
