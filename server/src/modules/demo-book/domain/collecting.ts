import { addDays, dayNumber, daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Behaviour } from './book.js'
import type { Random } from './random.js'

/** An overdue instalment of a customer of which nothing is agreed. */
export interface OwedItem {
  readonly source: string
  readonly number: string
  readonly itemNo: number
  readonly dueOn: CalendarDay
  readonly currency: string
  readonly openMinor: bigint
}

type NamedItem = Pick<OwedItem, 'source' | 'number' | 'itemNo'>

/** What a collector of the demo office noted of one talk. */
export interface Talk {
  /** Hour of the day in UTC; the office is open from 1 to 9. */
  readonly hour: number
  readonly channel: 'phone' | 'visit'
  readonly outcome: 'reached' | 'no_answer' | 'promised' | 'disputed' | 'refused' | 'call_back' | 'paid'
  readonly note: string
  readonly promise: { readonly payOn: CalendarDay; readonly items: readonly NamedItem[] } | null
  readonly dispute: {
    readonly reasonCode: string
    readonly description: string
    readonly items: readonly NamedItem[]
  } | null
  readonly next: { readonly on: CalendarDay; readonly text: string } | null
}

const WEEKS = 16
const RECENT_DAYS = 21
const EVERY_DAYS = 3

/** The working days on which the demo office collects: one a week at first, every third day in the last three weeks. */
export function collectingDays(endOn: CalendarDay): CalendarDay[] {
  const weeks = Array.from({ length: WEEKS - RECENT_DAYS / 7 + 1 }, (_, index) => 7 * (WEEKS - index))
  const recent = Array.from(
    { length: RECENT_DAYS / EVERY_DAYS - 1 },
    (_, index) => RECENT_DAYS - 3 * (index + 1),
  )
  const days = [...weeks, ...recent].map((back) => workday(addDays(endOn, -back)))
  return [...new Set(days)]
}

/** The day, or the Friday before a weekend. Day 0 was a Thursday. */
function workday(day: CalendarDay): CalendarDay {
  const weekday = (((dayNumber(day) + 3) % 7) + 7) % 7
  return weekday > 4 ? addDays(day, 4 - weekday) : day
}

/** Of a hundred calls in an hour (UTC, the day in China from nine to five) those that somebody takes. */
const answered: Readonly<Record<number, number>> = {
  1: 45,
  2: 82,
  3: 74,
  4: 35,
  5: 40,
  6: 78,
  7: 80,
  8: 62,
  9: 40,
}

const answers: Readonly<
  Record<'usual' | 'disputing' | 'failing', readonly (readonly [Talk['outcome'], number])[]>
> = {
  usual: [
    ['promised', 56],
    ['call_back', 18],
    ['reached', 16],
    ['disputed', 5],
    ['refused', 5],
  ],
  disputing: [
    ['disputed', 42],
    ['promised', 26],
    ['reached', 18],
    ['refused', 14],
  ],
  failing: [
    ['promised', 34],
    ['refused', 30],
    ['call_back', 24],
    ['reached', 12],
  ],
}

const notes: Readonly<Record<Talk['outcome'], readonly string[]>> = {
  reached: [
    '已与财务核对余额，对方在走付款审批。',
    '对方确认欠款，等月底资金计划。',
    '对账单已重新发给会计。',
  ],
  no_answer: ['电话无人接听。', '响铃后转语音信箱。', '前台称负责人外出。'],
  promised: ['财务经理确认安排付款。', '对方出纳答应按期付清。', '老板回复资金到位后即付。'],
  disputed: [],
  refused: ['对方称近期资金紧张，暂不能付款。', '对方要求先给折扣再谈付款，未同意。'],
  call_back: ['负责人开会，约定改日再打。', '会计出差，回来后再联系。'],
  paid: ['核对后确认货款已全部到账，致谢。'],
}

const complaints: readonly (readonly [string, string])[] = [
  ['quality', '客户称部分货物有划伤，要求退换。'],
  ['quantity', '实收数量比送货单少，等仓库核实。'],
  ['price', '开票单价与合同价不一致。'],
  ['invoice', '发票抬头有误，需要重开。'],
  ['delivery', '客户称其中一批货未收到。'],
  ['terms', '客户主张返利应先抵扣。'],
]

/**
 * One talk with a customer about what is overdue. Who means it promises the day on which the money will come; who does
 * not promises some day.
 *
 * @param paidOn the day on which an invoice will be paid, as the book has it
 */
export function talkOf(
  random: Random,
  behaviour: Behaviour,
  owed: readonly OwedItem[],
  { today, paidOn }: { readonly today: CalendarDay; readonly paidOn: ReadonlyMap<string, CalendarDay> },
): Talk {
  const hour = random.int(1, 9)
  const channel = random.chance(7) ? 'visit' : 'phone'
  const outcome = owed.length === 0 ? 'paid' : outcomeOf(random, behaviour, hour, channel)
  const [reasonCode, description] = random.pick(complaints)
  const [first] = owed
  const items = owed.filter(({ currency }) => currency === first?.currency).slice(0, random.int(1, 3))
  return {
    ...{ hour, channel, outcome },
    note: outcome === 'disputed' ? description : random.pick(notes[outcome]),
    promise:
      outcome === 'promised'
        ? { payOn: payDay(random, items, today, paidOn), items: items.map(nameOf) }
        : null,
    dispute:
      outcome === 'disputed' ? { reasonCode, description, items: items.slice(0, 1).map(nameOf) } : null,
    next:
      outcome === 'call_back' || (outcome === 'no_answer' && random.chance(60))
        ? { on: addDays(today, random.int(1, 4)), text: '再次致电，确认付款安排' }
        : null,
  }
}

function outcomeOf(
  random: Random,
  behaviour: Behaviour,
  hour: number,
  channel: Talk['channel'],
): Talk['outcome'] {
  if (channel === 'phone' && !random.chance(answered[hour] ?? 50)) return 'no_answer'
  if (behaviour === 'disputing') return random.weighted(answers.disputing)
  return random.weighted(
    behaviour === 'sudden-default' || behaviour === 'deteriorating' ? answers.failing : answers.usual,
  )
}

const AHEAD_MAX = 30

function payDay(
  random: Random,
  items: readonly OwedItem[],
  today: CalendarDay,
  paidOn: ReadonlyMap<string, CalendarDay>,
): CalendarDay {
  const days = items.flatMap(({ number }) => paidOn.get(number) ?? []).sort()
  const honest = days.length === items.length ? days.at(-1) : undefined
  const soon = honest !== undefined && honest >= today && daysBetween(today, honest) <= AHEAD_MAX
  return soon && random.chance(80) ? honest : addDays(today, random.int(3, 15))
}

function nameOf({ source, number, itemNo }: OwedItem): NamedItem {
  return { source, number, itemNo }
}

/** Equal monthly rates to the cent; the last one takes what does not divide. */
export function monthlyRates(totalMinor: bigint, count: number): bigint[] {
  const each = totalMinor / BigInt(count)
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? totalMinor - each * BigInt(count - 1) : each,
  )
}
