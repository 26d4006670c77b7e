import { addMonths, type CalendarDay } from '../../../kernel/calendar-day.js'

/** What a reason asks of the items, beside the evidence. */
export interface DeductionRule {
  readonly overdueMonths: number | null
  /** Largest single item in minor units of the base currency. */
  readonly amountMaxMinor: bigint | null
}

export interface DeductedItem {
  readonly dueOn: CalendarDay | null
  /** In minor units of the base currency; null when there is no rate. */
  readonly baseMinor: bigint | null
}

/** Why an item does not fulfil the conditions of a reason. */
export type DeductionFault = 'not-overdue-long-enough' | 'too-large'

/**
 * Conditions of a tax deduction that an item fails. The months are counted from the due day; an item without one is not
 * overdue, and an amount without a rate is not known to be small.
 */
export function deductionFaults(
  rule: DeductionRule,
  item: DeductedItem,
  today: CalendarDay,
): DeductionFault[] {
  const faults: DeductionFault[] = []
  if (
    rule.overdueMonths !== null &&
    (item.dueOn === null || addMonths(item.dueOn, rule.overdueMonths) >= today)
  )
    faults.push('not-overdue-long-enough')
  if (rule.amountMaxMinor !== null && (item.baseMinor === null || item.baseMinor > rule.amountMaxMinor))
    faults.push('too-large')
  return faults
}
