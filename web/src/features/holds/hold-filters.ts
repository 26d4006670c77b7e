import { useTranslation } from 'react-i18next'
import { useSegmentOptions } from '../../session/segments'
import { useColleagues } from './work-api'

const reasons = [
  ...([
    'limit_exceeded',
    'group_limit_exceeded',
    'order_amount_exceeded',
    'overdue_amount',
    'overdue_days',
  ] as const),
  ...(['oldest_item_days', 'broken_promises', 'grade_too_low', 'rating_missing', 'coverage_low'] as const),
  ...(['limit_expired', 'no_limit', 'terms_exceed_policy', 'account_frozen', 'fx_rate_missing'] as const),
  'forced_hold' as const,
]

/** By what the worklist of holds is narrowed. */
export function useHoldFilters() {
  const { t } = useTranslation('holds')
  const segmentOptions = useSegmentOptions()
  const colleagues = useColleagues()
  const yes = (label: string) => [{ value: 'true', label }]
  return [
    {
      key: 'status',
      label: t('filter.status'),
      options: (['open', 'released', 'rejected', 'superseded'] as const).map((value) => ({
        value,
        label: t(`status.${value}`),
      })),
    },
    { key: 'ready', label: t('filter.ready'), options: yes(t('filter.readyOnly')) },
    { key: 'requested', label: t('filter.requested'), options: yes(t('filter.requestedOnly')) },
    {
      key: 'assignee',
      label: t('filter.assignee'),
      options: [
        { value: 'me', label: t('filter.mine') },
        { value: 'none', label: t('filter.unclaimed') },
        ...(colleagues.data ?? []),
      ],
    },
    {
      key: 'reason',
      label: t('filter.reason'),
      options: reasons.map((value) => ({ value, label: t(`reasonName.${value}`) })),
    },
    {
      key: 'minAmount',
      label: t('filter.amount'),
      more: true,
      options: ['10000', '100000', '1000000'].map((value) => ({
        value,
        label: t('filter.amountFrom', { amount: Number(value).toLocaleString() }),
      })),
    },
    {
      key: 'minDays',
      label: t('filter.age'),
      more: true,
      options: [1, 3, 7, 30].map((count) => ({
        value: String(count),
        label: t('filter.ageDays', { count }),
      })),
    },
    { key: 'segment', label: t('column.segment'), options: segmentOptions, more: true },
    { key: 'ownerUsername', label: t('column.owner'), options: colleagues.data ?? [], more: true },
  ]
}
