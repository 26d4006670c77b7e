import { useTranslation } from 'react-i18next'
import type { Item } from '../../api/answer'
import { ConfirmAction } from '../../ui/confirm-action'
import { Instant } from '../../ui/day'
import { Panel } from '../../ui/panel'
import { StackingTable } from '../../ui/stacking-table'
import { send, useAccessChanged, useAccessData } from './api'

type Identity = Item<'/api/v1/users/{username}/identities'>

interface IdentitiesPanelProps {
  username: string
  mayUnlink: boolean
}

/** Who a person is at the organisation's own sign-in; nothing for those who never came by it. */
export function IdentitiesPanel({ username, mayUnlink }: IdentitiesPanelProps) {
  const { t } = useTranslation('access')
  const changed = useAccessChanged()
  const path = `users/${encodeURIComponent(username)}/identities`
  const items = useAccessData<{ items: Identity[] }>(`/api/v1/${path}`).data?.items ?? []
  if (items.length === 0) return null
  const unlink = async () => {
    await send('DELETE', path)
    await changed()
  }
  return (
    <Panel
      title={t('identities.title')}
      extra={
        mayUnlink && (
          <ConfirmAction
            danger
            label={t('identities.unlink')}
            question={t('identities.unlinkQuestion', { name: username })}
            consequence={t('identities.unlinkHint')}
            button={{ size: 'small' }}
            onConfirm={unlink}
          />
        )
      }
    >
      <StackingTable<Identity>
        rowKey={({ issuer, subject }) => `${issuer} ${subject}`}
        rows={items}
        columns={[
          { key: 'issuer', title: t('identities.issuer'), dataIndex: 'issuer' },
          { key: 'subject', title: t('identities.subject'), dataIndex: 'subject' },
          {
            key: 'linked',
            title: t('identities.linked'),
            render: (_, row) => <Instant value={row.linkedAt} />,
          },
        ]}
      />
    </Panel>
  )
}
