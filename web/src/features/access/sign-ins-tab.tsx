import { useTranslation } from 'react-i18next'
import { Instant } from '../../ui/day'
import { StatusTag } from '../../ui/status-tag'
import { AccessTable } from './access-table'
import { useAccessData, type SignIn } from './api'
import { Device } from './device'

interface SignIns {
  items: SignIn[]
}

/** The latest attempts to sign in. */
export function SignInsTab() {
  const { t } = useTranslation('access')
  const attempts = useAccessData<SignIns>('/api/v1/sign-ins', { limit: 500 })
  return (
    <AccessTable<SignIns, SignIn>
      title={t('tab.sign-ins')}
      result={attempts}
      rowsOf={(data) => data.items}
      rowKey={(row) => row.id}
      empty={{ title: t('signIn.empty') }}
      columns={[
        { key: 'at', stack: 'aside', title: t('signIn.at'), render: (_, row) => <Instant value={row.at} /> },
        { key: 'username', stack: 'title', title: t('signIn.who'), dataIndex: 'username' },
        {
          key: 'outcome',
          title: t('signIn.outcome'),
          render: (_, row) => (
            <StatusTag tone={row.outcome === 'signed-in' ? 'good' : 'danger'}>
              {t(`outcome.${row.outcome}`)}
            </StatusTag>
          ),
        },
        { key: 'method', title: t('signIn.method'), render: (_, row) => t(`method.${row.method}`) },
        { key: 'address', title: t('signIn.address'), dataIndex: 'address' },
        { key: 'agent', title: t('signIn.agent'), render: (_, row) => <Device userAgent={row.userAgent} /> },
      ]}
    />
  )
}
