import { FilterOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../cx'
import { usePhone } from '../use-phone'
import styles from './data-list.module.css'
import type { ListControl } from './list-state'
import type { DataFilter } from './list-types'

interface FilterBarProps {
  control: ListControl
  filters: readonly DataFilter[]
  searchPlaceholder: string | undefined
}

const typingPauseMs = 250

function SearchBox({ control, placeholder }: { control: ListControl; placeholder: string }) {
  const { search } = control.state
  const [text, setText] = useState(search)
  const [seen, setSeen] = useState(search)
  if (seen !== search) {
    setSeen(search)
    if (search !== text.trim()) setText(search)
  }
  useEffect(() => {
    if (text.trim() === search) return
    const timer = setTimeout(() => control.setSearch(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text, search, control])
  return (
    <Input
      className={styles.search}
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      value={text}
      placeholder={placeholder}
      aria-label={placeholder}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

function FilterSelect({ filter, control }: { filter: DataFilter; control: ListControl }) {
  const values = control.state.filters[filter.key] ?? []
  const shared = {
    className: cx(styles.filter),
    allowClear: true,
    placeholder: filter.label,
    'aria-label': filter.label,
    options: [...filter.options],
    showSearch: filter.options.length > 8 ? { optionFilterProp: 'label' } : false,
    popupMatchSelectWidth: false as const,
  }
  if (filter.multiple === true) {
    return (
      <Select<string[]>
        {...shared}
        mode="multiple"
        maxTagCount="responsive"
        value={[...values]}
        onChange={(next) => control.setFilter(filter.key, next)}
      />
    )
  }
  return (
    <Select<string>
      {...shared}
      value={values[0] ?? null}
      onChange={(next) => control.setFilter(filter.key, next === undefined ? [] : [next])}
    />
  )
}

/** Search and the filters that matter; the others behind "more". On a phone all filters are behind one button. */
export function FilterBar({ control, filters, searchPlaceholder }: FilterBarProps) {
  const { t } = useTranslation()
  const isUsed = (filter: DataFilter) => (control.state.filters[filter.key] ?? []).length > 0
  const [more, setMore] = useState(false)
  const shown = filters.filter((filter) => filter.more !== true || more || isUsed(filter))
  const used = filters.filter(isUsed).length
  const hasUse = control.state.search !== '' || used > 0
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const folded = phone && !open
  return (
    <div className={styles.filters} role="search">
      {searchPlaceholder !== undefined && <SearchBox control={control} placeholder={searchPlaceholder} />}
      {phone && filters.length > 0 && (
        <Button icon={<FilterOutlined aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {used === 0 ? t('list.filters') : t('list.filtersUsed', { count: used })}
        </Button>
      )}
      {!folded && shown.map((filter) => <FilterSelect key={filter.key} filter={filter} control={control} />)}
      {!folded && shown.length < filters.length && (
        <Button type="text" icon={<FilterOutlined />} onClick={() => setMore(true)}>
          {t('list.moreFilters')}
        </Button>
      )}
      {hasUse && (
        <Button type="link" onClick={control.clear}>
          {t('list.clearFilters')}
        </Button>
      )}
    </div>
  )
}
