import { dayNumber, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { BookParams, Behaviour, DemoCustomer } from './book.js'
import { stopDayOf } from './conduct.js'
import { dayOf } from './day-of.js'
import { INDUSTRIES } from './industries.js'
import { randomFor, type Random } from './random.js'

export type FactSource =
  'registry' | 'court-register' | 'tax-office' | 'data-service' | 'customer' | 'analyst'

/** One sourced statement about a customer; `item` and the form of `value` are those of the fact catalogue. */
export interface DemoFact {
  readonly item: string
  readonly value: string
  readonly source: FactSource
  /** The day the statement is about. */
  readonly validOn: CalendarDay
  /** The day we learnt of it. */
  readonly recordedOn: CalendarDay
}

/** What registers and services say, in the order we learnt it; of customers abroad hardly more than a score. */
export function publicFactsOf(params: BookParams, customer: DemoCustomer): DemoFact[] {
  const random = randomFor(params.seed, 'facts', customer.index)
  const endDay = dayNumber(params.endOn)
  return [
    ...scores(random, customer, endDay),
    ...opinions(random, customer, endDay),
    ...(customer.uscc === undefined ? [] : registers(params, random, customer, endDay)),
  ]
}

/** Behaviours that outsiders notice too: who cannot pay one large invoice is short of money elsewhere, and sued for it. */
const riskyBehaviours: ReadonlySet<Behaviour> = new Set([
  'deteriorating',
  'many-small-overdue',
  'one-large-overdue',
])

function isRisky(behaviour: Behaviour): boolean {
  return riskyBehaviours.has(behaviour)
}

function registers(params: BookParams, random: Random, customer: DemoCustomer, endDay: number): DemoFact[] {
  const failed = customer.behaviour === 'sudden-default'
  const risky = isRisky(customer.behaviour)
  const day = endDay - random.int(5, 80)
  const lawsuits = failed ? random.int(3, 14) : random.chance(risky ? 60 : 12) ? random.int(1, 4) : 0
  return [
    fact('litigation_count', lawsuits, day, 'court-register'),
    fact('penalty_count', random.chance(risky ? 20 : 5) ? random.int(1, 2) : 0, day, 'registry'),
    fact('employees', insuredStaff(random, customer), endDay - random.int(120, 300), 'registry'),
    fact('registration_status', 'active', day, 'registry'),
    fact('tax_arrears', failed || random.chance(risky ? 8 : 0.5), day, 'tax-office'),
    ...(random.chance(75)
      ? [fact('tax_rating', taxRating(random, customer), taxRatingDay(params), 'tax-office')]
      : []),
    ...(random.chance(20) ? [fact('equity_pledge_percent', random.int(1, 7) * 10, day, 'registry')] : []),
    ...(failed ? collapse(params, customer, endDay) : clean(random, day, risky)),
  ]
}

function clean(random: Random, day: number, risky: boolean): DemoFact[] {
  return [
    fact('enforcement_count', random.chance(risky ? 18 : 1) ? 1 : 0, day, 'court-register'),
    fact('dishonest_debtor', false, day, 'court-register'),
    fact('consumption_restriction', false, day, 'court-register'),
    fact('abnormal_operation', random.chance(risky ? 10 : 1), day, 'registry'),
  ]
}

/** The day in numbers on which a customer stops paying; infinite for those who never do. */
export function failureDayOf(params: BookParams, customer: DemoCustomer): number {
  const failure = randomFor(params.seed, 'failure', customer.index)
  const startDay = dayNumber(customer.tradingSinceOn)
  return stopDayOf(failure, customer.behaviour, startDay, dayNumber(params.endOn))
}

/** After the money stops the courts follow: enforcement, then the list of dishonest debtors. */
function collapse(params: BookParams, customer: DemoCustomer, endDay: number): DemoFact[] {
  const random = randomFor(params.seed, 'collapse', customer.index)
  const stopDay = failureDayOf(params, customer)
  const courtDay = stopDay + random.int(30, 60)
  return [
    fact('enforcement_count', random.int(1, 6), courtDay, 'court-register'),
    fact('dishonest_debtor', true, courtDay + random.int(20, 50), 'court-register'),
    fact('consumption_restriction', true, courtDay + random.int(20, 50), 'court-register'),
    fact('abnormal_operation', true, courtDay + random.int(10, 60), 'registry'),
  ].filter((known) => dayNumber(known.recordedOn) <= endDay)
}

const SCORE_CENTRE: Readonly<Record<Behaviour, number>> = {
  prompt: 78,
  seasonal: 72,
  'new-customer': 64,
  'one-large-overdue': 52,
  slow: 63,
  disputing: 66,
  recovering: 61,
  'many-small-overdue': 58,
  deteriorating: 53,
  'sudden-default': 43,
}

/** A data service's score from 0 to 100 for four customers in five, a year ago and lately. */
function scores(random: Random, customer: DemoCustomer, endDay: number): DemoFact[] {
  if (!random.chance(customer.uscc === undefined ? 40 : 80)) return []
  const lately = SCORE_CENTRE[customer.behaviour] + random.int(-9, 9)
  const before = Math.min(100, lately + random.int(-4, 6))
  return [
    fact('external_score', before, endDay - random.int(300, 420), 'data-service'),
    fact('external_score', lately, endDay - random.int(10, 120), 'data-service'),
  ]
}

/** What the office itself asked around for: suppliers, the press, the state of the trade. */
function opinions(random: Random, customer: DemoCustomer, endDay: number): DemoFact[] {
  const day = endDay - random.int(20, 150)
  const unsound = isRisky(customer.behaviour) || customer.behaviour === 'sudden-default'
  const reference = SCORE_CENTRE[customer.behaviour] + random.int(-8, 14)
  return [
    ...(random.chance(60) ? [fact('trade_reference_score', reference, day, 'analyst')] : []),
    fact('industry_outlook_score', outlook(customer.industryCode), endDay - 40, 'analyst'),
    fact('negative_news_count', random.chance(unsound ? 45 : 6) ? random.int(1, 5) : 0, day, 'data-service'),
    fact('contract_breach_count', random.chance(unsound ? 35 : 3) ? random.int(1, 3) : 0, day, 'analyst'),
    fact('management_years', random.int(4, 25), day, 'analyst'),
  ]
}

/** The analysts' view of a trade, 0 to 100: better margins, better outlook. */
function outlook(industryCode: string): number {
  const margin = INDUSTRIES.find((industry) => industry.code === industryCode)?.marginPermille ?? 20
  return Math.min(90, 52 + Math.floor(margin / 2))
}

function insuredStaff(random: Random, customer: DemoCustomer): number {
  const range = { micro: [2, 18], small: [12, 75], medium: [60, 380], large: [300, 4200] } as const
  const [low, high] = range[customer.size]
  return random.int(low, high)
}

/** Tax credit grades A, B, M (young companies), C and D. */
function taxRating(random: Random, customer: DemoCustomer): string {
  if (customer.behaviour === 'new-customer') return random.pick(['M', 'M', 'B'])
  if (customer.behaviour === 'sudden-default') return random.pick(['C', 'D'])
  if (customer.behaviour === 'deteriorating') return random.pick(['B', 'B', 'C'])
  return random.pick(['A', 'A', 'A', 'B', 'B', 'B', 'B', 'C'])
}

/** Tax credit grades are published each April. */
function taxRatingDay(params: BookParams): number {
  const year = Number(params.endOn.slice(0, 4))
  return Date.UTC(params.endOn.slice(5, 7) < '05' ? year - 1 : year, 3, 20) / 86_400_000
}

function fact(item: string, value: number | boolean | string, day: number, source: FactSource): DemoFact {
  return { item, value: String(value), validOn: dayOf(day), recordedOn: dayOf(day + 1), source }
}
