import { Input, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useSegmentOptions } from '../../session/segments'
import { usePhone } from '../../ui/use-phone'
import { DayPicker } from '../../ui/days/day-picker'
import { agingSubjects, type AgingQuestion } from './api'
import styles from './receivables.module.css'

interface AgingFiltersProps {
  question: AgingQuestion
  change: (values: Record<string, string | undefined>) => void
}

interface SubjectChoiceProps {
  by: AgingQuestion['by']
  onChange: (by: AgingQuestion['by']) => void
}

/** All ways to group side by side; on a phone, which has no room for them, one under the other. */
function SubjectChoice({ by, onChange }: SubjectChoiceProps) {
  const { t } = useTranslation('receivables')
  const phone = usePhone()
  const options = agingSubjects.map((value) => ({ value, label: t(`by.${value}`) }))
  if (!phone) return <Segmented value={by} options={options} onChange={onChange} />
  return <Select value={by} aria-label={t('aging.by')} options={options} onChange={onChange} />
}

/** By whom, as of when, from which day on, in which segment. */
export function AgingFilters({ question, change }: AgingFiltersProps) {
  const { t } = useTranslation('receivables')
  const segmentOptions = useSegmentOptions()
  return (
    <div className={styles.filters} role="search">
      <SubjectChoice by={question.by} onChange={(by) => change({ by })} />
      <Input.Search
        key={question.search}
        allowClear
        className={styles.search ?? ''}
        defaultValue={question.search}
        placeholder={t('aging.search')}
        aria-label={t('aging.search')}
        onSearch={(search) => change({ search })}
      />
      <DayPicker
        value={question.asOf === undefined ? null : dayjs(question.asOf)}
        placeholder={t('aging.asOf')}
        aria-label={t('aging.asOf')}
        style={{ width: 200 }}
        maxDate={dayjs()}
        onChange={(day) => change({ asOf: day?.format('YYYY-MM-DD') })}
      />
      <Select
        value={question.basis}
        aria-label={t('aging.basis')}
        options={(['due', 'document'] as const).map((value) => ({ value, label: t(`basis.${value}`) }))}
        onChange={(basis) => change({ basis })}
      />
      <Select<string>
        allowClear
        value={question.segment ?? null}
        placeholder={t('aging.segment')}
        aria-label={t('aging.segment')}
        popupMatchSelectWidth={false}
        options={[...segmentOptions]}
        onChange={(segment) => change({ segment })}
      />
    </div>
  )
}
