import type { Bilingual } from '../../../kernel/bilingual.js'
import { daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'

/**
 * How likely money that is so many days late does not come by itself, in basis points: experience values of a
 * provision matrix. The probability of default of the customer counts where it is higher.
 */
export const latenessRisks: readonly { readonly fromDays: number; readonly basisPoints: number }[] = [
  { fromDays: 0, basisPoints: 100 },
  { fromDays: 1, basisPoints: 200 },
  { fromDays: 31, basisPoints: 500 },
  { fromDays: 61, basisPoints: 1_500 },
  { fromDays: 91, basisPoints: 3_000 },
  { fromDays: 181, basisPoints: 6_000 },
  { fromDays: 366, basisPoints: 9_000 },
]

/** For how many days back contacts tell how likely somebody answers. */
export const ANSWER_DAYS = 180

/**
 * How likely a contact is followed by a response, in basis points: of the tries of the last half year the share that was
 * answered, drawn by two imagined tries to the probability of payment within thirty days that is forecast, so that little
 * history says little: (answered + 2 p) / (tries + 2). Without a forecast p is one half.
 */
export function responseLikelihood({
  tried,
  answered,
  paysBp,
}: {
  readonly tried: number
  readonly answered: number
  readonly paysBp: number | null
}): number {
  return Math.round((answered * 10_000 + 2 * (paysBp ?? 5_000)) / (tried + 2))
}

/** What is known of a customer on the worklist that bears on its place and on the next step. */
export interface WorklistFacts {
  readonly today: CalendarDay
  readonly oldestDueOn: CalendarDay | null
  readonly collectableMinor: bigint
  readonly pausedMinor: bigint
  readonly riskBp: number
  readonly riskFrom: 'model' | 'grade' | 'lateness'
  readonly tried: number
  readonly answered: number
  /** Forecast probability of payment within thirty days, in basis points; null: nothing is forecast. */
  readonly paysBp: number | null
  /** Tries in a row that nobody answered, the newest first. */
  readonly unanswered: number
  /** Day of the earliest open task that is due; null: none. */
  readonly taskDueOn: CalendarDay | null
  /** Day on which a promise was missed, of which nobody has talked since. */
  readonly missedOn: CalendarDay | null
  /** Promised day of the earliest open promise. */
  readonly promisedOn: CalendarDay | null
  readonly lastContactOn: CalendarDay | null
  /** When somebody said that they would come back to it. */
  readonly nextOn: CalendarDay | null
}

export const steps = [
  'task',
  'missed-promise',
  'remind',
  'other-channel',
  'hand-over',
  'wait',
  'call',
  'none',
] as const
export type Step = (typeof steps)[number]

export interface Suggestion {
  readonly step: Step
  readonly why: Bilingual
}

const LATE_FOR_HAND_OVER = 180
const TRIES_FOR_HAND_OVER = 3
const REMIND_DAYS = 2

/** The next step that the facts suggest, the most pressing first. */
export function suggestStep(facts: WorklistFacts): Suggestion {
  const { today, taskDueOn, missedOn, promisedOn, unanswered, tried, nextOn, lastContactOn } = facts
  const late = lateDays(facts)
  if (taskDueOn !== null)
    return { step: 'task', why: { zh: `任务应于 ${taskDueOn} 完成`, en: `A task is due on ${taskDueOn}` } }
  if (missedOn !== null)
    return {
      step: 'missed-promise',
      why: {
        zh: `${missedOn} 承诺未兑现，尚未跟进`,
        en: `A promise was missed on ${missedOn} and not talked about`,
      },
    }
  if (nextOn !== null && nextOn > today)
    return { step: 'wait', why: { zh: `约定 ${nextOn} 再联系`, en: `To be contacted again on ${nextOn}` } }
  if (promisedOn !== null && promisedOn >= today && daysBetween(today, promisedOn) <= REMIND_DAYS)
    return {
      step: 'remind',
      why: { zh: `承诺 ${promisedOn} 付款，提前提醒`, en: `Promised for ${promisedOn}: remind` },
    }
  if (facts.collectableMinor <= 0n)
    return facts.pausedMinor > 0n
      ? {
          step: 'wait',
          why: { zh: '逾期款均已承诺、分期或争议中', en: 'All of it is promised, planned or disputed' },
        }
      : { step: 'none', why: { zh: '没有逾期款', en: 'Nothing is overdue' } }
  if (late >= LATE_FOR_HAND_OVER && tried >= TRIES_FOR_HAND_OVER)
    return {
      step: 'hand-over',
      why: { zh: `逾期 ${late} 天，已催收 ${tried} 次`, en: `${late} days late after ${tried} contacts` },
    }
  if (unanswered >= TRIES_FOR_HAND_OVER)
    return {
      step: 'other-channel',
      why: { zh: `连续 ${unanswered} 次无人应答`, en: `Nobody answered ${unanswered} times in a row` },
    }
  return lastContactOn === null
    ? { step: 'call', why: { zh: `逾期 ${late} 天，尚未联系`, en: `${late} days late and never contacted` } }
    : {
        step: 'call',
        why: {
          zh: `逾期 ${late} 天，上次联系 ${lastContactOn}`,
          en: `${late} days late, last contact ${lastContactOn}`,
        },
      }
}

const riskWords: Readonly<Record<WorklistFacts['riskFrom'], Bilingual>> = {
  model: { zh: '违约概率', en: 'probability of default' },
  grade: { zh: '等级违约率', en: 'default rate of the grade' },
  lateness: { zh: '逾期天数', en: 'days late' },
}

/** Why a customer stands where it stands: the factors of its rank, in words. */
export function rankReason(facts: WorklistFacts): Bilingual {
  const risk = (facts.riskBp / 100).toFixed(1)
  const likely = Math.round(responseLikelihood(facts) / 100)
  const from = riskWords[facts.riskFrom]
  const { tried, answered, paysBp } = facts
  if (paysBp === null)
    return {
      zh: `风险 ${risk}%（${from.zh}）× 可催金额 × 接通可能 ${likely}%（${tried} 次中 ${answered} 次）`,
      en: `Risk ${risk}% (${from.en}) × what may be asked for × ${likely}% likely to answer (${answered} of ${tried})`,
    }
  const pays = Math.round(paysBp / 100)
  return {
    zh: `风险 ${risk}%（${from.zh}）× 可催金额 × 响应可能 ${likely}%（30 天内付款 ${pays}%，接通 ${answered}/${tried}）`,
    en: `Risk ${risk}% (${from.en}) × what may be asked for × ${likely}% likely to respond (${pays}% to pay within 30 days, answered ${answered}/${tried})`,
  }
}

function lateDays({ oldestDueOn, today }: WorklistFacts): number {
  return oldestDueOn === null ? 0 : Math.max(0, daysBetween(oldestDueOn, today))
}
