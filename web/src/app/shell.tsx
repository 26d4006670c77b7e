import { Skeleton } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, ScrollRestoration, useNavigation, type Location } from 'react-router'
import { usePhone } from '../ui/use-phone'
import { Header } from './header'
import { PhoneNav } from './phone-nav'
import styles from './shell.module.css'
import { SideNav } from './side-nav'

const storageKey = 'xinheng.nav.collapsed'

/** The frame of every page: navigation, header, content. */
export function Shell() {
  const { t } = useTranslation('shell')
  const phone = usePhone()
  const loading = useNavigation().state === 'loading'
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(storageKey) === 'yes')
  const collapse = (next: boolean) => {
    localStorage.setItem(storageKey, next ? 'yes' : 'no')
    setCollapsed(next)
  }
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {t('skip')}
      </a>
      {!phone && <SideNav collapsed={collapsed} onCollapse={collapse} />}
      <div className={styles.main}>
        <div className={styles.progress} data-on={loading || undefined} aria-hidden />
        <Header phone={phone} />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {phone && <PhoneNav />}
      <ScrollRestoration getKey={placeOf} />
    </div>
  )
}

/** What a scroll position belongs to. The first page of every load has the same key: there the address tells them apart. */
function placeOf({ key, pathname, search }: Location): string {
  return key === 'default' ? pathname + search : key
}
