import { counted } from '../../../kernel/counted.js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Currency } from '../../../kernel/currency.js'
import { groupedAmount } from '../../../kernel/money.js'
import { isIncomplete, type LimitStep } from './propose-limit.js'

/** A step in words, with its amounts in the currency of the account. */
export function stepText(step: LimitStep, grade: string, currency: Currency): Bilingual {
  const money = (minor: bigint) => `${symbolOf(currency)}${groupedAmount(minor, currency)}`
  const amount = money(step.amount)
  switch (step.step) {
    case 'average':
      return {
        zh: `近 ${step.months} 个月采购 ${money(step.purchases)}，月均采购 ${amount}`,
        en: `Purchases of the last ${counted(step.months, 'month')} ${money(step.purchases)}, on average ${amount} a month`,
      }
    case 'formula':
      return {
        zh: `月均采购 × ${step.months} 个月 × ${grade} 级系数 ${factor(step.factor)} = ${amount}`,
        en: `Monthly average × ${counted(step.months, 'month')} × ${grade} factor ${factor(step.factor)} = ${amount}`,
      }
    case 'starting':
      return {
        zh: `近期没有采购，按 ${grade} 级起始额度 ${amount}`,
        en: `No recent purchases: starting limit of grade ${grade}, ${amount}`,
      }
    case 'net-assets':
      return {
        zh: `不超过净资产 ${money(step.netAssets)} 的 ${percent(step.share)} = ${money(step.cap)}，得 ${amount}`,
        en: `At most ${percent(step.share)} of net assets ${money(step.netAssets)} = ${money(step.cap)}: ${amount}`,
      }
    case 'net-assets-unknown':
      return {
        zh: `净资产未知，不超过 ${money(step.cap)}，得 ${amount}`,
        en: `Net assets unknown: at most ${money(step.cap)}: ${amount}`,
      }
    case 'grade-cap':
      return {
        zh: `不超过 ${grade} 级上限 ${money(step.cap)}，得 ${amount}`,
        en: `At most ${money(step.cap)} for grade ${grade}: ${amount}`,
      }
    case 'raise-cap':
      return {
        zh: `一次最多比现有额度 ${money(step.current)} 提高 ${percent(step.share)}，得 ${amount}`,
        en: `At most ${percent(step.share)} above the limit in force ${money(step.current)}: ${amount}`,
      }
    case 'rounding':
      return {
        zh: `向下取整（保留 ${step.digits} 位有效数字）为 ${amount}`,
        en: `Rounded down to ${step.digits} significant digits: ${amount}`,
      }
    case 'caps-unknown':
      return {
        zh: `缺少汇率，政策中的上限未能适用，请人工核对；金额 ${amount}`,
        en: `No exchange rate: the policy's own caps could not be applied, check by hand; ${amount}`,
      }
    case 'purchases-incomplete':
      return {
        zh: `缺少汇率，部分币种的采购未计入，请人工核对；金额 ${amount}`,
        en: `No exchange rate for part of the purchases, which are left out; check by hand; ${amount}`,
      }
    case 'minimum':
      return {
        zh: `低于最低额度 ${money(step.minimum)}，不授信`,
        en: `Below the minimum ${money(step.minimum)}: no credit`,
      }
  }
}

/** The whole reason in one line: the formula, the caps that bound it, and the result. */
export function limitReason(steps: readonly LimitStep[], grade: string, currency: Currency): Bilingual {
  const binding = steps.filter(
    (step, index) => index < 2 || isIncomplete([step]) || step.amount !== steps[index - 1]?.amount,
  )
  const texts = binding.map((step) => stepText(step, grade, currency))
  return { zh: texts.map(({ zh }) => zh).join('；'), en: texts.map(({ en }) => en).join('; ') }
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`
}

function factor(basisPoints: number): string {
  return String(basisPoints / 10_000)
}

function symbolOf(currency: Currency): string {
  return currency === 'CNY' ? '¥' : `${currency} `
}
