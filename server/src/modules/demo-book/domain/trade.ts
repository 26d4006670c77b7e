import type { Currency } from '../../../kernel/currency.js'
import type { Behaviour, CompanySize, Origin, SegmentCode, Trade } from './book.js'
import type { Random } from './random.js'

/** Average monthly purchases in minor units of the invoice currency, and orders in a hundred months. */
const VOLUME: Readonly<
  Record<CompanySize, { minor: readonly [bigint, bigint]; orders: readonly [number, number] }>
> = {
  micro: { minor: [1_500_000n, 7_000_000n], orders: [25, 50] },
  small: { minor: [5_000_000n, 28_000_000n], orders: [30, 65] },
  medium: { minor: [20_000_000n, 90_000_000n], orders: [40, 95] },
  large: { minor: [60_000_000n, 300_000_000n], orders: [80, 170] },
}

const INSTALMENT_PLANS: readonly (readonly { percent: number; days: number }[])[] = [
  [
    { percent: 30, days: 30 },
    { percent: 30, days: 60 },
    { percent: 40, days: 90 },
  ],
  [
    { percent: 70, days: 30 },
    { percent: 30, days: 90 },
  ],
]

/**
 * How a customer trades: with the domestic company, with the export division (in USD or EUR), or, as some trading
 * houses do, with both.
 */
export function tradesOf(random: Random, origin: Origin, size: CompanySize, behaviour: Behaviour): Trade[] {
  if (origin === 'domestic') return [tradeOf(random, 'CN01', 'CNY', size, behaviour)]
  const foreign = tradeOf(random, 'EX01', random.chance(65) ? 'USD' : 'EUR', size, behaviour)
  if (origin === 'abroad' || random.chance(50)) return [foreign]
  return [tradeOf(random, 'CN01', 'CNY', size, behaviour), foreign]
}

function tradeOf(
  random: Random,
  segment: SegmentCode,
  currency: 'CNY' | 'USD' | 'EUR',
  size: CompanySize,
  behaviour: Behaviour,
): Trade {
  const volume = VOLUME[size]
  const monthlyYuanFen = random.minor(...volume.minor)
  const often = behaviour === 'many-small-overdue' ? 2 : 1
  return {
    segment,
    currency: currency as Currency,
    monthlyMinor: currency === 'CNY' ? monthlyYuanFen : monthlyYuanFen / 7n,
    ordersPerHundredMonths: random.int(...volume.orders) * often,
    netDays: random.weighted(size === 'large' ? LONG_TERMS : SHORT_TERMS),
    ...(random.chance(8) ? { instalments: random.pick(INSTALMENT_PLANS) } : {}),
    billing: random.chance(30) ? 'monthly' : 'per-delivery',
    payDays: random.weighted<readonly number[]>([
      [[], 50],
      [[10, 25], 20],
      [[15], 15],
      [[28], 15],
    ]),
    prepays: random.chance(7),
  }
}

const SHORT_TERMS: readonly (readonly [number, number])[] = [
  [30, 50],
  [45, 10],
  [60, 30],
  [90, 10],
]
const LONG_TERMS: readonly (readonly [number, number])[] = [
  [30, 15],
  [60, 45],
  [90, 40],
]
