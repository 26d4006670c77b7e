import type { Bilingual } from '../../../kernel/bilingual.js'

/** What is wrong with a row, for the person who has to correct it. */
export interface ImportFault {
  readonly rowNo: number
  /** Header of the column; empty when the whole row is meant. */
  readonly column: string
  readonly value: string
  readonly code: string
  readonly expected: Bilingual
}

/** Faults of one kind in one column, for a summary. */
export interface FaultGroup extends Pick<ImportFault, 'column' | 'code' | 'expected'> {
  readonly rows: number
  /** How many different values, and the first few of them. */
  readonly values: number
  readonly examples: readonly string[]
}

/** What is expected of a cell, by what is wrong with it. */
export const expectations = {
  required: { zh: '必填', en: 'a value' },
  not_a_day: { zh: '日期，例如 2026-03-05', en: 'a date such as 2026-03-05' },
  not_a_month: { zh: '月份，例如 2026-03', en: 'a month such as 2026-03' },
  not_a_number: { zh: '数字，例如 1200.00', en: 'a number such as 1200.00' },
  not_an_integer: { zh: '整数，例如 1', en: 'a whole number such as 1' },
  not_a_flag: { zh: '是 或 否', en: 'yes or no' },
  unknown_choice: { zh: '下列之一：{choices}', en: 'one of: {choices}' },
  unknown_currency: { zh: 'ISO 4217 币种代码，例如 CNY', en: 'an ISO 4217 currency such as CNY' },
  too_many_decimals: { zh: '小数位不超过该币种的最小单位', en: 'no more decimals than the currency has' },
  too_large: { zh: '整数部分不超过 12 位', en: 'at most 12 digits before the decimal point' },
  negative: { zh: '不小于零的金额', en: 'an amount of zero or more' },
  mixed_signs: {
    zh: '一张发票各行同号：红字发票全部为负，折扣行请并入所折扣的行',
    en: 'one sign on all rows of an invoice: all below zero for a credit, a discount taken off its line',
  },
  cost_or_margin: { zh: '成本或毛利至少一项', en: 'the cost, the margin or both' },
  margin_differs: { zh: '毛利 = 收入 − 成本', en: 'margin = revenue − cost' },
  not_begun: { zh: '已开始的月份', en: 'a month that has begun' },
  not_positive: { zh: '大于零的金额', en: 'an amount above zero' },
  too_long: { zh: '不超过 {max} 个字符的单行文本', en: 'one line of at most {max} characters' },
  not_a_bill_number: {
    zh: '票据号码：数字、字母或连字符；在表格软件中请设为文本，不要显示成 5.3E+29',
    en: 'a bill number of digits, letters and hyphens, kept as text: not 5.3E+29',
  },
  not_a_range: {
    zh: '子票区间，例如 1-100000；整张票据留空',
    en: 'a range such as 1-100000; blank for a whole bill',
  },
  before_issue: { zh: '晚于出票日', en: 'a day after the bill was issued' },
  reversal: {
    zh: '银行冲回了此前的来款：请找到该笔流水并「放回待认领」，以撤销由它生成的收款',
    en: 'the bank took back money that had come in: put back the line of that payment, so that its receipt is cancelled',
  },
  duplicate: { zh: '同一文件内不重复', en: 'no repetition in the file' },
  not_adjacent: {
    zh: '同一单据的各行必须相邻，且行号不重复',
    en: 'rows of one document next to each other, with different line numbers',
  },
  differs_in_document: {
    zh: '同一单据各行的客户、日期与币种必须一致',
    en: 'the same customer, date and currency on all rows of a document',
  },
  before_document: { zh: '不早于单据日期', en: 'not before the document date' },
  exceeds_document: { zh: '不超过单据金额', en: 'no more than the document amount' },
} as const satisfies Record<string, Bilingual>

export type FaultCode = keyof typeof expectations

export function expectationOf(
  code: FaultCode,
  values: Readonly<Record<string, string | number>> = {},
): Bilingual {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return { zh: fill(expectations[code].zh), en: fill(expectations[code].en) }
}
