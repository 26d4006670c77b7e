import type { Bilingual } from '../../../kernel/bilingual.js'
import type { CalendarDay } from '../../../kernel/calendar-day.js'
import { isCurrency } from '../../../kernel/currency.js'
import { groupedAmount } from '../../../kernel/money.js'

export const signalKinds = [
  'grade',
  'warning',
  'override',
  'release',
  'approval',
  'overdue',
  'promise',
  'plan',
  'dispute',
] as const
export type SignalKind = (typeof signalKinds)[number]

/** Something that was on record of a customer before the loss, as it is read. */
export interface FoundSignal {
  readonly kind: SignalKind
  readonly on: CalendarDay
  /** Who did or decided it; null: the program. */
  readonly who: string | null
  /** Two words of the record: the grade before and after, the status, the number of a document. */
  readonly one: string | null
  readonly two: string | null
  readonly amountMinor: bigint | null
  readonly currency: string | null
}

/** A signal as it is kept with the case. */
export interface LossSignal {
  readonly kind: SignalKind
  readonly on: CalendarDay
  readonly who: string | null
  readonly text: Bilingual
  /** Whether it told of danger, beside what somebody decided all the same. */
  readonly danger: boolean
}

const decisions: ReadonlySet<SignalKind> = new Set(['override', 'release', 'approval'])

/** The record in words. */
export function signalOf(found: FoundSignal): LossSignal {
  const { kind, on, who } = found
  return { kind, on, who, text: textOf(found), danger: !decisions.has(kind) }
}

function textOf({ kind, one, two, amountMinor, currency }: FoundSignal): Bilingual {
  const [a, b] = [one ?? '', two ?? '']
  const money =
    amountMinor !== null && currency !== null && isCurrency(currency)
      ? `${groupedAmount(amountMinor, currency)} ${currency}`
      : ''
  switch (kind) {
    case 'grade':
      return { zh: `信用等级由 ${a} 变为 ${b}`, en: `Grade went from ${a} to ${b}` }
    case 'warning':
      return { zh: `低分预警：等级 ${a}，评分 ${b}`, en: `Warning of a low score: grade ${a}, score ${b}` }
    case 'override':
      return { zh: `等级由模型的 ${a} 人工改为 ${b}`, en: `Grade set to ${b} against ${a} of the model` }
    case 'release':
      return { zh: `放行冻结的单据 ${a}，${money}`, en: `Held document ${a} released, ${money}` }
    case 'approval':
      return { zh: `${a}${money && `，${money}`}`, en: `${b}${money && `, ${money}`}` }
    case 'overdue':
      return { zh: `发票 ${a} 到期未付，${money}`, en: `Invoice ${a} fell due unpaid, ${money}` }
    case 'promise':
      return { zh: `付款承诺未兑现，${money}`, en: `Promise to pay not kept, ${money}` }
    case 'plan':
      return { zh: `分期还款违约，${money}`, en: `Instalment plan broken, ${money}` }
    case 'dispute':
      return { zh: `客户提出争议（${a}），${money}`, en: `Dispute opened (${b}), ${money}` }
  }
}
