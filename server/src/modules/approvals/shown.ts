import type { Bilingual } from '../../kernel/bilingual.js'
import { moneyJson, type MoneyJson } from '../../kernel/money.js'
import type { Currency } from '../../kernel/currency.js'

/** A value for the eyes of an approver, with enough type to format it. Plain JSON, so that it can be kept. */
export type Shown =
  | { readonly kind: 'money'; readonly money: MoneyJson }
  | { readonly kind: 'text'; readonly text: Bilingual }
  | { readonly kind: 'number'; readonly value: string; readonly unit: string | null }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'instant'; readonly at: string }
  | { readonly kind: 'none' }

const none: Shown = { kind: 'none' }

export function shownMoney(minor: bigint | null, currency: Currency): Shown {
  return minor === null ? none : { kind: 'money', money: moneyJson(minor, currency) }
}

/** A text that is the same in both languages: a code, a name, what somebody wrote. */
export function shownText(text: string | null): Shown {
  return text === null ? none : { kind: 'text', text: { zh: text, en: text } }
}

export function shownNumber(value: number | string | null, unit: string | null = null): Shown {
  return value === null ? none : { kind: 'number', value: String(value), unit }
}
