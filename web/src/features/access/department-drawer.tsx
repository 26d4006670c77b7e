import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { send, usePersonChoices, type Department } from './api'
import { DrawerForm } from './drawer-form'

interface DepartmentDrawerProps {
  department: Department | undefined
  departments: readonly Department[]
  onClose: () => void
}

/** A legal entity or department: what it is called, where it lies, who manages it. */
export function DepartmentDrawer({ department, departments, onClose }: DepartmentDrawerProps) {
  const { t } = useTranslation('access')
  const people = usePersonChoices()
  const needed = { required: true, whitespace: true, message: t('needed') }
  const others = departments.filter(({ code }) => code !== department?.code)
  return (
    <DrawerForm<Department>
      title={t(department === undefined ? 'chart.add' : 'chart.edit')}
      initial={department ?? { kind: departments.length === 0 ? 'legal-entity' : 'department' }}
      save={({ code, name, kind, parentCode, managerUsername }) =>
        send('PUT', `departments/${encodeURIComponent(code)}`, {
          ...{ name, kind },
          parentCode: parentCode ?? null,
          managerUsername: managerUsername ?? null,
        })
      }
      onClose={onClose}
      below={department !== undefined && <HistoryPanel objectType="department" objectId={department.code} />}
    >
      <Form.Item name="code" label={t('chart.code')} rules={[needed]}>
        <Input disabled={department !== undefined} maxLength={40} />
      </Form.Item>
      <Form.Item name="name" label={t('chart.name')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="kind" label={t('chart.kind')}>
        <Select
          options={(['legal-entity', 'department'] as const).map((value) => ({
            value,
            label: t(`chart.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="parentCode" label={t('chart.parent')}>
        <Select allowClear options={others.map(({ code, name }) => ({ value: code, label: name }))} />
      </Form.Item>
      <Form.Item name="managerUsername" label={t('chart.manager')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={people} />
      </Form.Item>
    </DrawerForm>
  )
}
