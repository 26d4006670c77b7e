import { calendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { DayCount } from './interest-rate.js'

/** How surely it can be proved that the debtor was reached, the surest first. */
export const proofGrades = ['signed', 'receipt', 'should_arrive', 'call_only'] as const
export type ProofGrade = (typeof proofGrades)[number]

/** In which order a payment is taken off what is owed. */
export const allocationOrders = ['as_booked', 'fees_interest_principal'] as const
export type AllocationOrder = (typeof allocationOrders)[number]

/** Every figure that late interest and the legal clocks compute with: data of a version, never a constant of the code. */
export interface ClaimRules {
  readonly dayCount: DayCount
  /** Regime A: interest per day where nothing was agreed, percent. */
  readonly smeDailyPercent: string
  /** Regime A counts for what fell due on this day or later. */
  readonly smeFrom: CalendarDay
  /** Regime C: times LPR, 1.3 to 1.5. */
  readonly statutoryFactor: string
  /** Regime C before LPR: times the benchmark rate of the central bank. */
  readonly benchmarkFactor: string
  /** Breaches from this day on are measured by LPR. */
  readonly lprFrom: CalendarDay
  /** An agreed rate so many percent above the loss is generally held excessive. */
  readonly excessPercent: number
  readonly allocation: AllocationOrder
  readonly limitationYears: number
  /** Counted from the breach, whatever interrupted it. */
  readonly limitationYearsMax: number
  /** Demands of these grades begin the period anew. */
  readonly interruptingGrades: readonly ProofGrade[]
  /** Warnings so many days before the end, falling. */
  readonly warnDays: readonly number[]
  /** Whether the instalments of an invoice are one debt, unless terms say otherwise: the period runs from the last. */
  readonly instalmentsOneDebt: boolean
  /** The guarantee period where none was agreed, in months from due. */
  readonly guaranteeMonths: number
  readonly guaranteeWarnDays: readonly number[]
}

/** What the program comes with; sources in the version that is stored with it. */
export const defaultClaimRules: ClaimRules = {
  dayCount: 365,
  smeDailyPercent: '0.05',
  smeFrom: calendarDay('2025-06-01'),
  statutoryFactor: '1.5',
  benchmarkFactor: '1.5',
  lprFrom: calendarDay('2019-08-20'),
  excessPercent: 30,
  allocation: 'as_booked',
  limitationYears: 3,
  limitationYearsMax: 20,
  interruptingGrades: ['signed', 'receipt', 'should_arrive'],
  warnDays: [180, 90, 30],
  instalmentsOneDebt: false,
  guaranteeMonths: 6,
  guaranteeWarnDays: [180, 90, 60, 30],
}
