import { useTranslation } from 'react-i18next'
import type { BackTestHead } from './api'

/** What a run counts as bad, in words. */
export function useBadText(): (settings: Pick<BackTestHead['settings'], 'bad' | 'horizonMonths'>) => string {
  const { t } = useTranslation('validation')
  return ({ bad, horizonMonths: months }) =>
    bad.kind === 'overdue'
      ? t('backTest.overdueWithin', { days: bad.days ?? 0, months })
      : t('backTest.writeOffWithin', { months })
}
