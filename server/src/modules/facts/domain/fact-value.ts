import { isCalendarDay } from '../../../kernel/calendar-day.js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import type { FactItem } from './fact-item.js'

/** A value as it is stored: exactly one of the two is set. Numbers are canonical decimal texts. */
export type FactValue =
  { readonly number: string; readonly text: null } | { readonly number: null; readonly text: string }

export interface FactWarning {
  readonly code: 'out_of_range' | 'balance_sheet_mismatch'
  readonly message: Bilingual
}

export type FactFault =
  'not_a_decimal' | 'not_a_flag' | 'not_a_day' | 'not_a_choice' | 'text_too_long' | 'empty'

const TEXT_LENGTH_MAX = 500
const YES = new Set(['true', '1', 'yes', '是'])
const NO = new Set(['false', '0', 'no', '否'])

/** Reads the text of a value for an item; returns what is wrong with it when it cannot be one. */
export function parseFactValue(item: FactItem, raw: string): FactValue | FactFault {
  const text = raw.trim()
  if (text === '') return 'empty'
  switch (item.kind) {
    case 'flag':
      return flagValue(text)
    case 'day':
      return isCalendarDay(text) ? { number: null, text } : 'not_a_day'
    case 'choice':
      return choiceValue(item, text)
    case 'text':
      return text.length <= TEXT_LENGTH_MAX ? { number: null, text } : 'text_too_long'
    case 'amount':
    case 'percent':
    case 'count':
    case 'years':
    case 'points':
      return decimalValue(text)
  }
}

function flagValue(text: string): FactValue | FactFault {
  const word = text.toLowerCase()
  if (YES.has(word)) return { number: '1', text: null }
  return NO.has(word) ? { number: '0', text: null } : 'not_a_flag'
}

function choiceValue(item: FactItem, text: string): FactValue | FactFault {
  for (const [code, label] of Object.entries(item.choices ?? {})) {
    if (code === text || label.zh === text || label.en === text) return { number: null, text: code }
  }
  return 'not_a_choice'
}

/** Up to 15 digits before and 6 after the point; stored without superfluous zeros. */
function decimalValue(text: string): FactValue | FactFault {
  const match = /^(-?)0*(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text)
  if (!match) return 'not_a_decimal'
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  const magnitude = fraction === '' ? (match[2] ?? '0') : `${match[2] ?? '0'}.${fraction}`
  return { number: magnitude === '0' ? '0' : `${match[1] ?? ''}${magnitude}`, text: null }
}

/** Warns about a number outside the item's plausible range. The range is a plausibility check, not arithmetic. */
export function rangeWarning(item: FactItem, value: FactValue): FactWarning | null {
  if (value.number === null) return null
  const number = Number(value.number)
  const { min = -Infinity, max = Infinity } = item
  if (number >= min && number <= max) return null
  return {
    code: 'out_of_range',
    message: {
      zh: `${item.label.zh} ${value.number} 超出合理范围（${bound(item.min)} 至 ${bound(item.max)}），请核对。`,
      en: `${item.label.en} ${value.number} lies outside the plausible range (${bound(item.min)} to ${bound(item.max)}); please check.`,
    },
  }
}

function bound(limit: number | undefined): string {
  return limit === undefined ? '…' : String(limit)
}

export const factFaultTexts: Readonly<Record<FactFault, Bilingual>> = {
  not_a_decimal: { zh: '应为十进制数字，例如 "1200.50"', en: 'expected a decimal such as "1200.50"' },
  not_a_flag: { zh: '应为 true 或 false', en: 'expected true or false' },
  not_a_day: { zh: '应为日期 YYYY-MM-DD', en: 'expected a day YYYY-MM-DD' },
  not_a_choice: { zh: '不在可选值之内', en: 'not one of the choices' },
  text_too_long: { zh: '文字过长，最多 500 字', en: 'longer than 500 characters' },
  empty: { zh: '值为空', en: 'empty value' },
}
