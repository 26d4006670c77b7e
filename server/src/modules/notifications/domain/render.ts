import type { Language } from '../../../kernel/bilingual.js'
import { ownValue } from '../../../kernel/own-value.js'
import { kindOf, type NotificationKind, type NotificationValue } from './notification-kinds.js'

export interface NotificationText {
  readonly title: string
  readonly body: string
}

/** Values as they are stored: those of older notifications may lack a variable that a text names. */
export type StoredValues = Readonly<Record<string, NotificationValue | undefined>>

const PLACE = /\{([A-Za-z]\w*)\}/g

/** Fills a text; a variable without a value becomes a dash. */
export function fill(text: string, values: StoredValues, language: Language): string {
  return text.replace(PLACE, (_, name: string) => {
    const value = ownValue(values, name) ?? '—'
    return typeof value === 'string' ? value : value[language]
  })
}

/** The program's own texts of a kind. */
export function standardText(kind: NotificationKind, language: Language): NotificationText {
  const { title, body } = kindOf(kind)
  return { title: title[language], body: body[language] }
}

/** Fills title and body. */
export function render(text: NotificationText, values: StoredValues, language: Language): NotificationText {
  return { title: fill(text.title, values, language), body: fill(text.body, values, language) }
}

/** Names in a text that are no variable of the kind, each once; also what looks like a place but is none. */
export function unknownVariables(kind: NotificationKind, text: string): string[] {
  const known = new Set(Object.keys(kindOf(kind).variables))
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '')
  return [...new Set(named.filter((name) => !known.has(name)))]
}

/** The examples of a kind's variables, for a preview. */
export function sampleValues(kind: NotificationKind): StoredValues {
  return Object.fromEntries(
    Object.entries(kindOf(kind).variables).map(([name, { sample }]) => [name, sample]),
  )
}
