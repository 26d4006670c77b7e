import { useTranslation } from 'react-i18next'
import { Navigate, useParams } from 'react-router'
import { useUser } from '../../session/session'
import { PageHeader } from '../../ui/page-header'
import { TabLinks } from '../../ui/tab-links'
import { AuthorityTab } from './authority-tab'
import { ChartTab } from './chart-tab'
import { DutiesTab } from './duties-tab'
import { PeopleTab } from './people-tab'
import { RolesTab } from './roles-tab'
import { SignInTab } from './sign-in-tab'
import { SignInsTab } from './sign-ins-tab'

const tabs = ['people', 'chart', 'roles', 'authority', 'duties', 'sign-in', 'sign-ins'] as const
type Tab = (typeof tabs)[number]

const bodies: Readonly<Record<Tab, () => React.JSX.Element>> = {
  people: PeopleTab,
  chart: ChartTab,
  roles: RolesTab,
  authority: AuthorityTab,
  duties: DutiesTab,
  'sign-in': SignInTab,
  'sign-ins': SignInsTab,
}

/** Who may do what, for which customers, and where everybody stands. */
export function Component() {
  const { t } = useTranslation('access')
  const user = useUser()
  const { tab } = useParams()
  const hidden = { 'sign-in': !user.can('users:write'), 'sign-ins': !user.can('audit:read') }
  const allowed = tabs.filter((one) => !(one in hidden && hidden[one as keyof typeof hidden]))
  const shown = allowed.find((one) => one === tab)
  if (shown === undefined) return <Navigate replace to="/access/people" />
  const Body = bodies[shown]
  return (
    <>
      <PageHeader title={t('title')} />
      <TabLinks
        label={t('title')}
        items={allowed.map((one) => ({ to: `/access/${one}`, label: t(`tab.${one}`) }))}
      />
      <Body />
    </>
  )
}
