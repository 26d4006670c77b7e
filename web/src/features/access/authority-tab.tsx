import { PlusOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { AccessTable } from './access-table'
import {
  labelOf,
  send,
  useAccessChanged,
  useAccessData,
  usePersonChoices,
  useRoleChoices,
  type Authority,
} from './api'
import { AuthorityDrawer } from './authority-drawer'

/** What people, or whoever has a role, may decide alone. */
export function AuthorityTab() {
  const { t } = useTranslation('access')
  const mayWrite = useUser().can('users:write')
  const changed = useAccessChanged()
  const roles = useRoleChoices()
  const people = usePersonChoices()
  const entries = useAccessData<{ items: Authority[] }>('/api/v1/authorities')
  const [edited, setEdited] = useState<Authority | 'new'>()
  const remove = useMutation({
    mutationFn: (id: string) => send('DELETE', `authorities/${id}`),
    onSettled: changed,
  })
  const actions = (row: Authority) => (
    <Space size={0}>
      <Button size="small" type="link" onClick={() => setEdited(row)}>
        {t('edit')}
      </Button>
      <ConfirmAction
        label={t('remove')}
        question={t('authority.removeQuestion')}
        consequence={t('authority.removeHint')}
        danger
        button={{ size: 'small', type: 'link' }}
        onConfirm={() => remove.mutateAsync(row.id)}
      />
    </Space>
  )
  return (
    <>
      <ProblemAlert error={remove.error} />
      <AccessTable<{ items: Authority[] }, Authority>
        title={t('tab.authority')}
        lead={<p className="xh-quiet">{t('authority.hint')}</p>}
        extra={
          mayWrite && (
            <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
              {t('authority.add')}
            </Button>
          )
        }
        result={entries}
        rowsOf={(data) => data.items}
        rowKey={(row) => row.id}
        empty={{ title: t('authority.emptyTitle'), hint: t('authority.emptyHint') }}
        columns={[
          {
            key: 'holder',
            title: t('authority.holder'),
            render: (_, row) =>
              row.username === null ? labelOf(roles, row.roleCode) : labelOf(people, row.username),
          },
          { key: 'kind', title: t('authority.kind'), render: (_, row) => t(`kind.${row.kind}`) },
          { key: 'segment', title: t('authority.segment'), render: (_, row) => row.segmentCode ?? t('any') },
          {
            key: 'amount',
            title: t('authority.amount'),
            align: 'right',
            render: (_, row) =>
              row.amount === 'unlimited' ? (
                t('authority.unlimited')
              ) : (
                <Money value={row.amount} currency="sign" />
              ),
          },
          {
            key: 'over',
            title: t('authority.over'),
            align: 'right',
            render: (_, row) => (row.overLimitBp === null ? t('any') : `${row.overLimitBp / 100}%`),
          },
          {
            key: 'days',
            title: t('authority.days'),
            align: 'right',
            render: (_, row) => row.daysMax ?? t('any'),
          },
          { key: 'until', title: t('authority.until'), render: (_, row) => row.validUntil ?? '–' },
          { key: 'action', title: t('action'), render: (_, row) => mayWrite && actions(row) },
        ]}
      />
      {edited !== undefined && (
        <AuthorityDrawer entry={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  )
}
