import { useTranslation } from 'react-i18next'
import type { Move } from './api'

export const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const

export const causeKinds = [
  'veto_fact',
  'overdue',
  'large_order',
  'cool_down_over',
  'fact',
  'document',
  'schedule',
  'review',
  'manual',
  'run',
] as const

/** Why a rating was made, in words. */
export function Cause({ cause }: { cause: Move['cause'] }) {
  const { t } = useTranslation('rerating')
  const days = cause.kind === 'overdue' && cause.detail !== null ? cause.detail : null
  return (
    <>
      {t(`cause.${cause.kind}`)}
      {days !== null && <span className="xh-quiet"> {t('cause.days', { days })}</span>}
      {cause.events > 1 && <span className="xh-quiet"> {t('cause.events', { count: cause.events })}</span>}
    </>
  )
}
