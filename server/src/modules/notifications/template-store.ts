import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { NotificationKind } from './domain/notification-kinds.js'

export type TemplateLocale = 'zh-CN' | 'en'

/** A version of the texts of a kind; both null: back to the program's own. */
export interface TemplateVersion {
  readonly kind: NotificationKind
  readonly locale: TemplateLocale
  readonly version: number
  readonly title: string | null
  readonly body: string | null
  readonly createdBy: string
  readonly createdAt: Date
}

const columns = sql`kind, locale, version, title, body, created_by AS "createdBy", created_at AS "createdAt"`

/** The versions in force of all kinds that were ever changed. */
export async function listTemplatesInForce(db: Queryable): Promise<TemplateVersion[]> {
  return db.rows<TemplateVersion>(sql`
    SELECT DISTINCT ON (kind, locale) ${columns} FROM notification_template ORDER BY kind, locale, version DESC`)
}

export async function findTemplateInForce(
  db: Queryable,
  kind: string,
  locale: TemplateLocale,
): Promise<TemplateVersion | undefined> {
  const [row] = await db.rows<TemplateVersion>(sql`
    SELECT ${columns} FROM notification_template WHERE kind = ${kind} AND locale = ${locale}
    ORDER BY version DESC LIMIT 1`)
  return row
}

/** All versions of a text, newest first. */
export async function listTemplateVersions(
  db: Queryable,
  kind: string,
  locale: TemplateLocale,
  limit: number,
): Promise<TemplateVersion[]> {
  return db.rows<TemplateVersion>(sql`
    SELECT ${columns} FROM notification_template WHERE kind = ${kind} AND locale = ${locale}
    ORDER BY version DESC LIMIT ${limit}`)
}

export async function insertTemplate(tx: Tx, template: TemplateVersion): Promise<void> {
  await tx.run(sql`
    INSERT INTO notification_template (kind, locale, version, title, body, created_by, created_at)
    VALUES (${template.kind}, ${template.locale}, ${template.version}, ${template.title}, ${template.body},
      ${template.createdBy}, ${template.createdAt})`)
}
