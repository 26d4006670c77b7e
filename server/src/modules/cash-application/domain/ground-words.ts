import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Ground, GroundCode } from './money-in.js'

const words = {
  cited_full: { zh: '附言写明发票 {numbers}', en: 'the reference names {numbers}' },
  cited_part: { zh: '附言含发票 {numbers} 的尾号', en: 'the reference holds the last digits of {numbers}' },
  cited_sum: { zh: '金额等于所指发票的未清合计', en: 'the amount is what is open of what it names' },
  cited_short: {
    zh: '金额少于所指发票，按到期先后部分核销',
    en: 'less than what it names: applied in the order of due days',
  },
  cited_over: { zh: '金额多于所指发票，余款待核', en: 'more than what it names: the rest stays unapplied' },
  exact_only: { zh: '金额与唯一一笔未清分期相等', en: 'exactly one open instalment has this amount' },
  exact_several: {
    zh: '有 {count} 笔未清分期金额相同，取最早到期的',
    en: '{count} open instalments have this amount; the oldest due is taken',
  },
  whole_balance: {
    zh: '金额等于全部未清余额（{count} 笔）',
    en: 'the amount is the whole open balance ({count} items)',
  },
  due_balance: {
    zh: '金额等于全部到期余额（{count} 笔）',
    en: 'the amount is all that was due ({count} items)',
  },
  oldest_sum: {
    zh: '金额等于最早到期的 {count} 笔之和',
    en: 'the amount is the sum of the {count} oldest due',
  },
  sum_only: {
    zh: '金额等于 {count} 笔之和，在检索范围内唯一',
    en: 'the sum of {count} items, and of no others searched',
  },
  sum_several: {
    zh: '金额可由多种组合凑成，取其一',
    en: 'several sets of items have this sum; one of them is shown',
  },
  legal_order: {
    zh: '附言与金额均无指向，按民法典第 560 条顺序',
    en: 'neither reference nor amount points to an invoice: in the order of Civil Code art. 560',
  },
  over_balance: {
    zh: '金额多于全部未清，余款待核',
    en: 'more than all that is open: the rest stays unapplied',
  },
  discount: { zh: '差额等于提前付款折扣', en: 'the difference is the early-payment discount' },
  fee: { zh: '差额在允许的手续费以内', en: 'the difference is within the bank fee that is granted' },
  not_due: { zh: '其中有一个月后才到期的', en: 'part of it falls due more than a month later' },
  round_amount: { zh: '整千金额，偶然相等的可能较大', en: 'a round amount is met by chance more often' },
  payer_unsure: { zh: '付款方身份不够确定', en: 'it is not certain who paid' },
  undone_before: { zh: '此前的核销曾被撤销', en: 'an earlier match of it was undone' },
  by_hand: { zh: '人工核销', en: 'matched by a person' },
} as const satisfies Record<GroundCode, Bilingual>

/** A ground in both languages. */
export function groundText({ code, values = {} }: Ground): Bilingual {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  const { zh, en } = words[code]
  return { zh: fill(zh), en: fill(en) }
}
