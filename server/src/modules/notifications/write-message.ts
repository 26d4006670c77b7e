import type { Queryable } from '../../platform/db/types.js'
import { isNotificationKind, type NotificationKind } from './domain/notification-kinds.js'
import { isPasswordMail, passwordMail } from './domain/password-mails.js'
import { render, standardText, type NotificationText, type StoredValues } from './domain/render.js'
import { listTemplatesInForce, type TemplateLocale } from './template-store.js'

export type TextOf = (kind: NotificationKind, values: StoredValues) => NotificationText

export function languageOf(locale: TemplateLocale): 'zh' | 'en' {
  return locale === 'en' ? 'en' : 'zh'
}

/** The texts in force of all kinds in a language. */
export async function textsIn(db: Queryable, locale: TemplateLocale): Promise<TextOf> {
  const changed = new Map(
    (await listTemplatesInForce(db))
      .filter((template) => template.locale === locale)
      .map((template) => [template.kind, template]),
  )
  const language = languageOf(locale)
  return (kind, values) => {
    const template = changed.get(kind)
    return render(textOf(kind, locale, template), values, language)
  }
}

function textOf(
  kind: NotificationKind,
  locale: TemplateLocale,
  template: { title: string | null; body: string | null } | undefined,
): NotificationText {
  if (template?.title == null || template.body === null) return standardText(kind, languageOf(locale))
  return { title: template.title, body: template.body }
}

export interface DigestItem {
  readonly kind: string
  readonly data: StoredValues
  readonly link: string | null
}

/** What a digest's outbox row holds. */
export interface DigestData {
  readonly day: string
  readonly items: readonly DigestItem[]
}

/** Title and body of a message in its reader's language, with the addresses of the pages it is about. */
export async function writeMessage(
  db: Queryable,
  message: { readonly kind: string; readonly data: unknown; readonly link: string | null },
  locale: TemplateLocale,
  publicUrl: string | undefined,
): Promise<NotificationText> {
  const texts = await textsIn(db, locale)
  const zh = locale !== 'en'
  const address = (link: string | null) =>
    publicUrl !== undefined && link !== null ? `\n${publicUrl}${link}` : ''
  if (message.kind === 'digest') {
    const { day, items } = message.data as DigestData
    const known = items.flatMap((item) =>
      isNotificationKind(item.kind) ? [{ ...item, kind: item.kind }] : [],
    )
    const lines = known.map(({ kind, data, link }) => {
      const { title, body } = texts(kind, data)
      return `· ${title}\n${body}${address(link)}`
    })
    const title = zh ? `信衡 ${day} 摘要（${known.length} 条）` : `Xinheng digest of ${day} (${known.length})`
    return { title, body: lines.join('\n\n') }
  }
  if (isPasswordMail(message.kind)) return passwordMail(message.kind, message.data, null, languageOf(locale))
  if (!isNotificationKind(message.kind)) throw new Error(`unknown kind of notification: ${message.kind}`)
  const { title, body } = texts(message.kind, message.data as StoredValues)
  return { title, body: `${body}${address(message.link)}` }
}
