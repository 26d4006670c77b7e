import { Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { outcomes, reachStage, useActed, type HandOver, type StageBody } from './api'

interface Fields {
  stage: StageBody['stage']
  on: Dayjs
  reference?: string
  note?: string
  outcome?: NonNullable<StageBody['outcome']>
}

/** Notes that a case has come to a stage, or that it is closed and how. */
export function StageDrawer({ one, onClose }: { one: HandOver; onClose: () => void }) {
  const { t } = useTranslation('recoveries')
  const acted = useActed()
  const rules = [{ required: true, message: t('needed') }]
  const send = ({ stage, on, reference, note, outcome }: Fields) =>
    reachStage(one.id, {
      ...{ stage, on: on.format('YYYY-MM-DD') },
      ...(reference?.trim() ? { reference: reference.trim() } : {}),
      ...(note?.trim() ? { note: note.trim() } : {}),
      ...(stage === 'closed' && outcome ? { outcome } : {}),
    })
  return (
    <FormDrawer<Fields, HandOver>
      title={t('stage.note')}
      initial={{ on: dayjs() }}
      send={send}
      onClose={onClose}
      onSaved={() => {
        acted()
        onClose()
      }}
    >
      <Form.Item name="stage" label={t('stage.title')} rules={rules}>
        <Select options={one.nextStages.map((value) => ({ value, label: t(`stage.${value}`) }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['stage']}>
        {({ getFieldValue }) =>
          getFieldValue('stage') === 'closed' && (
            <Form.Item name="outcome" label={t('outcome.title')} rules={rules} extra={t('outcome.hint')}>
              <Select options={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
            </Form.Item>
          )
        }
      </Form.Item>
      <DayItem name="on" label={t('day')} rules={rules}>
        <DayField allowClear={false} maxDate={dayjs()} />
      </DayItem>
      <Form.Item name="reference" label={t('reference')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
