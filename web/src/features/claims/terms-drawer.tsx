import { Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { recordTerms, type Claim } from './api'

const debtors = ['public_body', 'institution', 'large_enterprise', 'sme', 'other'] as const
type YesNo = 'yes' | 'no'

interface Fields {
  scope: 'invoice' | 'account'
  contract?: string
  signedOn?: Dayjs | null
  debtorKind?: (typeof debtors)[number]
  creditorSme?: YesNo
  smeDeclared?: YesNo
  percent?: string
  per?: 'year' | 'day'
  source: string
}

const truth = (value: YesNo | undefined) => (value === undefined ? null : value === 'yes')

/** Records what the contract says about late payment; it decides by which rule interest is computed. */
export function TermsDrawer(props: { claim: Claim; onClose: () => void; onSaved: () => void }) {
  const { claim, onClose, onSaved } = props
  const { t } = useTranslation('claims')
  const rules = [{ required: true, message: t('needed') }]
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: t(value) }))
  const send = (fields: Fields) =>
    recordTerms(claim.customerCode, {
      ...{ segment: claim.segment, contract: fields.contract ?? null, source: fields.source },
      documentId: fields.scope === 'invoice' ? claim.documentId : null,
      validFrom: claim.documentOn,
      signedOn: fields.signedOn?.format('YYYY-MM-DD') ?? null,
      debtorKind: fields.debtorKind ?? null,
      ...{ creditorSme: truth(fields.creditorSme), smeDeclared: truth(fields.smeDeclared) },
      agreed: fields.percent ? { percent: fields.percent, per: fields.per ?? 'year' } : null,
    })
  return (
    <FormDrawer<Fields, unknown>
      title={t('terms.record')}
      initial={{ scope: 'account', per: 'day' }}
      send={send}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="scope" label={t('terms.scope')}>
        <Select
          options={(['account', 'invoice'] as const).map((value) => ({ value, label: t(`terms.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="contract" label={t('terms.contract')}>
        <Input maxLength={200} />
      </Form.Item>
      <DayItem name="signedOn" label={t('terms.signedOn')}>
        <DayField />
      </DayItem>
      <Form.Item name="debtorKind" label={t('terms.debtorKind')}>
        <Select allowClear options={debtors.map((value) => ({ value, label: t(`debtor.${value}`) }))} />
      </Form.Item>
      <Form.Item name="creditorSme" label={t('terms.creditorSme')}>
        <Select allowClear options={yesNo} />
      </Form.Item>
      <Form.Item name="smeDeclared" label={t('terms.smeDeclared')}>
        <Select allowClear options={yesNo} />
      </Form.Item>
      <Form.Item
        name="percent"
        label={t('terms.percent')}
        rules={[{ pattern: /^\d{1,3}(\.\d{1,5})?$/, message: t('terms.percentShape') }]}
      >
        <Input inputMode="decimal" suffix="%" />
      </Form.Item>
      <Form.Item name="per" label={t('terms.per')}>
        <Select
          options={(['day', 'year'] as const).map((value) => ({ value, label: t(`interest.per.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="source" label={t('terms.source')} rules={rules}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
