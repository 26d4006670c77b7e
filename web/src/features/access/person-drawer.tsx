import { Alert, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { send, useAccessData, usePersonChoices, type Access, type Person } from './api'
import { DrawerForm } from './drawer-form'
import styles from './access.module.css'
import { IdentitiesPanel } from './identities-panel'
import { PositionFields } from './position-fields'
import { RoleFields } from './role-fields'

interface Fields {
  roles: (Omit<Access['roles'][number], 'main'> & { main?: boolean })[]
  positions: (Omit<Access['positions'][number], 'main'> & { main?: boolean })[]
  managerUsername?: string | null
}

/** The first entry is the main one. */
function withMain<Row extends object>(rows: readonly Row[] = []): (Row & { main: boolean })[] {
  return rows.map((row, index) => ({ ...row, main: index === 0 }))
}

async function saveAccess(username: string, fields: Fields, before: Access): Promise<void> {
  const roles = withMain(fields.roles).map((role) => ({
    ...role,
    departmentCode: role.scope === 'department' ? (role.departmentCode ?? null) : null,
    segmentCodes: role.scope === 'segment' ? (role.segmentCodes ?? []) : [],
  }))
  const positions = withMain(fields.positions)
  const managerUsername = fields.managerUsername ?? null
  const places = { positions, managerUsername }
  if (
    JSON.stringify(places) !==
    JSON.stringify({ positions: before.positions, managerUsername: before.managerUsername })
  )
    await send('PUT', `users/${username}/positions`, places)
  if (JSON.stringify(roles) !== JSON.stringify(before.roles))
    await send('PUT', `users/${username}/roles`, { roles })
}

/** What a person may do, for which customers, and where they stand. */
export function PersonDrawer(props: { person: Person; readOnly: boolean; onClose: () => void }) {
  const { person, readOnly, onClose } = props
  const { t } = useTranslation('access')
  const { username, displayName } = person
  const access = useAccessData<Access>(`/api/v1/users/${username}/access`).data
  const people = usePersonChoices().filter(({ value }) => value !== username)
  if (access === undefined) return <PanelSkeleton rows={2} />
  return (
    <DrawerForm<Fields>
      title={`${t('people.access')} · ${displayName}`}
      initial={access}
      save={(fields) => saveAccess(username, fields, access)}
      onClose={onClose}
      readOnly={readOnly}
      below={
        <div className={styles.stack}>
          <IdentitiesPanel username={username} mayUnlink={!readOnly} />
          <HistoryPanel objectType="user" objectId={username} />
        </div>
      }
    >
      <Alert type="info" title={t('people.rolesHint')} />
      <RoleFields />
      <PositionFields />
      <Form.Item name="managerUsername" label={t('people.manager')} extra={t('people.managerHint')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={people} />
      </Form.Item>
    </DrawerForm>
  )
}
