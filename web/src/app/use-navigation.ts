import { useUser } from '../session/session'
import { navGroups, type NavGroup, type NavPlace } from './page-entry'
import { pages } from './pages'

export interface NavItem extends NavPlace {
  path: string
}

export interface NavSection {
  group: NavGroup
  items: readonly NavItem[]
}

/** The pages this person may use, by group; empty groups are left out. */
export function useNavigation(): readonly NavSection[] {
  const user = useUser()
  const items: NavItem[] = pages.flatMap(({ path, permission, nav }) =>
    nav !== undefined && (permission === undefined || user.can(permission))
      ? [{ path: path.replace(/\/:\w+\?/g, ''), ...nav }]
      : [],
  )
  return navGroups
    .map((group) => ({ group, items: items.filter((item) => item.group === group) }))
    .filter((section) => section.items.length > 0)
}
