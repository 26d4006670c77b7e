import { addDays, type CalendarDay } from '../../../kernel/calendar-day.js'
import { convert } from '../../exposure/domain/exposure-in.js'
import { decide, type Decision } from './decide.js'
import { grades, type ReasonCode, type RulesDocument } from './rules.js'
import { afterStep, type Predicament, type Step } from './unblock-step.js'

/** One way out: all of its steps together let the order pass. */
export interface Way {
  readonly steps: readonly Step[]
  /** False when the outcome cannot be foreseen: a rate is missing, so that the amounts are unknown. */
  readonly certain: boolean
}

const DUE: ReadonlySet<ReasonCode> = new Set(['overdue_amount', 'overdue_days', 'oldest_item_days'])
const WAIT_DAYS_MAX = 180
const WAIT_TRIES_MAX = 30

/**
 * What would let a held order go, as alternatives, each tried on the rules: the least payment of open invoices, the
 * least prepayment, the largest smaller order, the first day on which it would pass by itself, the least rise of the
 * limit. Where several things stop it, a way has several steps. None when it passes already or is rejected by a rule
 * that nothing of this changes.
 */
export function waysOut(predicament: Predicament, rules: RulesDocument): Way[] {
  const judge = (state: Predicament) => decide(state.facts, rules)
  const decision = judge(predicament)
  if (passes(decision) || decision.outcome === 'rejected') return []
  const missing = missingRate(predicament)
  if (missing !== null) return [{ steps: [missing], certain: false }]
  const needed = neededSteps(predicament, decision)
  const start = needed.reduce(afterStep, predicament)
  const ways = passes(judge(start)) ? [needed] : moneyWays(start, judge).map((steps) => [...needed, ...steps])
  const wait = firstDay(predicament, judge)
  return [...ways, ...(wait === null ? [] : [[wait]])].map((steps) => ({ steps, certain: true }))
}

type Judge = (state: Predicament) => Decision

function passes({ outcome }: Decision): boolean {
  return outcome === 'approved' || outcome === 'warned'
}

function missingRate({ facts }: Predicament): Step | null {
  const { account, group, rates } = facts
  const targets = [account.currency, ...(group.limit ? [group.limit.currency] : [])]
  const sources = [
    facts.currency,
    ...[...account.exposure, ...group.exposure]
      .filter(({ buckets }) => Object.values(buckets).some((minor) => minor !== 0n))
      .map((part) => part.currency),
  ]
  for (const to of targets) {
    const from = sources.find((source) => source !== to && rates[`${source}>${to}`] === undefined)
    if (from !== undefined) return { kind: 'record-rate', from, to }
  }
  return null
}

/** Steps for which there is no other: a state that somebody must change. */
function neededSteps({ facts }: Predicament, decision: Decision): Step[] {
  const codes = new Set(decision.reasons.map((reason) => reason.code))
  const steps: Step[] = []
  if (codes.has('account_frozen')) steps.push({ kind: 'unfreeze' })
  if (codes.has('forced_hold')) steps.push({ kind: 'lift-forced-hold' })
  const grade = decision.reasons.find((reason) => reason.code === 'grade_too_low')?.threshold
  if (grade !== undefined || codes.has('rating_missing') || codes.has('coverage_low')) {
    steps.push({ kind: 'rate', grade: grades.find((one) => one === grade) ?? null })
  }
  if (codes.has('terms_exceed_policy') && facts.account.netDays !== null) {
    steps.push({ kind: 'shorten-terms', days: facts.account.netDays })
  }
  return steps
}

function moneyWays(start: Predicament, judge: Judge): Step[][] {
  const { currency } = start.facts.account
  const owed = sumIn(start, currency)
  const payment = (minor: bigint): Step => ({ kind: 'pay', minor, currency })
  const tryPayment = (done: (decision: Decision) => boolean) =>
    smallest(owed, (minor) => done(judge(afterStep(start, payment(minor)))))
  const ways: Step[][] = []
  const full = tryPayment(passes)
  if (full !== null) ways.push([payment(full)])
  // What is past due must be paid in any case; the rest may be settled in other ways.
  const isDue = (decision: Decision) => stops(decision, DUE)
  const due = isDue(judge(start)) ? tryPayment((decision) => !isDue(decision)) : 0n
  if (due === null || (full !== null && due === full)) return ways
  const base = due === 0n ? [] : [payment(due)]
  const state = base.reduce(afterStep, start)
  for (const way of [prepayment(state, judge), smallerOrder(state, judge), higherLimit(state, judge)]) {
    if (way !== null) ways.push([...base, ...way])
  }
  return ways
}

function stops({ reasons }: Decision, codes: ReadonlySet<ReasonCode>): boolean {
  return reasons.some((reason) => reason.strength !== 'warn' && codes.has(reason.code))
}

function sumIn({ items, facts }: Predicament, currency: Predicament['facts']['currency']): bigint {
  return items.reduce(
    (sum, item) => sum + (convert(item.minor, item.currency, currency, facts.rates) ?? 0n),
    0n,
  )
}

function prepayment(state: Predicament, judge: Judge): Step[] | null {
  const { facts } = state
  const { currency } = facts.account
  const whole = convert(facts.amountMinor, facts.currency, currency, facts.rates)
  const step = (minor: bigint): Step => ({ kind: 'prepay', minor, currency })
  const least =
    whole === null ? null : smallest(whole, (minor) => passes(judge(afterStep(state, step(minor)))))
  return least === null ? null : [step(least)]
}

function smallerOrder(state: Predicament, judge: Judge): Step[] | null {
  const { amountMinor, currency } = state.facts
  const step = (minor: bigint): Step => ({ kind: 'reduce', minor, currency })
  const cut = smallest(amountMinor - 1n, (less) => passes(judge(afterStep(state, step(amountMinor - less)))))
  return cut === null ? null : [step(amountMinor - cut)]
}

/** The account's own limit first, then the group's where it still stops. */
function higherLimit(state: Predicament, judge: Judge): Step[] | null {
  const before = judge(state)
  const own = new Set<ReasonCode>(['limit_exceeded', 'no_limit', 'limit_expired'])
  const { currency } = state.facts.account
  const { limit } = before.measures
  const isNew = limit.state === 'none' || limit.state === 'expired'
  const steps: Step[] = []
  if (limit.state !== 'unlimited' && stops(before, own)) {
    const kind = isNew ? ('grant-limit' as const) : ('raise-limit' as const)
    const step = (minor: bigint): Step => ({ kind, minor, currency })
    const most = enough(before.measures.projectedMinor)
    const groupNone = state.facts.group.limit?.mode === 'none'
    const least = smallest(most, (minor) => {
      const after = judge(afterStep(state, step(minor)))
      return !stops(after, groupNone ? new Set<ReasonCode>(['limit_exceeded', 'limit_expired']) : own)
    })
    if (least === null) return null
    steps.push(step(least))
  }
  const raised = steps.reduce(afterStep, state)
  if (!passes(judge(raised))) {
    const groupCurrency = state.facts.group.limit?.currency ?? currency
    const step = (minor: bigint): Step => ({ kind: 'raise-group-limit', minor, currency: groupCurrency })
    const most = enough(before.measures.groupProjectedMinor)
    const least = smallest(most, (minor) => passes(judge(afterStep(raised, step(minor)))))
    if (least === null) return null
    steps.push(step(least))
  }
  return steps
}

/** Far more than a limit for this exposure needs, whatever percentage of it may be used. */
function enough(projectedMinor: bigint | null): bigint {
  return (projectedMinor === null || projectedMinor < 1n ? 1n : projectedMinor) * 1000n
}

/** The first of the days on which something ends or begins by itself that lets the order pass. */
function firstDay(predicament: Predicament, judge: Judge): Step | null {
  const { facts, later } = predicament
  const { today } = facts
  const last = addDays(today, WAIT_DAYS_MAX)
  const days: CalendarDay[] = [
    ...facts.account.limitLines.map((line) => line.validFrom),
    ...(later.forcedUntil === null ? [] : [addDays(later.forcedUntil, 1)]),
    ...later.expiring.map(({ on }) => on),
  ]
  const candidates = [...new Set(days)].filter((day) => day > today && day <= last).sort()
  for (const until of candidates.slice(0, WAIT_TRIES_MAX)) {
    const step: Step = { kind: 'wait', until }
    if (passes(judge(afterStep(predicament, step)))) return step
  }
  return null
}

/** The least amount from 1 to `most` that is enough, where more of it never is less; null when not even `most` is. */
function smallest(most: bigint, isEnough: (minor: bigint) => boolean): bigint | null {
  if (most < 1n || !isEnough(most)) return null
  let low = 1n
  let high = most
  while (low < high) {
    const middle = (low + high) / 2n
    if (isEnough(middle)) high = middle
    else low = middle + 1n
  }
  return high
}
