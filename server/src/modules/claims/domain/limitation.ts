import { addMonths, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { ClaimRules, ProofGrade } from './claim-rules.js'

/** What may begin a limitation period anew (民法典195): kinds that people record, and payments from the ledger. */
export const recordedEventKinds = ['demand', 'consent', 'suit', 'suit_ended'] as const
export type RecordedEventKind = (typeof recordedEventKinds)[number]
export type ClockEventKind = RecordedEventKind | 'payment'

export interface ClockEvent {
  /** The day on which it arrived, or on which the debtor acted. */
  readonly on: CalendarDay
  readonly kind: ClockEventKind
  /** Of demands and consents. */
  readonly proofGrade: ProofGrade | null
  readonly reference: string
}

export type EventEffect =
  | 'restarts'
  /** After the end: whoever signs a demand or agrees to pay gives up the defence (时效规定19). */
  | 'waives'
  | 'stops'
  | 'before_due'
  | 'not_proven'
  | 'after_expiry'
  | 'while_stopped'

export interface LimitationClock {
  /** The day from which the period runs; that day itself is not counted. */
  readonly startsOn: CalendarDay
  readonly cause: 'due' | ClockEventKind
  /** null while a suit is pending. */
  readonly expiresOn: CalendarDay | null
  /** What became of each event, oldest first. */
  readonly events: readonly (ClockEvent & { readonly effect: EventEffect })[]
}

type PeriodRules = Pick<ClaimRules, 'limitationYears' | 'limitationYearsMax' | 'interruptingGrades'>

/**
 * The limitation period of one debt (民法典188, 195, 200–203): so many years from due or from the last interruption, to
 * the corresponding day or the end of that month, and never longer than the longest period from the breach. That a last
 * day on a holiday is put off is left out, on the safe side; suspension in the last six months is not modelled.
 */
export function limitationClock(
  dueOn: CalendarDay,
  events: readonly ClockEvent[],
  rules: PeriodRules,
): LimitationClock {
  let startsOn = dueOn
  let cause: LimitationClock['cause'] = 'due'
  let stopped = false
  const sorted = [...events].sort((a, b) => a.on.localeCompare(b.on) || order(a) - order(b))
  const judged = sorted.map((event) => {
    const effect = effectOf(event, { dueOn, startsOn, stopped }, rules)
    if (effect === 'restarts' || effect === 'waives' || effect === 'stops') {
      startsOn = event.on
      cause = event.kind
      stopped = effect === 'stops'
    }
    return { ...event, effect }
  })
  return { startsOn, cause, expiresOn: stopped ? null : endOf(dueOn, startsOn, rules), events: judged }
}

const order = ({ kind }: ClockEvent) => (kind === 'suit_ended' ? 1 : 0)

function effectOf(
  event: ClockEvent,
  now: { readonly dueOn: CalendarDay; readonly startsOn: CalendarDay; readonly stopped: boolean },
  rules: PeriodRules,
): EventEffect {
  const { on, kind, proofGrade } = event
  if (on <= now.dueOn) return 'before_due'
  if (kind === 'suit_ended') return now.stopped ? 'restarts' : 'while_stopped'
  if (now.stopped) return 'while_stopped'
  const proven = kind === 'payment' || kind === 'suit' || (proofGrade !== null && proofGrade !== 'call_only')
  if (!proven) return 'not_proven'
  if (on > endOf(now.dueOn, now.startsOn, rules)) {
    const waives = kind === 'consent' || (kind === 'demand' && proofGrade === 'signed')
    return waives ? 'waives' : 'after_expiry'
  }
  if (kind === 'demand' && !rules.interruptingGrades.some((grade) => grade === proofGrade))
    return 'not_proven'
  return kind === 'suit' ? 'stops' : 'restarts'
}

function endOf(dueOn: CalendarDay, startsOn: CalendarDay, rules: PeriodRules): CalendarDay {
  const end = addMonths(startsOn, 12 * rules.limitationYears)
  const longest = addMonths(dueOn, 12 * rules.limitationYearsMax)
  return end < longest ? end : longest
}

/** The narrowest warning line that has been reached, in days before the end; null while there is time. */
export function warningStage(daysLeft: number, warnDays: readonly number[]): number | null {
  const reached = warnDays.filter((days) => daysLeft <= days)
  return reached.length === 0 ? null : Math.min(...reached)
}
