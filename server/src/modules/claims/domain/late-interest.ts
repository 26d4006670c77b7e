import { daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { AllocationOrder } from './claim-rules.js'
import { plus, roundedMinor, zero, type Fraction } from './fraction.js'
import { interestFor, type DayCount, type InterestRate, type RateStep } from './interest-rate.js'

/** A change of what is owed after the due day. */
export interface DebtMovement {
  readonly on: CalendarDay
  /** Minor units; negative lowers the debt. */
  readonly deltaMinor: bigint
  /** A payment may first go to fees and interest; a correction is of the principal. */
  readonly kind: 'payment' | 'correction'
  /** What people know it by: the number of the receipt. */
  readonly reference: string
}

/** Costs of enforcing the claim, which a payment settles first. */
export interface ClaimFee {
  readonly on: CalendarDay
  readonly amountMinor: bigint
  readonly reference: string
}

/** Interest that was given up or billed by an invoice of its own, as far as it was owed by then. */
export interface InterestSettled {
  readonly on: CalendarDay
  readonly amountMinor: bigint
  readonly reference: string
}

export interface LateInterestAsked {
  /** What was open at the end of the due day, minor units. */
  readonly principalMinor: bigint
  readonly dueOn: CalendarDay
  /** Last day that bears interest. */
  readonly until: CalendarDay
  readonly movements: readonly DebtMovement[]
  readonly fees: readonly ClaimFee[]
  readonly waivers: readonly InterestSettled[]
  readonly billed: readonly InterestSettled[]
  /** By rising `from`; the first at or before the due day. */
  readonly steps: readonly RateStep[]
  readonly dayCount: DayCount
  readonly allocation: AllocationOrder
}

/** One row of the calculation. */
export type CalculationLine =
  | {
      readonly kind: 'interest'
      /** Exclusive: interest of `days` days up to and with `to`. */
      readonly from: CalendarDay
      readonly to: CalendarDay
      readonly days: number
      readonly principalMinor: bigint
      readonly rate: InterestRate
      readonly interest: Fraction
    }
  | {
      readonly kind: 'payment'
      readonly on: CalendarDay
      readonly reference: string
      readonly amountMinor: bigint
      readonly toFeesMinor: bigint
      readonly toInterestMinor: bigint
      readonly toPrincipalMinor: bigint
      /** More than was owed. */
      readonly unusedMinor: bigint
    }
  | {
      /** A waiver: what was given up of the interest; billed: what is a debt of its own since then. */
      readonly kind: 'fee' | 'correction' | 'waiver' | 'billed'
      readonly on: CalendarDay
      readonly reference: string
      readonly amountMinor: bigint
    }

export interface LateInterest {
  readonly lines: readonly CalculationLine[]
  /** Exact sum of all interest lines. */
  readonly exact: Fraction
  /** All interest up to `until`, rounded once, half away from zero. */
  readonly accruedMinor: bigint
  readonly paidInterestMinor: bigint
  readonly waivedInterestMinor: bigint
  readonly billedInterestMinor: bigint
  readonly openInterestMinor: bigint
  readonly openFeesMinor: bigint
  readonly openPrincipalMinor: bigint
  readonly lateDays: number
}

interface Standing {
  principal: bigint
  fees: bigint
  accrued: Fraction
  paidInterest: bigint
  waived: bigint
  billed: bigint
  lateDays: number
}

/**
 * Late interest of one instalment, line by line: from the day after it was due to the last day, on what was still owed.
 * The day of a payment still bears interest. Interest is summed exactly and rounded once; a payment that settles
 * interest takes what is due by then, rounded, less what was paid (民法典561: costs, interest, principal). What is
 * waived or billed on a day counts before its payments and takes no more than is owed then.
 */
export function lateInterest(asked: LateInterestAsked): LateInterest {
  const { dueOn, until, allocation } = asked
  const standing: Standing = {
    ...{ principal: asked.principalMinor, fees: 0n, accrued: zero, paidInterest: 0n },
    ...{ waived: 0n, billed: 0n },
    lateDays: 0,
  }
  const lines: CalculationLine[] = []
  let from = dueOn
  for (const on of breakDays(asked)) {
    accrue(standing, lines, asked, from, on)
    from = on
    for (const fee of asked.fees.filter((one) => one.on === on || (on === dueOn && one.on < dueOn))) {
      standing.fees += fee.amountMinor
      lines.push({ kind: 'fee', ...fee })
    }
    for (const waiver of asked.waivers.filter((one) => one.on === on))
      lines.push(settle(standing, 'waiver', waiver))
    for (const note of asked.billed.filter((one) => one.on === on))
      lines.push(settle(standing, 'billed', note))
    for (const movement of asked.movements.filter((one) => one.on === on))
      lines.push(move(standing, movement, allocation))
  }
  accrue(standing, lines, asked, from, until)
  const accruedMinor = roundedMinor(standing.accrued)
  return {
    lines,
    exact: standing.accrued,
    accruedMinor,
    paidInterestMinor: standing.paidInterest,
    waivedInterestMinor: standing.waived,
    billedInterestMinor: standing.billed,
    openInterestMinor: accruedMinor - standing.paidInterest - standing.waived - standing.billed,
    openFeesMinor: standing.fees,
    openPrincipalMinor: standing.principal,
    lateDays: standing.lateDays,
  }
}

/** The days on which something changes, in order: fees, movements, rates; within what is asked. */
function breakDays({
  dueOn,
  until,
  movements,
  fees,
  waivers,
  billed,
  steps,
}: LateInterestAsked): CalendarDay[] {
  const days = new Set<CalendarDay>()
  for (const { on } of [...fees, ...movements, ...waivers, ...billed])
    if (on <= until) days.add(on < dueOn ? dueOn : on)
  for (const { from } of steps) if (from > dueOn && from < until) days.add(from)
  return [...days].sort()
}

function accrue(
  standing: Standing,
  lines: CalculationLine[],
  { steps, dayCount }: LateInterestAsked,
  from: CalendarDay,
  to: CalendarDay,
): void {
  const days = daysBetween(from, to)
  const rate = steps.filter((step) => step.from <= from).at(-1)?.rate
  if (days <= 0 || standing.principal <= 0n || !rate) return
  const interest = interestFor(standing.principal, days, rate, dayCount)
  standing.accrued = plus(standing.accrued, interest)
  standing.lateDays += days
  lines.push({ kind: 'interest', from, to, days, principalMinor: standing.principal, rate, interest })
}

const interestOwed = ({ accrued, paidInterest, waived, billed }: Standing) =>
  roundedMinor(accrued) - paidInterest - waived - billed

function settle(
  standing: Standing,
  kind: 'waiver' | 'billed',
  { on, reference, amountMinor }: InterestSettled,
): CalculationLine {
  const owed = interestOwed(standing)
  const taken = amountMinor < owed ? amountMinor : owed
  standing[kind === 'waiver' ? 'waived' : 'billed'] += taken
  return { kind, on, reference, amountMinor: taken }
}

function move(standing: Standing, movement: DebtMovement, allocation: AllocationOrder): CalculationLine {
  const { on, reference, deltaMinor, kind } = movement
  if (kind === 'correction' || deltaMinor > 0n) {
    standing.principal += deltaMinor
    return { kind: 'correction', on, reference, amountMinor: deltaMinor }
  }
  let left = -deltaMinor
  const take = (owed: bigint): bigint => {
    const taken = left < owed ? left : owed > 0n ? owed : 0n
    left -= taken
    return taken
  }
  const first = allocation === 'fees_interest_principal'
  const toFeesMinor = first ? take(standing.fees) : 0n
  const toInterestMinor = first ? take(interestOwed(standing)) : 0n
  const toPrincipalMinor = take(standing.principal)
  standing.fees -= toFeesMinor
  standing.paidInterest += toInterestMinor
  standing.principal -= toPrincipalMinor
  return {
    ...{ kind: 'payment', on, reference, amountMinor: -deltaMinor },
    ...{ toFeesMinor, toInterestMinor, toPrincipalMinor, unusedMinor: left },
  }
}
