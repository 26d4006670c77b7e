import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { scopes, useChart, useRoleChoices, useSegments } from './api'
import styles from './access.module.css'

/** Where a role of the scope department or segment counts. */
function ScopeDetail({ index }: { index: number }) {
  const { t } = useTranslation('access')
  const departments = useChart().data?.departments ?? []
  const segments = useSegments().data?.items ?? []
  return (
    <Form.Item noStyle dependencies={[['roles', index, 'scope']]}>
      {({ getFieldValue }) => {
        const scope: unknown = getFieldValue(['roles', index, 'scope'])
        if (scope === 'department')
          return (
            <Form.Item name={[index, 'departmentCode']} label={t('people.departments')}>
              <Select
                allowClear
                placeholder={t('people.ownDepartments')}
                options={departments.map(({ code, name }) => ({ value: code, label: name }))}
              />
            </Form.Item>
          )
        return scope === 'segment' ? (
          <Form.Item
            name={[index, 'segmentCodes']}
            label={t('people.segments')}
            rules={[{ required: true, message: t('needed') }]}
          >
            <Select
              mode="multiple"
              options={segments.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </Form.Item>
        ) : null
      }}
    </Form.Item>
  )
}

/** The roles of a person, the main one first, each with the customers it is for. */
export function RoleFields() {
  const { t } = useTranslation('access')
  const choices = useRoleChoices()
  const rules = [{ required: true, message: t('needed') }]
  return (
    <Form.List name="roles">
      {(fields, { add, remove }) => (
        <fieldset className={styles.list}>
          <legend>{t('people.roles')}</legend>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.entry}>
              {name === 0 ? (
                <Tag>{t('people.main')}</Tag>
              ) : (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('remove')}
                  onClick={() => remove(name)}
                />
              )}
              <Form.Item name={[name, 'roleCode']} label={t('duties.a')} rules={rules}>
                <Select options={choices} />
              </Form.Item>
              <Form.Item name={[name, 'scope']} label={t('role.scope')} rules={rules}>
                <Select options={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))} />
              </Form.Item>
              <ScopeDetail index={name} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ scope: 'own', segmentCodes: [] })}>
            {t('people.addRole')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  )
}
