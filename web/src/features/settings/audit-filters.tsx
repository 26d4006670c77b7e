import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { DayRange } from '../../ui/data-list/day-range'
import styles from './audit-tab.module.css'

/** Filters beside the list's own, kept in the URL like those. */
export const auditParams = ['actor', 'requestId', 'from', 'to'] as const

function useParam() {
  const [params, setParams] = useSearchParams()
  const set = (key: 'actor' | 'requestId', value: string) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        next.delete('cursor')
        if (value === '') next.delete(key)
        else next.set(key, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return { params, set }
}

/** Everybody who may have done something, by name; a name that is not among them may be typed. */
function usePeople() {
  const directory = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/directory'>>('GET', '/api/v1/directory', { signal }),
    staleTime: 60_000,
  })
  return (directory.data?.people ?? []).map(({ username, displayName }) => ({
    value: username,
    label: displayName === username ? username : `${displayName} (${username})`,
  }))
}

/** By person, by request and by days of the reader's time zone. */
export function AuditFilters() {
  const { t } = useTranslation('audit')
  const { params, set } = useParam()
  const people = usePeople()
  const actor = params.get('actor') ?? ''
  const matches = (text: string, words: string) => words.toLowerCase().includes(text.toLowerCase())
  return (
    <div className={styles.filters}>
      <AutoComplete
        key={`actor ${actor}`}
        className={styles.filter ?? ''}
        allowClear
        aria-label={t('filterActor')}
        placeholder={t('filterActor')}
        defaultValue={actor}
        options={people}
        showSearch={{ filterOption: (text, option) => matches(text, String(option?.label ?? '')) }}
        onSelect={(value: string) => set('actor', value)}
        onClear={() => set('actor', '')}
        onBlur={(event) => set('actor', (event.target as HTMLInputElement).value.trim())}
      />
      <Input.Search
        key={`request ${params.get('requestId') ?? ''}`}
        className={styles.filter ?? ''}
        allowClear
        aria-label={t('filterRequest')}
        placeholder={t('filterRequest')}
        defaultValue={params.get('requestId') ?? ''}
        onSearch={(value) => set('requestId', value.trim())}
      />
      <DayRange />
    </div>
  )
}
