import { SearchOutlined } from '@ant-design/icons'
import { Input, Modal } from 'antd'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import styles from './global-search.module.css'
import { useHits, type Hit } from './search-hits'

/** The search over everything, opened by Ctrl/⌘ K: type, arrows, Enter. */
export function GlobalSearch({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { hits, searching } = useHits(text)
  const active = Math.min(at, Math.max(hits.length - 1, 0))
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
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
      <ul ref={list} id="search-hits" role="listbox" aria-label={t('search.results')} className={styles.hits}>
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
