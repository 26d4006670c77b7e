import type { TFunction } from 'i18next'
import { formatAmount } from '../../ui/format-amount'
import type { Condition } from './api'

/** A condition as a sentence: what is measured, and from which value on it strikes. */
export function conditionText(condition: Condition, t: TFunction<'rules'>): string {
  if ('grade' in condition) return t('condition.grade_below', { grade: condition.grade })
  if (!('threshold' in condition)) return t(`condition.${condition.dimension}`)
  const { dimension, boundary, threshold } = condition
  const value =
    dimension === 'order_amount' || dimension === 'overdue_amount' ? formatAmount(threshold) : threshold
  const boundaryText = t(`boundary.${boundary}`)
  return t(`measure.${dimension}`, { boundary: boundaryText, value, count: Number(threshold) })
}
