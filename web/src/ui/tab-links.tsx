import { NavLink } from 'react-router'
import { cx } from './cx'
import styles from './tab-links.module.css'

interface TabLinksProps {
  label: string
  items: readonly { to: string; label: string; end?: boolean }[]
}

/** The parts of an object as links, each with its own address; scrolls sideways on a phone. */
export function TabLinks({ label, items }: TabLinksProps) {
  return (
    <nav className={cx(styles.tabs, 'xh-no-print')} aria-label={label}>
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
