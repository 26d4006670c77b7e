import { useEffect, useRef } from 'react'
import { NavLink, useLocation } from 'react-router'
import { cx } from './cx'
import styles from './tab-links.module.css'

interface TabLinksProps {
  label: string
  items: readonly { to: string; label: string; end?: boolean }[]
}

/** The parts of an object as links, each with its own address; scrolls sideways on a phone, where the present one is brought into sight. */
export function TabLinks({ label, items }: TabLinksProps) {
  const nav = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    const tabs = nav.current
    const current = tabs?.querySelector<HTMLElement>('[aria-current="page"]')
    if (tabs == null || current == null || tabs.scrollWidth <= tabs.clientWidth) return
    tabs.scrollLeft = current.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2
  }, [pathname])
  return (
    <nav ref={nav} className={cx(styles.tabs, 'xh-no-print')} aria-label={label}>
      {items.map((item) => (
        <NavLink
          key={item.to}
          to={item.to}
          end={item.end ?? false}
          preventScrollReset
          className={cx(styles.tab)}
        >
          {item.label}
        </NavLink>
      ))}
    </nav>
  )
}
