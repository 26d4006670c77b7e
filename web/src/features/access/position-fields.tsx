import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChart } from './api'
import styles from './access.module.css'

/** The positions of a person, the main one first. */
export function PositionFields() {
  const { t } = useTranslation('access')
  const chart = useChart().data
  const options = (rows: readonly { code: string; name: string }[] = []) =>
    rows.map(({ code, name }) => ({ value: code, label: name }))
  const rules = [{ required: true, message: t('needed') }]
  return (
    <Form.List name="positions">
      {(fields, { add, remove }) => (
        <fieldset className={styles.list}>
          <legend>{t('people.positions')}</legend>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.entry}>
              {name === 0 && <Tag>{t('people.main')}</Tag>}
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('remove')}
                onClick={() => remove(name)}
              />
              <Form.Item name={[name, 'departmentCode']} label={t('people.departments')} rules={rules}>
                <Select options={options(chart?.departments)} />
              </Form.Item>
              <Form.Item name={[name, 'positionCode']} label={t('people.position')} rules={rules}>
                <Select options={options(chart?.positions)} />
              </Form.Item>
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add()}>
            {t('people.addPosition')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  )
}
