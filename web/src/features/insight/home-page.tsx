import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { PageHeader } from '../../ui/page-header'

/** What this person has to do today. */
export function Component() {
  const { t } = useTranslation('home')
  const user = useUser()
  return <PageHeader title={t('title', { name: user.displayName })} />
}
