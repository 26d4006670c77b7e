import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { FormDrawer } from '../../ui/form-drawer'
import { requestWriteOff, useReasons } from './api'
import { DebtFields, type DebtValues } from './debt-fields'
import { nameOf } from './item-chooser'
import styles from './recoveries.module.css'

interface Fields extends DebtValues {
  reasonCode: string
  explanation: string
}

type Asked = Awaited<ReturnType<typeof requestWriteOff>>

interface NewWriteOffProps {
  /** Whose debts, when that is known; what is past due of them is chosen. */
  customer: string | undefined
  onClose: () => void
  onSaved: (asked: Asked) => void
}

const obstacles = ['planned'] as const

/** Asks for open instalments of a customer to be written off; somebody else approves. */
export function NewWriteOff({ customer, onClose, onSaved }: NewWriteOffProps) {
  const { t } = useTranslation('recoveries')
  const text = useText()
  const reasons = useReasons().data ?? []
  const rules = [{ required: true, message: t('needed') }]
  return (
    <FormDrawer<Fields, Asked>
      title={t('writeOff.new')}
      size="large"
      initial={customer === undefined ? {} : { customer }}
      send={({ customer: code, items, ...rest }) =>
        requestWriteOff(code, { ...rest, items: items.map(nameOf) })
      }
      onSaved={onSaved}
      onClose={onClose}
    >
      <p className={styles.hint}>{t('writeOff.newHint')}</p>
      <DebtFields customer={customer} obstacles={obstacles} />
      <Form.Item name="reasonCode" label={t('writeOff.reason')} rules={rules}>
        <Select
          options={reasons
            .filter(({ active }) => active)
            .map(({ code, name, source }) => ({ value: code, label: text(name), title: text(source) }))}
        />
      </Form.Item>
      <Form.Item name="explanation" label={t('writeOff.explanation')} rules={rules}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
