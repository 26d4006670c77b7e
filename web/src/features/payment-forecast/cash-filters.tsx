import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSegmentOptions } from '../../session/segments'
import { useOwnerOptions } from '../../session/people'
import type { CashQuestion } from './api'
import styles from './payment-forecast.module.css'
import { aheadChoices } from './use-cash-question'

interface CashFiltersProps {
  question: CashQuestion
  currency: string | undefined
  currencies: readonly string[]
  change: (values: Record<string, string | undefined>) => void
}

/** Of which currency, salesperson and segment, and which past forecasts are held against what came. */
export function CashFilters({ question, currency, currencies, change }: CashFiltersProps) {
  const { t } = useTranslation('cash')
  const segments = useSegmentOptions()
  const owners = useOwnerOptions()
  return (
    <div className={styles.filters} role="search">
      <Select<string>
        value={currency ?? null}
        aria-label={t('filter.currency')}
        options={currencies.map((value) => ({ value, label: value }))}
        onChange={(value) => change({ currency: value })}
      />
      <Select<string>
        allowClear
        value={question.segment ?? null}
        placeholder={t('filter.segment')}
        aria-label={t('filter.segment')}
        popupMatchSelectWidth={false}
        options={[...segments]}
        onChange={(segment) => change({ segment })}
      />
      <Select<string>
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={question.owner ?? null}
        placeholder={t('filter.owner')}
        aria-label={t('filter.owner')}
        popupMatchSelectWidth={false}
        options={[...owners]}
        onChange={(owner) => change({ owner })}
      />
      <Select<number>
        value={question.ahead}
        aria-label={t('filter.ahead')}
        popupMatchSelectWidth={false}
        options={aheadChoices.map((value) => ({
          value,
          label: value === 0 ? t('filter.sameWeek') : t('filter.weeksAhead', { count: value }),
        }))}
        onChange={(ahead) => change({ ahead: ahead === 0 ? undefined : String(ahead) })}
      />
    </div>
  )
}
