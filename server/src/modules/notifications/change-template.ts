import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database } from '../../platform/db/types.js'
import { isUniqueViolation } from '../../platform/db/database.js'
import { recordAudit } from '../audit/record-audit.js'
import type { NotificationKind } from './domain/notification-kinds.js'
import { unknownVariables, type NotificationText } from './domain/render.js'
import { findTemplateInForce, insertTemplate, type TemplateLocale } from './template-store.js'

export interface TemplateChange {
  readonly kind: NotificationKind
  readonly locale: TemplateLocale
  /** The version that the author has seen; 0 when the text was never changed. */
  readonly basedOn: number
  /** Null: back to the program's own text. */
  readonly text: NotificationText | null
}

/** Refuses a text that names a variable which the kind does not have. */
export function requireKnownVariables(kind: NotificationKind, { title, body }: NotificationText): void {
  const unknown = unknownVariables(kind, `${title}\n${body}`)
  if (unknown.length > 0)
    throw new Refusal('template_variable_unknown', { names: unknown.map((name) => `{${name}}`).join(' ') })
}

/** Stores a new version of a text, in force at once. */
export async function changeTemplate(
  db: Database,
  actor: Principal,
  { kind, locale, basedOn, text }: TemplateChange,
  at: Date,
): Promise<number> {
  if (text) requireKnownVariables(kind, text)
  const version = basedOn + 1
  try {
    await db.transaction(async (tx) => {
      const current = (await findTemplateInForce(tx, kind, locale))?.version ?? 0
      if (current !== basedOn) throw new Refusal('template_changed_meanwhile')
      const row = { kind, locale, version, title: text?.title ?? null, body: text?.body ?? null }
      await insertTemplate(tx, { ...row, createdBy: actor.label, createdAt: at })
      const action = text ? 'notification-template.changed' : 'notification-template.reset'
      const entry = { actor, action, objectType: 'notification-template', objectId: `${kind}/${locale}`, at }
      await recordAudit(tx, { ...entry, after: { version, ...text } })
    })
  } catch (error) {
    if (isUniqueViolation(error, 'notification_template_pkey'))
      throw new Refusal('template_changed_meanwhile')
    throw error
  }
  return version
}
