import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Method } from './baseline.js'
import type { DayReason } from './explain-days.js'
import { featureLabel } from './forecast-features.js'

/** What a forecast rests on and what moves it most, as sentences. */
export function explainForecast({
  method,
  paidCount,
  reasons,
}: {
  readonly method: Method
  readonly paidCount: number
  readonly reasons: readonly DayReason[]
}): Bilingual {
  const [median] = reasons
  switch (method) {
    case 'model': {
      const moved = reasons.filter(({ days }) => Math.abs(days) >= 0.1)
      const zh = moved.map(
        (one) => `${featureLabel(one.feature).zh}（${number(one.value)}）${zhDays(one.days)}`,
      )
      const en = moved.map(
        (one) => `${featureLabel(one.feature).en} (${number(one.value)}) ${enDays(one.days)}`,
      )
      return {
        zh: `按模型预测，已知 ${paidCount} 笔付款。${zh.length === 0 ? '' : `与平均相比：${zh.join('，')}。`}`,
        en: `By the model, with ${paidCount} payments known.${en.length === 0 ? '' : ` Against the average: ${en.join('; ')}.`}`,
      }
    }
    case 'customer': {
      const days = median?.value ?? 0
      return {
        zh: `按该客户 ${paidCount} 笔付款（中位数相对到期日 ${signed(days)} 天）预测，笔数越少越多参考所在分部。`,
        en: `By the ${paidCount} payments of the customer (median ${signed(days)} days from due), drawn towards its segment the more the fewer they are.`,
      }
    }
    case 'segment':
      return {
        zh: `该客户的 ${paidCount} 笔付款不足以判断，按所在信用分部的付款历史预测。`,
        en: `The ${paidCount} payments of the customer do not tell: by the payments of its credit segment.`,
      }
    case 'book':
      return {
        zh: `该客户的 ${paidCount} 笔付款不足以判断，按全账簿中处境相同的款项的付款历史预测。`,
        en: `The ${paidCount} payments of the customer do not tell: by what became of others in the same position in the whole book.`,
      }
  }
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function signed(value: number): string {
  const rounded = Math.round(value * 10) / 10
  return rounded > 0 ? `+${rounded}` : String(rounded)
}

function zhDays(days: number): string {
  return days >= 0 ? `推迟 ${number(days)} 天` : `提前 ${number(-days)} 天`
}

function enDays(days: number): string {
  return days >= 0 ? `${number(days)} days later` : `${number(-days)} days earlier`
}
