import { apportion } from '../../scoring/domain/apportion.js'
import type { Distribution } from './distribution.js'

/** Weeks that are told apart; what comes later stands in one more. */
export const WEEKS = 26
const PARTS = 1_000_000n
/** 1970-01-01 was a Thursday. */
const FROM_MONDAY = 3
/**
 * How far payments of one account in one week move together: a customer who pays, pays several invoices. Accounts are
 * taken as independent of each other; what both leave out, the scale of the bands brings back (see `bandScale`).
 */
const TOGETHER = 0.5

/** The Monday of a day's week. */
export function mondayOf(day: number): number {
  return day - ((((day + FROM_MONDAY) % 7) + 7) % 7)
}

/** The week of a payment day as seen from the day of the forecast: 0 is the same week, `WEEKS` everything later. */
export function weekNoOf(day: number, asOf: number): number {
  return Math.max(0, Math.min(WEEKS, Math.floor((day - mondayOf(asOf)) / 7)))
}

/** In which weeks a payment may fall, in millionths that sum to a million. */
export function weekParts(distribution: Distribution, due: number, asOf: number): number[] {
  const shares = new Array<number>(WEEKS + 1).fill(0)
  shares[WEEKS] = distribution.beyond
  for (const [at, weight] of distribution.weights.entries()) {
    const day = Math.max(asOf, Math.round(due + (distribution.days[at] ?? 0)))
    const week = weekNoOf(day, asOf)
    shares[week] = (shares[week] ?? 0) + weight
  }
  const scaled = shares.map((share) => Math.round(share * 1e9))
  const whole = scaled.reduce((sum, part) => sum + part, 0)
  const { parts } = apportion(
    scaled.map((part) => part * 1_000_000),
    Math.max(1, whole),
  )
  const missing = 1_000_000 - parts.reduce((sum, part) => sum + part, 0)
  parts[WEEKS] = (parts[WEEKS] ?? 0) + missing
  return parts
}

/** What an account's open instalments of one currency bring week by week. */
export interface AccountWeek {
  readonly weekNo: number
  readonly expectedMinor: bigint
  /** Minor units squared. */
  readonly variance: number
}

/** Adds up the instalments of one account. The weeks sum exactly to what is open. */
export function accountWeeks(
  items: readonly { readonly openMinor: bigint; readonly parts: readonly number[] }[],
): AccountWeek[] {
  const weeks: { sum: bigint; squares: number; spread: number }[] = Array.from({ length: WEEKS + 1 }, () => ({
    sum: 0n,
    squares: 0,
    spread: 0,
  }))
  for (const { openMinor, parts } of items) {
    for (const [at, part] of parts.entries()) {
      const week = weeks[at]
      if (part === 0 || week === undefined) continue
      const share = part / 1e6
      const spread = Number(openMinor) * Math.sqrt(share * (1 - share))
      week.sum += openMinor * BigInt(part)
      week.squares += spread * spread
      week.spread += spread
    }
  }
  let left = items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  return weeks.flatMap(({ sum, squares, spread }, weekNo): AccountWeek[] => {
    // Rounded down; the rest belongs to the last, so that nothing of what is open is lost.
    const expectedMinor = weekNo === WEEKS ? left : sum / PARTS
    left -= expectedMinor
    if (expectedMinor === 0n && spread === 0) return []
    return [{ weekNo, expectedMinor, variance: (1 - TOGETHER) * squares + TOGETHER * spread * spread }]
  })
}

/** Standard deviations that hold four fifths of a normal distribution. */
export const FOUR_FIFTHS = 1.2815515655446004
const CASES_MIN = 8

/**
 * How many standard deviations a band must span on either side so that it would have held four of five past weeks:
 * what moves the whole book at once is in it. Never narrower than independence asks for; that also where few weeks are known.
 */
export function bandScale(weeks: readonly { readonly off: number; readonly variance: number }[]): number {
  const sizes = weeks
    .filter(({ variance }) => variance > 0)
    .map(({ off, variance }) => Math.abs(off) / Math.sqrt(variance))
    .sort((a, b) => a - b)
  if (sizes.length < CASES_MIN) return FOUR_FIFTHS
  const rank = Math.min(sizes.length, Math.ceil((sizes.length + 1) * 0.8))
  return Math.max(FOUR_FIFTHS, sizes[rank - 1] ?? FOUR_FIFTHS)
}

/** Σ |expected − actual| ÷ Σ actual; null when nothing came. */
export function wapeOf(
  weeks: readonly { readonly expected: number; readonly actual: number }[],
): number | null {
  const came = weeks.reduce((sum, { actual }) => sum + actual, 0)
  if (!(came > 0)) return null
  return weeks.reduce((sum, { expected, actual }) => sum + Math.abs(expected - actual), 0) / came
}
