import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrganisation } from '../../session/organisation'
import { FormDrawer } from '../../ui/form-drawer'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { evidenceKinds, putReason, type WriteOffReason } from './api'

interface Fields {
  code: string
  nameZh: string
  nameEn: string
  sourceZh: string
  sourceEn: string
  overdueMonths?: number | null
  amountMax?: string
  evidence: WriteOffReason['evidence']
  active: boolean
}

function fieldsOf(reason: WriteOffReason | undefined): Partial<Fields> {
  if (reason === undefined) return { evidence: [], active: true }
  const { code, name, source, overdueMonths, amountMax, evidence, active } = reason
  return {
    ...{ code, nameZh: name.zh, nameEn: name.en, sourceZh: source.zh, sourceEn: source.en },
    ...{ overdueMonths, amountMax: amountMax?.amount ?? '', evidence, active },
  }
}

interface ReasonDrawerProps {
  /** Left out for a new one. */
  reason: WriteOffReason | undefined
  onClose: () => void
  onSaved: () => void
}

/** A reason for write-offs; one that was used stays, and is retired by switching it off. */
export function ReasonDrawer({ reason, onClose, onSaved }: ReasonDrawerProps) {
  const { t } = useTranslation('recoveries')
  const amountRule = useAmountRule()
  const currency = useOrganisation().data?.baseCurrency ?? 'CNY'
  const rules = [{ required: true, whitespace: true, message: t('needed') }]
  const send = ({ code, nameZh, nameEn, sourceZh, sourceEn, amountMax, ...rest }: Fields) =>
    putReason(code, {
      ...{ name: { zh: nameZh, en: nameEn }, source: { zh: sourceZh, en: sourceEn } },
      amountMax: amountMax ? { amount: amountMax, currency } : null,
      ...{ overdueMonths: rest.overdueMonths ?? null, evidence: rest.evidence, active: rest.active },
    })
  return (
    <FormDrawer<Fields, unknown>
      title={t(reason === undefined ? 'reasons.add' : 'reasons.edit')}
      size="large"
      initial={fieldsOf(reason)}
      send={send}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item
        name="code"
        label={t('reasons.code')}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9_-]{0,39}$/, message: t('reasons.codeShape') }]}
      >
        <Input maxLength={40} disabled={reason !== undefined} />
      </Form.Item>
      {(['nameZh', 'nameEn', 'sourceZh', 'sourceEn'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(`reasons.${name}`)} rules={rules}>
          <Input maxLength={name.startsWith('name') ? 100 : 200} />
        </Form.Item>
      ))}
      <Form.Item name="overdueMonths" label={t('reasons.months')} extra={t('reasons.monthsHint')}>
        <InputNumber min={1} max={240} precision={0} />
      </Form.Item>
      <Form.Item name="amountMax" label={t('reasons.amountMax')} rules={[amountRule({ currency })]}>
        <AmountInput suffix={currency} />
      </Form.Item>
      <Form.Item name="evidence" label={t('evidence.title')}>
        <Select
          mode="multiple"
          options={evidenceKinds.map((value) => ({ value, label: t(`evidence.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="active" label={t('reasons.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}
