import { dayNumber, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { BookParams, Behaviour, DemoCustomer } from './book.js'
import { stopDayOf } from './conduct.js'
import { dayOf } from './day-of.js'
import { randomFor, type Random } from './random.js'

/** What public registers and data services say about a customer. */
export type DemoFactKind =
  | 'litigation-as-defendant-count'
  | 'enforcement-count'
  | 'dishonest-debtor'
  | 'consumption-restricted'
  | 'abnormal-operation'
  | 'penalty-count'
  | 'external-score'
  | 'tax-rating'
  | 'insured-staff'

export interface DemoFact {
  readonly kind: DemoFactKind
  readonly value: number | boolean | string
  /** The day the statement is about. */
  readonly validOn: CalendarDay
  /** The day we learnt of it. */
  readonly recordedOn: CalendarDay
  readonly source: 'registry' | 'court-register' | 'tax-office' | 'data-service'
}

/** The facts of a customer in order of time; nothing is known of customers abroad but a score of some. */
export function factsOf(params: BookParams, customer: DemoCustomer): DemoFact[] {
  const random = randomFor(params.seed, 'facts', customer.index)
  const endDay = dayNumber(params.endOn)
  const facts = [
    ...scores(random, customer, endDay),
    ...(customer.uscc === undefined ? [] : domestic(params, random, customer, endDay)),
  ]
  return facts.sort((a, b) => (a.recordedOn < b.recordedOn ? -1 : a.recordedOn > b.recordedOn ? 1 : 0))
}

function domestic(params: BookParams, random: Random, customer: DemoCustomer, endDay: number): DemoFact[] {
  const risky = customer.behaviour === 'deteriorating' || customer.behaviour === 'many-small-overdue'
  const day = endDay - random.int(5, 170)
  const litigation =
    customer.behaviour === 'sudden-default'
      ? random.int(3, 14)
      : random.chance(risky ? 60 : 12)
        ? random.int(1, 4)
        : 0
  return [
    fact('litigation-as-defendant-count', litigation, day, 'court-register'),
    fact('penalty-count', random.chance(risky ? 20 : 5) ? random.int(1, 2) : 0, day, 'registry'),
    fact('insured-staff', insuredStaff(random, customer), endDay - random.int(120, 300), 'registry'),
    fact('abnormal-operation', random.chance(risky ? 10 : 1), day, 'registry'),
    ...(random.chance(75)
      ? [fact('tax-rating', taxRating(random, customer), taxRatingDay(params), 'tax-office')]
      : []),
    ...(customer.behaviour === 'sudden-default'
      ? collapse(params, customer, endDay)
      : [fact('dishonest-debtor', false, day, 'court-register')]),
  ]
}

/** After the money stops the courts follow: enforcement, then the list of dishonest debtors. */
function collapse(params: BookParams, customer: DemoCustomer, endDay: number): DemoFact[] {
  const stopDay = stopDayOf(
    randomFor(params.seed, 'failure', customer.index),
    customer.behaviour,
    dayNumber(customer.tradingSinceOn),
    endDay,
  )
  const random = randomFor(params.seed, 'collapse', customer.index)
  const enforcementDay = stopDay + random.int(30, 60)
  return [
    fact('enforcement-count', random.int(1, 6), enforcementDay, 'court-register'),
    fact('dishonest-debtor', true, enforcementDay + random.int(20, 50), 'court-register'),
    fact('consumption-restricted', true, enforcementDay + random.int(20, 50), 'court-register'),
    fact('abnormal-operation', true, enforcementDay + random.int(10, 60), 'registry'),
  ].filter((known) => dayNumber(known.recordedOn) <= endDay)
}

const SCORE_CENTRE: Readonly<Record<Behaviour, number>> = {
  prompt: 760,
  seasonal: 700,
  'new-customer': 620,
  'one-large-overdue': 680,
  slow: 610,
  disputing: 640,
  recovering: 590,
  'many-small-overdue': 560,
  deteriorating: 520,
  'sudden-default': 430,
}

/** A data service's score from 0 to 1000 for four customers in five, a year ago and lately. */
function scores(random: Random, customer: DemoCustomer, endDay: number): DemoFact[] {
  if (!random.chance(customer.uscc === undefined ? 40 : 80)) return []
  const centre = SCORE_CENTRE[customer.behaviour]
  const lately = Math.min(1000, centre + random.int(-90, 90))
  return [
    fact(
      'external-score',
      Math.min(1000, lately + random.int(-40, 60)),
      endDay - random.int(300, 420),
      'data-service',
    ),
    fact('external-score', lately, endDay - random.int(10, 120), 'data-service'),
  ]
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
  const published = Date.UTC(params.endOn.slice(5, 7) < '05' ? year - 1 : year, 3, 20) / 86_400_000
  return published
}

function fact(
  kind: DemoFactKind,
  value: DemoFact['value'],
  day: number,
  source: DemoFact['source'],
): DemoFact {
  return { kind, value, validOn: dayOf(day), recordedOn: dayOf(day + 1), source }
}
