import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOwnerOptions } from '../../session/people'
import { useUser } from '../../session/session'
import { FormDrawer } from '../../ui/form-drawer'
import { handOver, kinds, type HandOver, type HandOverBody } from './api'
import { DebtFields, type DebtValues } from './debt-fields'
import { nameOf } from './item-chooser'
import styles from './recoveries.module.css'

interface Fields extends DebtValues {
  kind: HandOverBody['kind']
  handler: string
  firm?: string
  reason: string
}

function send({ customer, items, firm, ...rest }: Fields): Promise<HandOver> {
  const said = firm?.trim()
  return handOver(customer, { ...rest, ...(said ? { firm: said } : {}), items: items.map(nameOf) })
}

interface NewHandOverProps {
  /** Whose debts, when that is known; what is past due of them is chosen. */
  customer: string | undefined
  onClose: () => void
  onSaved: (one: HandOver) => void
}

const obstacles = ['planned', 'handedOver'] as const

/** Hands instalments of a customer over to court or to an agency. */
export function NewHandOver({ customer, onClose, onSaved }: NewHandOverProps) {
  const { t } = useTranslation('recoveries')
  const { username } = useUser()
  const colleagues = useOwnerOptions()
  const rules = [{ required: true, message: t('needed') }]
  return (
    <FormDrawer<Fields, HandOver>
      title={t('handOver.new')}
      size="large"
      initial={{ ...(customer === undefined ? {} : { customer }), kind: 'lawsuit', handler: username }}
      send={send}
      onSaved={onSaved}
      onClose={onClose}
    >
      <p className={styles.hint}>{t('handOver.newHint')}</p>
      <DebtFields customer={customer} obstacles={obstacles} />
      <Form.Item name="kind" label={t('kind.title')} rules={rules}>
        <Select options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="handler" label={t('handler')} rules={rules}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={[...colleagues]} />
      </Form.Item>
      <Form.Item name="firm" label={t('firm')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
