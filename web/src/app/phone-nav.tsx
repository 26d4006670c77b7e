import { MenuOutlined } from '@ant-design/icons'
import { Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { cx } from '../ui/cx'
import styles from './shell.module.css'
import { NavList, Waiting } from './side-nav'
import { useNavigation } from './use-navigation'
import { useWaiting } from './use-waiting'

const barItemsMax = 5

/** The bar at the bottom of a phone: the pages used on the road, and a drawer with all others. */
export function PhoneNav() {
  const { t } = useTranslation('shell')
  const [open, setOpen] = useState(false)
  const waiting = useWaiting()
  const items = useNavigation()
    .flatMap((section) => section.items)
    .filter((item) => item.phone === true)
    .slice(0, barItemsMax)
  return (
    <>
      <nav className={cx(styles.phoneBar, 'xh-no-print')} aria-label={t('phoneNavigation')}>
        {items.map(({ path, label, icon }) => (
          <NavLink key={path} to={path} end={path === '/'} className={cx(styles.phoneItem)}>
            <span aria-hidden>{icon}</span>
            {t(`nav.${label}`)}
            <Waiting count={waiting.get(path)} />
          </NavLink>
        ))}
        <button type="button" className={styles.phoneItem} onClick={() => setOpen(true)} aria-expanded={open}>
          <span aria-hidden>
            <MenuOutlined />
          </span>
          {t('more')}
        </button>
      </nav>
      <Drawer
        open={open}
        placement="bottom"
        size="70%"
        title={t('navigation')}
        onClose={() => setOpen(false)}
      >
        <NavList onPick={() => setOpen(false)} />
      </Drawer>
    </>
  )
}
