import { Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { recordAct, useLetters, type Act, type Claim } from './api'

const kinds = ['demand', 'consent', 'suit', 'suit_ended'] as const
const channels = [
  'letter',
  'email',
  'sms',
  'wecom',
  'dingtalk',
  'feishu',
  'call',
  'visit',
  'statement',
] as const
const more = ['promise', 'plan', 'court', 'newspaper', 'other'] as const
const grades = ['signed', 'receipt', 'should_arrive', 'call_only'] as const

interface Fields {
  kind: Act['kind']
  on: Dayjs
  channel: Act['channel']
  proofGrade?: (typeof grades)[number]
  letterId?: string
  recipient?: string
  recipientRole?: string
  evidence: string
}

interface ActDrawerProps {
  claim: Claim
  today: string
  onClose: () => void
  onSaved: () => void
}

const court = (kind: unknown) => kind === 'suit' || kind === 'suit_ended'

/** Records what begins the limitation period anew, with what proves it; it cannot be changed afterwards. */
export function ActDrawer({ claim, today, onClose, onSaved }: ActDrawerProps) {
  const { t } = useTranslation('claims')
  const letters = useLetters(claim.customerCode).data ?? []
  const rules = [{ required: true, message: t('needed') }]
  const send = ({ on, proofGrade, ...fields }: Fields) =>
    recordAct({
      ...{ ...fields, customerCode: claim.customerCode, on: on.format('YYYY-MM-DD') },
      proofGrade: court(fields.kind) ? null : (proofGrade ?? null),
      items: [{ documentId: claim.documentId, itemNo: claim.itemNo }],
    })
  return (
    <FormDrawer<Fields, unknown>
      title={t('act.record')}
      initial={{ kind: 'demand', on: dayjs(today), channel: 'letter', proofGrade: 'receipt' }}
      send={send}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('act.kind')}>
        <Select options={kinds.map((value) => ({ value, label: t(`cause.${value}`) }))} />
      </Form.Item>
      <DayItem name="on" label={t('act.on')} rules={rules}>
        <DayField maxDate={dayjs(today)} />
      </DayItem>
      <Form.Item name="channel" label={t('act.channel')}>
        <Select options={[...channels, ...more].map((value) => ({ value, label: t(`channel.${value}`) }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) =>
          !court(getFieldValue('kind')) && (
            <Form.Item name="proofGrade" label={t('act.proof')} extra={t('act.proofHint')} rules={rules}>
              <Select options={grades.map((value) => ({ value, label: t(`proof.${value}`) }))} />
            </Form.Item>
          )
        }
      </Form.Item>
      {letters.length > 0 && (
        <Form.Item name="letterId" label={t('act.letter')}>
          <Select
            allowClear
            options={letters.map(({ id, reference, writtenOn }) => ({
              value: id,
              label: `${reference} · ${writtenOn}`,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="recipient" label={t('act.recipient')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="recipientRole" label={t('act.recipientRole')}>
        <Input maxLength={100} placeholder={t('act.recipientRoleHint')} />
      </Form.Item>
      <Form.Item name="evidence" label={t('act.evidence')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} placeholder={t('act.evidenceHint')} />
      </Form.Item>
    </FormDrawer>
  )
}
