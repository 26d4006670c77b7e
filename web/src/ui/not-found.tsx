import { CompassOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from './empty-state'

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation('shell')
  return (
    <EmptyState
      heading
      icon={<CompassOutlined aria-hidden />}
      title={t('notFound.title')}
      hint={t('notFound.hint')}
      action={<Link to="/">{t('notFound.home')}</Link>}
    />
  )
}
