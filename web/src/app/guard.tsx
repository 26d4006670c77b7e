import { LockOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '../session/permissions'
import { useUser } from '../session/session'
import { EmptyState } from '../ui/empty-state'

/** Shows a page only to those who may use it; the server refuses the data in any case. */
export function Guard({ permission, children }: { permission?: Permission; children: ReactNode }) {
  const { t } = useTranslation()
  const user = useUser()
  if (permission === undefined || user.can(permission)) return children
  return (
    <EmptyState
      icon={<LockOutlined aria-hidden />}
      title={t('problem.forbidden.title')}
      hint={t('problem.forbidden.hint')}
    />
  )
}
