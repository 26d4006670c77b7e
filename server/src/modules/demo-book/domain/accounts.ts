import { addMonths, type CalendarDay, dayNumber } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { convertMinor, type Money } from '../../../kernel/money.js'
import type { BookParams, DemoCustomer, DemoDocument, SegmentCode, Trade } from './book.js'
import { dayOf } from './day-of.js'
import { failureDayOf } from './facts.js'
import { generateRates } from './fx.js'
import { positionOf } from './position.js'
import { type Random, randomFor } from './random.js'

/** One dated component of a limit. */
export interface DemoLimitLine {
  readonly kind: 'base' | 'temporary' | 'seasonal' | 'secured'
  readonly amount: Money
  readonly validFrom: CalendarDay
  readonly validTo?: CalendarDay
  readonly reason: string
}

/** A credit account as the credit office has set it up. */
export interface DemoAccount {
  readonly customerCode: string
  readonly segment: SegmentCode
  readonly currency: Currency
  readonly limitMode: 'none' | 'unlimited' | 'amount'
  readonly status: 'active' | 'frozen' | 'blocked'
  readonly netDays: number
  readonly lines: readonly DemoLimitLine[]
}

/** What the office thought of when it set an account up. */
type Stance =
  | 'roomy'
  | 'near'
  | 'over'
  | 'temporary'
  | 'seasonal'
  | 'secured'
  | 'expired'
  | 'unlimited'
  | 'none'
  | 'frozen'
  | 'blocked'

const STANCES: readonly (readonly [Stance, number])[] = [
  ['roomy', 62],
  ['near', 8],
  ['over', 5],
  ['temporary', 5],
  ['seasonal', 3],
  ['secured', 2],
  ['expired', 3],
  ['unlimited', 3],
  ['none', 6],
  ['frozen', 2],
  ['blocked', 1],
]

/** Limit in percent of what is used today; a roomy one is also never below two months of purchases. */
const HEADROOM: Readonly<Record<Stance, readonly [number, number]>> = {
  roomy: [110, 210],
  near: [101, 110],
  over: [72, 96],
  temporary: [85, 98],
  seasonal: [80, 95],
  secured: [85, 95],
  expired: [105, 150],
  unlimited: [100, 100],
  none: [100, 100],
  frozen: [110, 200],
  blocked: [90, 120],
}

/** The accounts of a customer, with limits that fit what it uses today: mostly roomy, some near or past the edge. */
export function accountsOf(
  params: BookParams,
  customer: DemoCustomer,
  documents: readonly DemoDocument[],
): DemoAccount[] {
  return customer.trades.map((trade) => accountOf(params, customer, trade, documents))
}

/** When the office put a customer on its own black list, some weeks after the money stopped: half of those who failed. */
export function blacklistedOn(params: BookParams, customer: DemoCustomer): CalendarDay | undefined {
  const random = randomFor(params.seed, 'black list', customer.index)
  const stopDay = failureDayOf(params, customer)
  if (!Number.isFinite(stopDay) || !random.chance(50)) return undefined
  return dayOf(Math.min(stopDay + random.int(40, 90), dayNumber(params.endOn) - random.int(1, 9)))
}

function accountOf(
  params: BookParams,
  customer: DemoCustomer,
  trade: Trade,
  documents: readonly DemoDocument[],
): DemoAccount {
  const random = randomFor(params.seed, `account ${trade.segment}`, customer.index)
  const stance = stanceOf(random, customer)
  const currency = (trade.segment === 'EX01' ? 'USD' : 'CNY') as Currency
  const into = (minor: bigint): bigint => inAccountCurrency(params, minor, trade.currency, currency)
  const used = into(positionOf(documents, trade.segment).exposureMinor)
  const usual = into(trade.monthlyMinor) * (stance === 'roomy' ? 2n : 1n)
  const basis = used > usual || (stance !== 'roomy' && used > 0n) ? used : usual
  const base = roundedLimit((basis * BigInt(random.int(...HEADROOM[stance]))) / 100n, stance)
  const limitMode = stance === 'none' || stance === 'unlimited' ? stance : 'amount'
  return {
    customerCode: customer.code,
    segment: trade.segment,
    currency,
    limitMode,
    status: stance === 'frozen' || stance === 'blocked' ? stance : 'active',
    netDays: trade.netDays,
    lines: limitMode === 'amount' ? linesOf(params, random, stance, { minor: base, currency }) : [],
  }
}

function stanceOf(random: Random, customer: DemoCustomer): Stance {
  if (customer.behaviour === 'sudden-default') return random.pick<Stance>(['frozen', 'blocked', 'blocked'])
  if (customer.behaviour === 'new-customer' && random.chance(40)) return 'none'
  return random.weighted(STANCES)
}

function linesOf(params: BookParams, random: Random, stance: Stance, base: Money): DemoLimitLine[] {
  const { endOn } = params
  const sinceOn = addMonths(endOn, -random.int(3, 14))
  const line = { kind: 'base', amount: base, validFrom: sinceOn, reason: '年度授信评审' } as const
  const part = (percent: number): Money => ({ ...base, minor: (base.minor * BigInt(percent)) / 100n })
  const days = (count: number): CalendarDay => dayOf(dayNumber(endOn) + count)
  switch (stance) {
    case 'expired': {
      const validTo = days(-random.int(5, 60))
      return [{ ...line, validFrom: addMonths(validTo, -12), validTo, reason: '授信有效期一年，尚未续评' }]
    }
    case 'temporary':
      return [
        line,
        {
          kind: 'temporary',
          amount: part(30),
          validFrom: days(-20),
          validTo: days(random.int(10, 40)),
          reason: '大单临时增额',
        },
      ]
    case 'seasonal':
      return [
        line,
        {
          kind: 'seasonal',
          amount: part(50),
          validFrom: days(-45),
          validTo: days(75),
          reason: '旺季备货季节性额度',
        },
      ]
    case 'secured':
      return [
        line,
        {
          kind: 'secured',
          amount: part(40),
          validFrom: sinceOn,
          validTo: days(200),
          reason: '母公司连带责任保证',
        },
      ]
    default:
      return random.chance(25)
        ? [
            { ...line, validFrom: addMonths(sinceOn, -8), amount: rounded(part(70)), reason: '首次授信' },
            line,
          ]
        : [line]
  }
}

/** Limits are round figures; at the edge they are finer, so that they stay on their side of what is used. */
function roundedLimit(minor: bigint, stance: Stance): bigint {
  const fine = stance === 'near' || stance === 'over'
  const step = 10n ** BigInt(Math.max(4, minor.toString().length - (fine ? 3 : 2)))
  return minor < step ? step : (minor / step) * step
}

function rounded(amount: Money): Money {
  return { ...amount, minor: roundedLimit(amount.minor, 'roomy') }
}

function inAccountCurrency(params: BookParams, minor: bigint, from: Currency, to: Currency): bigint {
  if (from === to) return minor
  const rate = generateRates({ ...params, months: 0 }).findLast(
    (known) => known.from === from && known.to === to,
  )
  return rate ? convertMinor(minor, from, to, rate.rate) : minor
}
