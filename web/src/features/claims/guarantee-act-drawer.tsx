import { Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { recordGuaranteeAct, type Guarantee } from './api'

const kinds = ['sued_debtor', 'demanded_guarantor', 'consented', 'released'] as const

interface Fields {
  kind: (typeof kinds)[number]
  on: Dayjs
  scope: 'invoice' | 'all'
  evidence: string
}

interface GuaranteeActDrawerProps {
  guarantee: Guarantee
  documentId: string
  onClose: () => void
  onSaved: () => void
}

/** Records what keeps a guarantee within its period, or ends it, with what proves it. */
export function GuaranteeActDrawer({ guarantee, documentId, onClose, onSaved }: GuaranteeActDrawerProps) {
  const { t } = useTranslation('claims')
  const required = [{ required: true, message: t('needed') }]
  const joint = guarantee.mode === 'joint'
  return (
    <FormDrawer<Fields, unknown>
      title={`${t('guarantee.act')} · ${guarantee.guarantor}`}
      initial={{ kind: joint ? 'demanded_guarantor' : 'sued_debtor', on: dayjs(), scope: 'invoice' }}
      send={({ kind, on, scope, evidence }) =>
        recordGuaranteeAct(guarantee.id, {
          ...{ kind, on: on.format('YYYY-MM-DD'), evidence },
          documentId: scope === 'invoice' ? documentId : null,
        })
      }
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item
        name="kind"
        label={t('act.kind')}
        extra={t(joint ? 'guarantee.must.demand_guarantor' : 'guarantee.must.sue_debtor')}
      >
        <Select options={kinds.map((value) => ({ value, label: t(`guarantee.acts.${value}`) }))} />
      </Form.Item>
      <DayItem name="on" label={t('guarantee.on')} rules={required}>
        <DayField maxDate={dayjs()} />
      </DayItem>
      <Form.Item name="scope" label={t('guarantee.actScope')}>
        <Select
          options={(['invoice', 'all'] as const).map((value) => ({
            value,
            label: t(`guarantee.for.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="evidence" label={t('act.evidence')} rules={required}>
        <Input.TextArea rows={3} maxLength={1000} placeholder={t('act.evidenceHint')} />
      </Form.Item>
    </FormDrawer>
  )
}
