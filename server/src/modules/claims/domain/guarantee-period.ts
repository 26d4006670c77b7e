import { addMonths, daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'

export const guaranteeModes = ['general', 'joint', 'unspecified'] as const
export type GuaranteeMode = (typeof guaranteeModes)[number]

/** How long the guarantor is bound, as the contract says. */
export type AgreedPeriod =
  | { readonly kind: 'none' }
  /** “Until everything is paid” counts as not agreed (担保解释32). */
  | { readonly kind: 'until_paid' }
  | { readonly kind: 'months'; readonly months: number }
  | { readonly kind: 'until'; readonly on: CalendarDay }

export const guaranteeActKinds = ['sued_debtor', 'demanded_guarantor', 'consented', 'released'] as const
export type GuaranteeActKind = (typeof guaranteeActKinds)[number]

export interface GuaranteeAct {
  readonly kind: GuaranteeActKind
  readonly on: CalendarDay
}

export interface GuaranteeFacts {
  readonly mode: GuaranteeMode
  readonly agreed: AgreedPeriod
  /** A guarantee up to an amount for whatever arises: its period begins with the last debt or the fixing day. */
  readonly maxAmount: boolean
  /** 债权确定日. */
  readonly determinedOn: CalendarDay | null
}

export interface GuaranteeClock {
  readonly startsOn: CalendarDay
  readonly endsOn: CalendarDay
  readonly basis: 'agreed' | 'default'
  /** What has to be done by the end: sue the debtor (general), or demand from the guarantor (joint). */
  readonly mustDo: 'sue_debtor' | 'demand_guarantor'
  readonly doneOn: CalendarDay | null
  readonly status: 'running' | 'kept' | 'lapsed' | 'released'
  readonly daysLeft: number
}

/**
 * The guarantee period of one debt (民法典686, 692–694; 担保解释30, 32): never suspended, interrupted or extended, so
 * that no later act revives it. A period that would end with the debt or before counts as not agreed.
 */
export function guaranteeClock(
  guarantee: GuaranteeFacts,
  debt: { readonly dueOn: CalendarDay; readonly lastDueOn: CalendarDay },
  acts: readonly GuaranteeAct[],
  { defaultMonths, today }: { readonly defaultMonths: number; readonly today: CalendarDay },
): GuaranteeClock {
  const startsOn = guarantee.maxAmount ? later(debt.lastDueOn, guarantee.determinedOn) : debt.dueOn
  const agreedEnd = endAgreed(guarantee.agreed, startsOn)
  const agreed = agreedEnd !== null && agreedEnd > startsOn
  const endsOn = agreed ? agreedEnd : addMonths(startsOn, defaultMonths)
  const mustDo = guarantee.mode === 'joint' ? 'demand_guarantor' : 'sue_debtor'
  const fitting = mustDo === 'demand_guarantor' ? 'demanded_guarantor' : 'sued_debtor'
  const done = acts
    .filter(({ kind, on }) => kind === fitting && on <= endsOn)
    .sort((a, b) => a.on.localeCompare(b.on))[0]
  const released = acts.some(({ kind }) => kind === 'released')
  return {
    ...{ startsOn, endsOn, basis: agreed ? 'agreed' : 'default', mustDo, doneOn: done?.on ?? null },
    status: released ? 'released' : done ? 'kept' : endsOn < today ? 'lapsed' : 'running',
    daysLeft: daysBetween(today, endsOn),
  }
}

const later = (a: CalendarDay, b: CalendarDay | null) => (b !== null && b > a ? b : a)

function endAgreed(agreed: AgreedPeriod, startsOn: CalendarDay): CalendarDay | null {
  if (agreed.kind === 'months') return addMonths(startsOn, agreed.months)
  return agreed.kind === 'until' ? agreed.on : null
}
