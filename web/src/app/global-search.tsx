import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { request } from '../api/request'
import { readCustomers, type KnownCustomer } from '../session/recents'
import { useUser } from '../session/session'
import styles from './global-search.module.css'
import { useNavigation } from './use-navigation'

interface Hit {
  key: string
  group: 'pinned' | 'recent' | 'customers' | 'pages'
  title: string
  detail?: string
  path: string
}

const typingPauseMs = 150

function useDebounced(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

function customerHit(group: Hit['group'], { code, name }: KnownCustomer): Hit {
  return {
    key: `${group}:${code}`,
    group,
    title: name,
    detail: code,
    path: `/customers/${encodeURIComponent(code)}`,
  }
}

/** What a text leads to: customers of the server and pages; with no text, what was pinned or opened lately. */
function useHits(text: string): { hits: readonly Hit[]; searching: boolean } {
  const { t } = useTranslation('shell')
  const user = useUser()
  const sections = useNavigation()
  const search = useDebounced(text.trim())
  const canSearch = search !== '' && user.can('customers:read')
  const found = useQuery({
    queryKey: ['global-search', search],
    queryFn: ({ signal }) =>
      request<{ items: KnownCustomer[] }>('GET', '/api/v1/customers', {
        query: { search, limit: 8 },
        signal,
      }),
    enabled: canSearch,
  })
  const pageHits = sections
    .flatMap((section) => section.items)
    .map(({ path, label }): Hit => ({ key: path, group: 'pages', title: t(`nav.${label}`), path }))
  if (search === '') {
    const pinned = readCustomers('pinned', user.username).map((known) => customerHit('pinned', known))
    const recent = readCustomers('recent', user.username).map((known) => customerHit('recent', known))
    return { hits: [...pinned, ...recent, ...pageHits], searching: false }
  }
  const customers = (found.data?.items ?? []).map((known) => customerHit('customers', known))
  const matching = pageHits.filter((hit) => hit.title.toLowerCase().includes(search.toLowerCase()))
  return { hits: [...customers, ...matching], searching: found.isFetching }
}

/** The search over everything, opened by Ctrl/⌘ K: type, arrows, Enter. */
export function GlobalSearch({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { hits, searching } = useHits(text)
  const active = Math.min(at, Math.max(hits.length - 1, 0))
  const go = (hit: Hit) => {
    onClose()
    void navigate(hit.path)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const hit = hits[active]
    if (event.key === 'ArrowDown') setAt(Math.min(active + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(active - 1, 0))
    else if (event.key === 'Enter' && hit !== undefined && !event.nativeEvent.isComposing) go(hit)
    else return
    event.preventDefault()
  }
  return (
    <Modal
      open
      title={null}
      footer={null}
      closable={false}
      width={600}
      onCancel={onClose}
      style={{ top: 80 }}
    >
      <Input
        autoFocus
        variant="borderless"
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        value={text}
        placeholder={t('search.placeholder')}
        role="combobox"
        aria-label={t('search.placeholder')}
        aria-expanded
        aria-controls="search-hits"
        aria-activedescendant={hits.length > 0 ? `hit-${active}` : undefined}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="search-hits" role="listbox" aria-label={t('search.results')} className={styles.hits}>
        {hits.map((hit, index) => (
          <li
            key={hit.key}
            id={`hit-${index}`}
            role="option"
            aria-selected={index === active}
            className={styles.hit}
            onMouseEnter={() => setAt(index)}
            onClick={() => go(hit)}
          >
            <span className={styles.hitTitle}>{hit.title}</span>
            <span className={styles.hitDetail}>{hit.detail}</span>
            <span className={styles.hitGroup}>{t(`search.group.${hit.group}`)}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 && !searching && <p className={styles.none}>{t('search.none')}</p>}
      <p className={styles.keys}>{t('search.keys')}</p>
    </Modal>
  )
}
