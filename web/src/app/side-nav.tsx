import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import { Brand } from '../session/brand'
import { cx } from '../ui/cx'
import styles from './shell.module.css'
import { useNavigation } from './use-navigation'
import { useWaiting, waitingText } from './use-waiting'

/** How many wait behind an entry of the menu; nothing when none does. */
export function Waiting({ count }: { count: number | undefined }) {
  const { t } = useTranslation('shell')
  if (count === undefined) return null
  return (
    <span className={styles.waiting} title={t('waiting', { count })}>
      {waitingText(count)}
    </span>
  )
}

/** The list of pages, in groups; used by the side bar and by the drawer of a phone. */
export function NavList({ compact = false, onPick }: { compact?: boolean; onPick?: () => void }) {
  const { t } = useTranslation('shell')
  const sections = useNavigation()
  const waiting = useWaiting()
  const paths = sections.flatMap(({ items }) => items.map(({ path }) => path))
  /** A page whose address begins like this one's, such as a comparison of agings, has an entry of its own. */
  const isAlone = (path: string) => path === '/' || paths.some((other) => other.startsWith(`${path}/`))
  return (
    <nav aria-label={t('navigation')} className={styles.navList} data-compact={compact || undefined}>
      {sections.map(({ group, items }) => (
        <div key={group} className={styles.navGroup}>
          <div className={styles.navGroupName} aria-hidden={compact}>
            {t(`group.${group}`)}
          </div>
          <ul>
            {items.map(({ path, label, icon }) => (
              <li key={path}>
                <NavLink
                  to={path}
                  end={isAlone(path)}
                  className={cx(styles.navItem)}
                  {...(compact ? { title: t(`nav.${label}`) } : {})}
                  onClick={() => onPick?.()}
                >
                  <span aria-hidden>{icon}</span>
                  <span className={styles.navLabel}>{t(`nav.${label}`)}</span>
                  <Waiting count={waiting.get(path)} />
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

interface SideNavProps {
  collapsed: boolean
  onCollapse: (collapsed: boolean) => void
}

/** Left navigation on a wide screen; folds to icons. */
export function SideNav({ collapsed, onCollapse }: SideNavProps) {
  const { t } = useTranslation('shell')
  const label = collapsed ? t('expand') : t('collapse')
  return (
    <aside className={cx(styles.side, 'xh-no-print')} data-collapsed={collapsed || undefined}>
      <Link to="/" className={cx(styles.sideBrand)} aria-label={t('nav.home')}>
        <Brand compact={collapsed} />
      </Link>
      <div className={styles.sideScroll}>
        <NavList compact={collapsed} />
      </div>
      <button
        type="button"
        className={styles.fold}
        onClick={() => onCollapse(!collapsed)}
        aria-expanded={!collapsed}
      >
        {collapsed ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
        <span className={collapsed ? 'xh-visually-hidden' : undefined}>{label}</span>
      </button>
    </aside>
  )
}
