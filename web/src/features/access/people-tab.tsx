import { Button, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { StatusTag } from '../../ui/status-tag'
import { AccessTable } from './access-table'
import { labelOf, send, useAccessChanged, usePeople, useRoleChoices, type Person } from './api'
import { HandOverDrawer } from './hand-over-drawer'
import { PersonDrawer } from './person-drawer'

function State({ person }: { person: Person }) {
  const { t } = useTranslation('access')
  if (person.lockedAt !== null) return <StatusTag tone="danger">{t('people.locked')}</StatusTag>
  return (
    <StatusTag tone={person.active ? 'good' : 'neutral'}>
      {t(person.active ? 'people.active' : 'people.left')}
    </StatusTag>
  )
}

/** People with their roles and places; who leaves hands over, who is locked out is let in again. */
export function PeopleTab() {
  const { t } = useTranslation('access')
  const me = useUser()
  const mayWrite = me.can('users:write')
  const changed = useAccessChanged()
  const roles = useRoleChoices()
  const people = usePeople()
  const [edited, setEdited] = useState<Person>()
  const [leaving, setLeaving] = useState<Person>()
  const unlock = useMutation({
    mutationFn: (username: string) => send('POST', `users/${username}/unlock`),
    onSettled: changed,
  })
  const actions = (person: Person) => (
    <Space size={0} wrap>
      <Button size="small" type="link" onClick={() => setEdited(person)}>
        {t('people.access')}
      </Button>
      {mayWrite && person.lockedAt !== null && (
        <ConfirmAction
          label={t('people.unlock')}
          question={t('people.unlockQuestion', { name: person.displayName })}
          consequence={t('people.unlockHint')}
          button={{ size: 'small', type: 'link' }}
          onConfirm={() => unlock.mutateAsync(person.username)}
        />
      )}
      {mayWrite && person.active && person.username !== me.username && (
        <Button size="small" type="link" danger onClick={() => setLeaving(person)}>
          {t('people.handOver')}
        </Button>
      )}
    </Space>
  )
  return (
    <>
      <ProblemAlert error={unlock.error} />
      <AccessTable<{ items: Person[] }, Person>
        title={t('tab.people')}
        result={people}
        rowsOf={(data) => data.items}
        rowKey={(row) => row.username}
        empty={{ title: t('none') }}
        columns={[
          { key: 'name', title: t('people.name'), dataIndex: 'displayName' },
          { key: 'username', title: t('people.username'), dataIndex: 'username' },
          { key: 'role', title: t('people.role'), render: (_, row) => labelOf(roles, row.role) },
          {
            key: 'state',
            stack: 'aside',
            title: t('people.state'),
            render: (_, row) => <State person={row} />,
          },
          { key: 'action', title: t('action'), render: (_, row) => actions(row) },
        ]}
      />
      {edited !== undefined && (
        <PersonDrawer person={edited} readOnly={!mayWrite} onClose={() => setEdited(undefined)} />
      )}
      {leaving !== undefined && <HandOverDrawer person={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  )
}
