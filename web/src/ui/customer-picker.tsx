import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../api/answer'
import { request } from '../api/request'
import styles from './customer-picker.module.css'

interface CustomerPickerProps {
  value?: string | undefined
  onChange?: (code: string | undefined) => void
  id?: string
  autoFocus?: boolean
}

const typingPauseMs = 200

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** Chooses a customer by name, pinyin initials, code or USCC; searches on the server. */
export function CustomerPicker({ value, onChange, id, autoFocus = false }: CustomerPickerProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const search = useSettled(text.trim())
  const wanted = search === '' ? (value ?? '') : search
  const found = useQuery({
    queryKey: ['customer-picker', wanted],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers'>>('GET', '/api/v1/customers', {
        query: { search: wanted, limit: 12 },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      allowClear
      autoFocus={autoFocus}
      loading={found.isFetching}
      placeholder={t('picker.customer')}
      aria-label={t('picker.customer')}
      notFoundContent={found.isFetching ? null : t('picker.none')}
      showSearch={{ filterOption: false, onSearch: setText }}
      options={(found.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
      optionRender={(option) => (
        <span className={styles.option}>
          <span>{option.label}</span>
          <span className="xh-quiet">{option.value}</span>
        </span>
      )}
      onChange={(next) => {
        setText('')
        onChange?.(next)
      }}
    />
  )
}
