import { LockOutlined, PauseCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { StatusTag } from './status-tag'

export type AccountStatus = 'active' | 'frozen' | 'blocked'

/** Whether a credit account may be used. */
export function AccountStatusTag({ status }: { status: AccountStatus }) {
  const { t } = useTranslation()
  switch (status) {
    case 'active':
      return <StatusTag tone="good">{t('accountStatus.active')}</StatusTag>
    case 'frozen':
      return (
        <StatusTag tone="warn" icon={<PauseCircleOutlined aria-hidden />}>
          {t('accountStatus.frozen')}
        </StatusTag>
      )
    case 'blocked':
      return (
        <StatusTag tone="danger" icon={<LockOutlined aria-hidden />}>
          {t('accountStatus.blocked')}
        </StatusTag>
      )
  }
}
