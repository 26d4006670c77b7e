import { daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { PlanDay } from './plan.js'
import type { CustomerFacts, DoneStep, OpenInstalment } from './plan-facts.js'
import { nominalDays, type Step, type Strategy } from './strategy.js'

/** The strategy that decides about an item: the first whose audience fits; null when none does. */
export function strategyFor(customer: CustomerFacts, item: OpenInstalment, day: PlanDay): Strategy | null {
  return day.document.strategies.find((strategy) => fits(strategy, customer, item, day)) ?? null
}

function fits(
  { code, audience }: Strategy,
  customer: CustomerFacts,
  item: OpenInstalment,
  { bounds }: PlanDay,
): boolean {
  const { grades, segments, classes, owners, brokenPromisesFrom } = audience
  const { from = null, below = null } = bounds.get(code) ?? {}
  const overdue = customer.overdueBaseMinor
  return (
    isAmong(grades, customer.grade) &&
    isAmong(segments, item.segmentCode) &&
    isAmong(classes, customer.customerClass) &&
    isAmong(owners, customer.ownerUsername) &&
    (brokenPromisesFrom === undefined || customer.brokenPromises >= brokenPromisesFrom) &&
    (from === null || (overdue !== null && overdue >= from)) &&
    (below === null || (overdue !== null && overdue < below))
  )
}

function isAmong(wanted: readonly string[] | undefined, value: string | null): boolean {
  return wanted === undefined || (value !== null && wanted.includes(value))
}

export interface Candidate {
  readonly step: Step
  /** Where it stands, in days after the due day. */
  readonly days: number
}

/**
 * The steps that are due for an item on a day: those that stand furthest among all that are due, so that an item that was
 * noticed late is asked for once and in the right tone. What was done before is not done again; nor is anything milder.
 *
 * @param oldest the item of the same strategy with the earliest due day
 */
export function dueSteps(
  strategy: Strategy,
  item: OpenInstalment,
  oldest: OpenInstalment,
  { on }: PlanDay,
): Candidate[] {
  if (item.dueOn === null || oldest.dueOn === null) return []
  const nominal = nominalDays(strategy.steps)
  const reached = item.done.reduce((most, { days }) => Math.max(most, days), Number.NEGATIVE_INFINITY)
  const time = { on, late: daysBetween(item.dueOn, on), oldestLate: daysBetween(oldest.dueOn, on) }
  let due: Candidate[] = []
  let furthest = Number.NEGATIVE_INFINITY
  for (const [index, step] of strategy.steps.entries()) {
    const days = nominal[index] ?? step.days
    if (days < reached || days < furthest || isDone(step, days, item.done)) continue
    if (!isTime(step, strategy.steps[index - 1], { item, oldest }, time)) continue
    if (days > furthest) due = []
    furthest = days
    due.push({ step, days })
  }
  return due
}

/** Whether the day of a step has come. */
function isTime(
  { anchor, days, code }: Step,
  previous: Step | undefined,
  { item, oldest }: { readonly item: OpenInstalment; readonly oldest: OpenInstalment },
  { on, late, oldestLate }: { readonly on: CalendarDay; readonly late: number; readonly oldestLate: number },
): boolean {
  switch (anchor) {
    case 'due':
      // A reminder that comes before the due day has no sense after it.
      return late >= days && (days >= 0 || late <= 0)
    case 'oldest-due':
      return oldestLate >= days && late >= 1 && !oldest.done.some((done) => done.step === code)
    case 'previous': {
      const done = item.done.find((one) => one.step === previous?.code)
      return done !== undefined && daysBetween(done.on, on) >= days
    }
  }
}

/** Done under this code, or as far along on the same channel: a renamed step asks nobody twice. */
function isDone({ code, channel }: Step, days: number, done: readonly DoneStep[]): boolean {
  return done.some((one) => one.step === code || (one.channel === channel && one.days >= days))
}
