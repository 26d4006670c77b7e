import { addDays, type CalendarDay } from '../../../../kernel/calendar-day.js'
import { grades, type Grade } from '../grade-scale.js'

/** The grade that counts so far. */
export interface StandingGrade {
  readonly grade: Grade
  /** Day of the last change from one grade to another; null while the first one lasts. */
  readonly changedOn: CalendarDay | null
}

export interface CountedGrade {
  /** The grade that counts from now on. */
  readonly grade: Grade
  /** First day on which the better rating may count; null when nothing is deferred. */
  readonly deferredUntil: CalendarDay | null
}

/** Grades up (positive) or down (negative). */
export function notchesBetween(from: Grade, to: Grade): number {
  return grades.indexOf(from) - grades.indexOf(to)
}

/**
 * Slow up, fast down: a worse rating counts at once, a better one only when the cool-down since the last change of
 * grade has passed. The first grade of a customer starts no cool-down. A grade set by hand counts whatever is rated.
 */
export function countedGrade(
  rated: Grade,
  situation: {
    readonly before: StandingGrade | undefined
    readonly override: Grade | undefined
    readonly coolDownDays: number
    readonly asOf: CalendarDay
  },
): CountedGrade {
  const { before, override, coolDownDays, asOf } = situation
  if (override !== undefined) return { grade: override, deferredUntil: null }
  const changedOn = before?.changedOn ?? null
  if (!before || changedOn === null || notchesBetween(before.grade, rated) <= 0) {
    return { grade: rated, deferredUntil: null }
  }
  const until = addDays(changedOn, coolDownDays)
  return asOf < until ? { grade: before.grade, deferredUntil: until } : { grade: rated, deferredUntil: null }
}

/** Whether a score fell below the early-warning line, or came back to it. Scores in hundredths of a point. */
export function lineCrossed(before: number | null, after: number, line: number): 'down' | 'up' | null {
  const below = after < line
  if (below) return before === null || before >= line ? 'down' : null
  return before !== null && before < line ? 'up' : null
}
