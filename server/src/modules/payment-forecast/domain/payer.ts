import type { Bilingual } from '../../../kernel/bilingual.js'
import { quantileOfSorted } from '../../scoring/domain/statistics/delay/customer-history.js'
import { wilsonInterval } from '../../scoring/domain/statistics/validation/wilson.js'

/** How a customer pays. */
export const payerSegments = ['early', 'on-time', 'late', 'erratic', 'thin'] as const
export type PayerSegment = (typeof payerSegments)[number]

/** The rule, stated once for code, page and guide. Days after the due day; a few days are the bank's. */
export const payerRule = { paidMin: 5, tolerance: 3, lateShare: 0.5, earlyMedian: -3, spread: 45 } as const

/** The rule of each segment in words. The first that applies counts, in the order of `payerOf`. */
export const payerRules: Readonly<Record<PayerSegment, Bilingual>> = {
  thin: {
    zh: `近一年付款不足 ${payerRule.paidMin} 笔`,
    en: `Fewer than ${payerRule.paidMin} payments in the last year`,
  },
  erratic: {
    zh: `中间八成付款的天数相差超过 ${payerRule.spread} 天`,
    en: `The middle four fifths of the payments lie more than ${payerRule.spread} days apart`,
  },
  late: {
    zh: `至少一半付款晚于到期日 ${payerRule.tolerance} 天以上`,
    en: `At least half of the payments came more than ${payerRule.tolerance} days after the due day`,
  },
  early: {
    zh: `付款天数中位数比到期日早至少 ${-payerRule.earlyMedian} 天`,
    en: `The median payment comes at least ${-payerRule.earlyMedian} days before the due day`,
  },
  'on-time': { zh: '以上均不符合', en: 'None of the others' },
}

export interface PayerFigures {
  readonly segment: PayerSegment
  readonly paidCount: number
  /** Share of payments later than the tolerance; null without any. */
  readonly lateShare: number | null
  readonly medianDays: number | null
  /** Between the first and the last decile. */
  readonly spreadDays: number | null
}

/**
 * Thin: fewer than five payments in the last year. Erratic: the middle four fifths of payments lie more than 45 days
 * apart. Late: at least half of the payments came more than three days after the due day. Early: the median is at least
 * three days before it. On time: the others. The first that applies counts.
 */
export function payerOf(days: readonly number[]): PayerFigures {
  if (days.length === 0)
    return { segment: 'thin', paidCount: 0, lateShare: null, medianDays: null, spreadDays: null }
  const sorted = days.toSorted((a, b) => a - b)
  const lateShare = days.filter((one) => one > payerRule.tolerance).length / days.length
  const medianDays = quantileOfSorted(sorted, 0.5)
  const spreadDays = quantileOfSorted(sorted, 0.9) - quantileOfSorted(sorted, 0.1)
  const figures = { paidCount: days.length, lateShare, medianDays, spreadDays }
  if (days.length < payerRule.paidMin) return { ...figures, segment: 'thin' }
  if (spreadDays > payerRule.spread) return { ...figures, segment: 'erratic' }
  if (lateShare >= payerRule.lateShare) return { ...figures, segment: 'late' }
  return { ...figures, segment: medianDays <= payerRule.earlyMedian ? 'early' : 'on-time' }
}

export interface PayWeekday {
  /** ISO weekday, 1 Monday to 7 Sunday; null where the evidence is not enough. */
  readonly weekday: number | null
  /** Share of paying weeks on the most frequent weekday. */
  readonly share: number | null
  /** Weeks in which the customer paid something: one piece of evidence each. */
  readonly weeks: number
}

const WEEKS_MIN = 12
/** One day in five is chance. */
const CHANCE = 0.2

/**
 * The weekday on which a customer's payments arrive, from the first payment of each week. It is said only where at least
 * twelve weeks speak and the lower end of the Wilson interval of 95 % is above one in five; the best day to call is then
 * the working day before. Of hours the ledger knows nothing.
 */
export function payWeekday(paidOn: readonly number[]): PayWeekday {
  const firsts = new Map<number, number>()
  for (const day of paidOn) {
    const week = Math.floor((day + 3) / 7)
    firsts.set(week, Math.min(firsts.get(week) ?? day, day))
  }
  const weeks = firsts.size
  if (weeks === 0) return { weekday: null, share: null, weeks }
  const counts = new Array<number>(8).fill(0)
  for (const day of firsts.values()) {
    const weekday = ((((day + 3) % 7) + 7) % 7) + 1
    counts[weekday] = (counts[weekday] ?? 0) + 1
  }
  const most = counts.reduce((best, count, weekday) => (count > (counts[best] ?? 0) ? weekday : best), 1)
  const count = counts[most] ?? 0
  const [low] = wilsonInterval(count, weeks) ?? [0, 1]
  return { weekday: weeks >= WEEKS_MIN && low > CHANCE ? most : null, share: count / weeks, weeks }
}

/** The working day before a weekday: Friday for Saturday to Monday. */
export function dayToCall(weekday: number): number {
  return weekday === 1 || weekday >= 6 ? 5 : weekday - 1
}
