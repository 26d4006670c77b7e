import type { CalendarDay } from '../../../kernel/calendar-day.js'
import { divideRounded } from '../../../kernel/rate.js'
import type { AgingBucket } from '../../receivables/domain/aging-buckets.js'
import { stepsWithin } from './aging-step.js'

/** Receivables by the steps of `agingSteps` at the end of a month, in one currency. */
export interface MonthEnd {
  readonly asOf: CalendarDay
  readonly stepsMinor: readonly bigint[]
}

/** Parts per million: a rate of 1 is 1,000,000. */
export const PPM = 1_000_000n
const BP_IN_PPM = 100n

export interface RollRate {
  /** Place of the step from which balances roll to the next. */
  readonly step: number
  /** One per pair of months, oldest first; null where nothing stood in the step. Not capped. */
  readonly monthsPpm: readonly (bigint | null)[]
  /** Over all months; null where nothing ever stood in the step. Not capped. */
  readonly averagePpm: bigint | null
  /** What of a balance in this step is lost in the end, loss given default included. */
  readonly lossPpm: bigint
}

export type Averaging = 'weighted' | 'simple'

/**
 * Roll rates of a series of month ends: m_i = balance of step i+1 at the end of a month ÷ balance of step i at the end
 * of the month before, averaged; the loss of step i is the product of m_i … m_last × loss given default (CAS 22 Art. 63,
 * IFRS 9 B5.5.35 practice). A rate over 100 % (bills that became due within the month) counts as 100 % in the product; a
 * step in which nothing ever stood counts as 100 %, which errs to the side of caution.
 *
 * @param months oldest first, one month apart
 * @param lastStep the step after which a balance counts as lost, at least 1
 * @param lgdBp loss given default in basis points
 */
export function rollRates(
  months: readonly MonthEnd[],
  { lastStep, lgdBp, averaging }: { lastStep: number; lgdBp: bigint; averaging: Averaging },
): RollRate[] {
  const rates = Array.from({ length: lastStep + 1 }, (_, step) => {
    const pairs = pairsOf(months, step)
    return {
      step,
      monthsPpm: pairs.map(([from, to]) => (from > 0n ? divideRounded(to * PPM, from) : null)),
      averagePpm: average(pairs, averaging),
    }
  })
  let product = lgdBp * BP_IN_PPM
  const losses = rates.map(() => 0n)
  for (let step = lastStep; step >= 0; step--) {
    const rate = rates[step]?.averagePpm ?? PPM
    product = divideRounded(product * (rate > PPM ? PPM : rate), PPM)
    losses[step] = product
  }
  return rates.map((rate, step) => ({ ...rate, lossPpm: losses[step] ?? 0n }))
}

type Pair = readonly [from: bigint, to: bigint]

function pairsOf(months: readonly MonthEnd[], step: number): Pair[] {
  return months
    .slice(1)
    .map((next, index) => [months[index]?.stepsMinor[step] ?? 0n, next.stepsMinor[step + 1] ?? 0n])
}

function average(pairs: readonly Pair[], averaging: Averaging): bigint | null {
  const known = pairs.filter(([from]) => from > 0n)
  if (known.length === 0) return null
  if (averaging === 'weighted') {
    const sum = (place: 0 | 1) => known.reduce((total, pair) => total + pair[place], 0n)
    return divideRounded(sum(1) * PPM, sum(0))
  }
  const rates = known.map(([from, to]) => divideRounded(to * PPM, from))
  return divideRounded(
    rates.reduce((total, rate) => total + rate, 0n),
    BigInt(rates.length),
  )
}

/**
 * Rates of a provision matrix that follow from roll rates, in basis points per bucket: the losses of the steps in the
 * bucket weighed by what stands in them; steps after the last are lost but for what loss given default leaves.
 */
export function matrixRates(
  rates: readonly RollRate[],
  buckets: readonly AgingBucket[],
  { newest, lgdBp }: { newest: readonly bigint[]; lgdBp: bigint },
): bigint[] {
  return buckets.map((bucket) => {
    const steps = stepsWithin(bucket).map((step) => ({
      lossPpm: rates[step]?.lossPpm ?? lgdBp * BP_IN_PPM,
      weight: newest[step] ?? 0n,
    }))
    const weights = steps.reduce((sum, { weight }) => sum + weight, 0n)
    if (steps.length === 0) return lgdBp
    const loss =
      weights > 0n
        ? divideRounded(
            steps.reduce((sum, { lossPpm, weight }) => sum + lossPpm * weight, 0n),
            weights,
          )
        : divideRounded(
            steps.reduce((sum, { lossPpm }) => sum + lossPpm, 0n),
            BigInt(steps.length),
          )
    return divideRounded(loss, BP_IN_PPM)
  })
}
