import { App, Form, Radio } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useJoined } from '../../ui/use-joined'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { billInterest, type Claim, type InterestNote } from './api'

interface Fields {
  scope: 'item' | 'customer'
  dueOn: dayjs.Dayjs
}

interface NoteDrawerProps {
  claim: Claim
  until: string | undefined
  today: string
  onClose: () => void
  onSaved: () => void
}

/** Bills late interest, of this receivable or of everything that is overdue: an invoice that is matched like any other. */
export function NoteDrawer({ claim, until, today, onClose, onSaved }: NoteDrawerProps) {
  const { t } = useTranslation('claims')
  const { message } = App.useApp()
  const joined = useJoined()
  const send = ({ scope, dueOn }: Fields) =>
    billInterest(claim.customerCode, {
      ...{ until: until ?? null, dueOn: dueOn.format('YYYY-MM-DD') },
      items: scope === 'customer' ? [] : [{ documentId: claim.documentId, itemNo: claim.itemNo }],
    })
  return (
    <FormDrawer<Fields, { notes: readonly InterestNote[] }>
      title={t('note.title')}
      initial={{ scope: 'item', dueOn: dayjs(today) }}
      send={send}
      onSaved={({ notes }) => {
        void message.success(t('note.issued', { numbers: joined(notes.map(({ number }) => number)) }))
        onSaved()
      }}
      onClose={onClose}
    >
      <Form.Item name="scope" label={t('note.scope')}>
        <Radio.Group
          options={(['item', 'customer'] as const).map((value) => ({ value, label: t(`waiver.${value}`) }))}
        />
      </Form.Item>
      <DayItem
        name="dueOn"
        label={t('note.dueOn')}
        extra={t('note.hint', { until: until ?? today })}
        rules={[{ required: true, message: t('needed') }]}
      >
        <DayField minDate={dayjs(today)} />
      </DayItem>
    </FormDrawer>
  )
}
