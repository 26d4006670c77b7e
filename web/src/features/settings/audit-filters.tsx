import { DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import styles from './audit-tab.module.css'

/** Filters beside the list's own, kept in the URL like those. */
export const auditParams = ['actor', 'requestId', 'from', 'to'] as const
type Param = (typeof auditParams)[number]

function useParam() {
  const [params, setParams] = useSearchParams()
  const set = (changes: Partial<Record<Param, string | undefined>>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        next.delete('cursor')
        for (const [key, value] of Object.entries(changes)) {
          if (value === undefined || value === '') next.delete(key)
          else next.set(key, value)
        }
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return { params, set }
}

/** By person, by request and by days of the reader's time zone. */
export function AuditFilters() {
  const { t } = useTranslation('audit')
  const { params, set } = useParam()
  const day = (key: 'from' | 'to') => {
    const value = params.get(key)
    return value === null ? null : dayjs(value)
  }
  return (
    <div className={styles.filters}>
      <Input.Search
        key={`actor ${params.get('actor') ?? ''}`}
        className={styles.filter ?? ''}
        allowClear
        aria-label={t('filterActor')}
        placeholder={t('filterActor')}
        defaultValue={params.get('actor') ?? ''}
        onSearch={(value) => set({ actor: value.trim() })}
      />
      <Input.Search
        key={`request ${params.get('requestId') ?? ''}`}
        className={styles.filter ?? ''}
        allowClear
        aria-label={t('filterRequest')}
        placeholder={t('filterRequest')}
        defaultValue={params.get('requestId') ?? ''}
        onSearch={(value) => set({ requestId: value.trim() })}
      />
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        aria-label={t('days')}
        placeholder={[t('from'), t('to')]}
        value={[day('from'), day('to')]}
        onChange={(range) =>
          set({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })
        }
      />
    </div>
  )
}
