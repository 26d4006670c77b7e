import type { Language } from '../bilingual.js'
import type { MoneyJson } from '../money.js'

/** Chooses between the two languages of a report. */
export type Say = (zh: string, en: string) => string

export function speaking(language: Language): Say {
  return (zh, en) => (language === 'zh' ? zh : en)
}

export const NOTHING = '—'

/** A decimal text with thousands separators; superfluous zeros stay as they are. */
export function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.')
  const parts = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? parts : `${parts}.${fraction}`
}

/** Money as it is read: `¥1,200.00`, `USD 1,200.00`. */
export function moneyText({ amount, currency }: MoneyJson): string {
  const sign = amount.startsWith('-') ? '-' : ''
  const symbol = currency === 'CNY' ? '¥' : `${currency} `
  return `${sign}${symbol}${grouped(sign === '' ? amount : amount.slice(1))}`
}

/** The texts that there are, as one sentence part; a dash when there is none. */
export function joined(parts: readonly (string | null | false)[], separator = ' · '): string {
  const given = parts.filter((part): part is string => typeof part === 'string' && part !== '')
  return given.length === 0 ? NOTHING : given.join(separator)
}
