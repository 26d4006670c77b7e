import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Divider, Flex, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { grades } from './cause'
import type { EffectForm } from './settings-form'
import { useRoles } from './use-roles'

const fresh: EffectForm = {
  name: { zh: '', en: '' },
  when: { direction: 'down', notches: 1, grades: [], vetoOnly: false },
  ...{ propose: false, cutPercent: null, approval: false, freeze: false },
  ...{ notifyOwner: true, notifyRoles: [], reviewInDays: null },
}

function When({ at }: { at: number }) {
  const { t } = useTranslation('rerating')
  return (
    <Flex gap="middle" wrap>
      <Form.Item name={[at, 'name', 'zh']} label={t('settings.effect.nameZh')} rules={[{ required: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={[at, 'name', 'en']} label={t('settings.effect.nameEn')} rules={[{ required: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={[at, 'when', 'direction']} label={t('settings.effect.direction')}>
        <Select
          style={{ minWidth: 100 }}
          options={(['down', 'up'] as const).map((value) => ({
            value,
            label: t(`moves.direction.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name={[at, 'when', 'notches']}
        label={t('settings.effect.notches')}
        rules={[{ required: true }]}
      >
        <InputNumber min={1} max={4} precision={0} />
      </Form.Item>
      <Form.Item name={[at, 'when', 'grades']} label={t('settings.effect.grades')}>
        <Select
          mode="multiple"
          style={{ minWidth: 160 }}
          placeholder={t('settings.effect.anyGrade')}
          options={grades.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name={[at, 'when', 'vetoOnly']} valuePropName="checked" label=" ">
        <Checkbox>{t('settings.effect.vetoOnly')}</Checkbox>
      </Form.Item>
    </Flex>
  )
}

function Then({ at }: { at: number }) {
  const { t } = useTranslation('rerating')
  const roles = useRoles()
  return (
    <Flex gap="middle" wrap>
      {(['propose', 'approval', 'freeze', 'notifyOwner'] as const).map((key) => (
        <Form.Item key={key} name={[at, key]} valuePropName="checked" label=" ">
          <Checkbox>{t(`settings.effect.${key}`)}</Checkbox>
        </Form.Item>
      ))}
      <Form.Item name={[at, 'cutPercent']} label={t('settings.effect.cut')}>
        <InputNumber min={0.01} max={100} suffix="%" />
      </Form.Item>
      <Form.Item name={[at, 'reviewInDays']} label={t('settings.effect.review')}>
        <InputNumber min={0} max={365} precision={0} suffix={t('settings.days')} />
      </Form.Item>
      <Form.Item name={[at, 'notifyRoles']} label={t('settings.effect.notifyRoles')}>
        <Select mode="multiple" style={{ minWidth: 220 }} options={roles} />
      </Form.Item>
    </Flex>
  )
}

/** What follows from a change of grade, one block per rule; every rule whose condition holds is taken. */
export function EffectFields() {
  const { t } = useTranslation('rerating')
  return (
    <Form.List name="effects">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key}>
              <When at={name} />
              <Then at={name} />
              <Button danger icon={<DeleteOutlined />} onClick={() => remove(name)}>
                {t('settings.effect.remove')}
              </Button>
              <Divider />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(fresh)}>
            {t('settings.effect.add')}
          </Button>
        </>
      )}
    </Form.List>
  )
}
