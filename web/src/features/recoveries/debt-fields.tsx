import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { CustomerPicker } from '../../ui/customer-picker'
import { ItemChooser, type Obstacle } from './item-chooser'

export interface DebtValues {
  customer: string
  /** Keys of the chosen instalments; `nameOf` gives their names. */
  items: string[]
}

interface DebtFieldsProps {
  /** Whose debts, when that is known; what is past due of them is chosen. */
  customer: string | undefined
  /** What keeps an instalment from being chosen. */
  obstacles: readonly Obstacle[]
}

/** The fields of a form that say whose debts it is about and which. */
export function DebtFields({ customer, obstacles }: DebtFieldsProps) {
  const { t } = useTranslation('recoveries')
  const rules = [{ required: true, message: t('needed') }]
  return (
    <>
      <Form.Item name="customer" label={t('customer')} rules={rules}>
        <CustomerPicker />
      </Form.Item>
      <Form.Item noStyle dependencies={['customer']}>
        {({ getFieldValue }) => (
          <Form.Item name="items" label={t('items')} rules={rules}>
            <ItemChooser
              customer={getFieldValue('customer') as string | undefined}
              obstacles={obstacles}
              chosenFor={customer}
            />
          </Form.Item>
        )}
      </Form.Item>
    </>
  )
}
