import { SearchOutlined } from '@ant-design/icons'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Brand } from '../session/brand'
import { GlobalSearch } from './global-search'
import { cx } from '../ui/cx'
import styles from './shell.module.css'
import { UserMenu } from './user-menu'

const isMac = navigator.userAgent.includes('Mac')

/** Ctrl K, on a Mac ⌘ K, opens the search from anywhere. */
function useSearchKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        open()
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [open])
}

/** Search, language, theme and the person. */
export function Header({ phone }: { phone: boolean }) {
  const { t } = useTranslation('shell')
  const [searching, setSearching] = useState(false)
  const open = useCallback(() => setSearching(true), [])
  useSearchKey(open)
  return (
    <header className={cx(styles.header, 'xh-no-print')}>
      {phone && (
        <Link to="/" aria-label={t('nav.home')}>
          <Brand compact />
        </Link>
      )}
      <button type="button" className={styles.searchButton} onClick={open}>
        <SearchOutlined aria-hidden />
        <span className={styles.searchWords}>{phone ? t('search.short') : t('search.placeholder')}</span>
        {!phone && <kbd className={styles.kbd}>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>}
      </button>
      <UserMenu />
      {searching && <GlobalSearch onClose={() => setSearching(false)} />}
    </header>
  )
}
