import type { Bilingual } from '../../kernel/bilingual.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { DunningLocale } from './domain/strategy.js'
import type { SmsReference, TemplateText } from './domain/template-text.js'

/** A version of a text. */
export interface DunningTemplate extends TemplateText {
  readonly code: string
  readonly locale: DunningLocale
  readonly version: number
  readonly name: Bilingual
  readonly createdBy: string
  readonly createdAt: Date
}

interface Row extends Omit<DunningTemplate, 'name'> {
  readonly nameZh: string
  readonly nameEn: string
  readonly sms: SmsReference | null
}

const columns = sql`code, locale, version, name_zh AS "nameZh", name_en AS "nameEn", subject, body, sms,
  created_by AS "createdBy", created_at AS "createdAt"`

const templateOf = ({ nameZh: zh, nameEn: en, ...rest }: Row): DunningTemplate => ({
  ...rest,
  name: { zh, en },
})

/** The newest version of every text that was ever changed or added. */
export async function listDunningTemplates(db: Queryable): Promise<DunningTemplate[]> {
  const rows = await db.rows<Row>(sql`
    SELECT DISTINCT ON (code, locale) ${columns} FROM dunning_template ORDER BY code, locale, version DESC`)
  return rows.map(templateOf)
}

/** All versions of a text, newest first. */
export async function listDunningTemplateVersions(
  db: Queryable,
  code: string,
  locale: DunningLocale,
): Promise<DunningTemplate[]> {
  const rows = await db.rows<Row>(sql`
    SELECT ${columns} FROM dunning_template WHERE code = ${code} AND locale = ${locale} ORDER BY version DESC LIMIT 200`)
  return rows.map(templateOf)
}

/** Writes a version unless it exists already. */
export async function insertDunningTemplate(tx: Tx, one: DunningTemplate): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO dunning_template (code, locale, version, name_zh, name_en, subject, body, sms, created_by, created_at)
    VALUES (${one.code}, ${one.locale}, ${one.version}, ${one.name.zh}, ${one.name.en}, ${one.subject}, ${one.body},
      ${one.sms === null ? null : JSON.stringify(one.sms)}::jsonb, ${one.createdBy}, ${one.createdAt})
    ON CONFLICT DO NOTHING`)
  return written === 1
}
