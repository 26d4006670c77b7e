import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { send, useAccessData, usePersonChoices, type OpenWork, type Person } from './api'
import { DrawerForm } from './drawer-form'

const parts = [
  ...(['customers', 'openHolds', 'claimedHolds', 'approvalsToDecide', 'approvalsStarted'] as const),
  ...(['openLimitRequests', 'departmentsManaged', 'reports'] as const),
]

/** Shows what waits on somebody who leaves, and hands all of it to a successor in one act. */
export function HandOverDrawer({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { username, displayName } = person
  const work = useAccessData<OpenWork>(`/api/v1/users/${username}/open-work`).data
  const people = usePersonChoices().filter(({ value }) => value !== username)
  return (
    <DrawerForm<{ to: string }>
      title={`${t('people.handOver')} · ${displayName}`}
      initial={{}}
      save={(body) => send('POST', `users/${username}/hand-over`, body)}
      onClose={onClose}
    >
      <p>{t('people.handOverLead')}</p>
      {work !== undefined && (
        <ul>
          {parts.map((part) => (
            <li key={part}>{t(`work.${part}`, { count: work[part] })}</li>
          ))}
        </ul>
      )}
      <Form.Item name="to" label={t('people.handOverTo')} rules={[{ required: true, message: t('needed') }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={people} />
      </Form.Item>
    </DrawerForm>
  )
}
