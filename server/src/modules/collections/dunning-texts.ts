import type { Principal } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import type { DunningLocale } from './domain/strategy.js'
import { isVariable, standardTemplates, unknownVariables, type TemplateText } from './domain/template-text.js'
import {
  insertDunningTemplate,
  listDunningTemplates,
  type DunningTemplate,
} from './dunning-template-store.js'

/** A text as it stands: version 0 is the program's own. */
export type TextInForce = Omit<DunningTemplate, 'createdBy' | 'createdAt'> & {
  readonly createdBy: string | null
  readonly createdAt: Date | null
}

const LOCALES: readonly DunningLocale[] = ['zh-CN', 'en']

/** Every text in force in both languages: the program's own, unless changed, and those that were added. */
export async function textsInForce(db: Queryable): Promise<TextInForce[]> {
  const changed = await listDunningTemplates(db)
  const isChanged = new Set(changed.map(({ code, locale }) => `${code}/${locale}`))
  const own = standardTemplates.flatMap(({ code, name, text }) =>
    LOCALES.map((locale) => ({
      ...{ code, locale, version: 0, name, createdBy: null, createdAt: null },
      ...text[locale],
    })),
  )
  return [...own.filter(({ code, locale }) => !isChanged.has(`${code}/${locale}`)), ...changed]
}

/** Codes of the texts that exist in both languages. */
export async function templateCodes(db: Queryable): Promise<ReadonlySet<string>> {
  const texts = await textsInForce(db)
  const codes = new Set(texts.map(({ code }) => code))
  return new Set(
    [...codes].filter((code) =>
      LOCALES.every((locale) => texts.some((one) => one.code === code && one.locale === locale)),
    ),
  )
}

export interface TextChange extends TemplateText {
  readonly code: string
  readonly locale: DunningLocale
  readonly name: Bilingual
  /** The version that the author has seen; 0 for the program's own and for a new one. */
  readonly basedOn: number
}

/** Refuses a text that names something it cannot have. */
export function requireKnownPlaces({ subject, body, sms }: TemplateText): void {
  const params = (sms?.params ?? []).filter((name) => !isVariable(name))
  const unknown = [...unknownVariables(`${subject}\n${body}`), ...params]
  if (unknown.length > 0) {
    throw new Refusal('template_variable_unknown', { names: unknown.map((name) => `{${name}}`).join(' ') })
  }
}

/** Stores a new version of a text, in force at once. */
export async function changeText(
  tx: Tx,
  { basedOn, ...change }: TextChange,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<DunningTemplate> {
  requireKnownPlaces(change)
  const before = (await textsInForce(tx)).find(
    ({ code, locale }) => code === change.code && locale === change.locale,
  )
  if ((before?.version ?? 0) !== basedOn) throw new Refusal('template_changed_meanwhile')
  const next = { ...change, version: basedOn + 1, createdBy: actor.label, createdAt: at }
  if (!(await insertDunningTemplate(tx, next))) throw new Refusal('template_changed_meanwhile')
  await recordAudit(tx, {
    ...{ actor, at, action: 'dunning-template.changed', objectType: 'dunning-template' },
    objectId: `${change.code}/${change.locale}`,
    before: before && { subject: before.subject, body: before.body, sms: before.sms },
    after: { version: next.version, subject: next.subject, body: next.body, sms: next.sms },
  })
  return next
}
