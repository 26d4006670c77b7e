import { App, Checkbox, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { FormDrawer } from '../../ui/form-drawer'
import { formatAmount } from '../../ui/format-amount'
import { DayField, DayItem } from '../../ui/days/day-field'
import type { KeptFile } from './evidence-api'
import { EvidenceDrop } from './evidence-drop'
import {
  logContact,
  useCollected,
  useDisputeReasons,
  type Cockpit,
  type ContactBody,
  type Outcome,
} from './api'

interface Fields {
  channel: ContactBody['channel']
  recipient?: string
  note?: string
  payOn?: Dayjs | null
  reasonCode?: string
  items?: string[]
  nextOn?: Dayjs | null
  nextText?: string
  doneTasks?: string[]
  evidence?: KeptFile[]
  signed?: boolean
}

const channels = ['phone', 'visit', 'wecom', 'email', 'letter'] as const
const keyOf = ({ source, number, itemNo }: { source: string; number: string; itemNo: number }) =>
  JSON.stringify([source, number, itemNo])

const said = (text: string | undefined) =>
  text === undefined || text.trim() === '' ? undefined : text.trim()

function bodyOf(outcome: Outcome, fields: Fields, { items }: Cockpit): ContactBody {
  const chosen = items
    .filter((item) => fields.items?.includes(keyOf(item)) ?? false)
    .map(({ source, number, itemNo }) => ({ source, number, itemNo }))
  const { nextOn, payOn, reasonCode, doneTasks = [], evidence = [], signed = false } = fields
  const [note, recipient, nextText] = [said(fields.note), said(fields.recipient), said(fields.nextText)]
  return {
    ...{ channel: fields.channel, outcome, doneTasks, signed, evidence: evidence.map(({ id }) => id) },
    ...(note === undefined ? {} : { note }),
    ...(recipient === undefined ? {} : { recipient }),
    ...(outcome === 'promised' && payOn
      ? { promise: { payOn: payOn.format('YYYY-MM-DD'), items: chosen } }
      : {}),
    ...(outcome === 'disputed' && reasonCode !== undefined
      ? { dispute: { reasonCode, description: note ?? '', items: chosen } }
      : {}),
    ...(nextOn ? { next: { on: nextOn.format('YYYY-MM-DD'), text: nextText ?? note ?? outcome } } : {}),
  }
}

interface LogContactProps {
  code: string
  outcome: Outcome
  cockpit: Cockpit
  onClose: () => void
}

/** Notes a contact in seconds: the outcome is chosen already; Ctrl + Enter saves. */
export function LogContact({ code, outcome, cockpit, onClose }: LogContactProps) {
  const { t } = useTranslation('worklist')
  const text = useText()
  const { message } = App.useApp()
  const collected = useCollected()
  const reasons = useDisputeReasons().data?.items.filter(({ active }) => active) ?? []
  const needed = [{ required: true, message: t('log.needed') }]
  const binds = outcome === 'promised' || outcome === 'disputed'
  const overdue = cockpit.items.filter(({ daysOverdue }) => daysOverdue > 0)
  const due = cockpit.tasks.filter(({ dueOn }) => !dayjs(dueOn).isAfter(dayjs(), 'day'))
  return (
    <FormDrawer<Fields, unknown>
      title={`${t('log.title')} · ${t(`outcome.${outcome}`)}`}
      initial={{
        channel: 'phone',
        items: (overdue.length > 0 ? overdue : cockpit.items).map(keyOf),
        doneTasks: due.map(({ id }) => id),
        ...(outcome === 'promised' ? { payOn: dayjs().add(7, 'day') } : {}),
        ...(outcome === 'no_answer' || outcome === 'call_back' ? { nextOn: dayjs().add(1, 'day') } : {}),
      }}
      send={(fields) => logContact(code, bodyOf(outcome, fields, cockpit))}
      onSaved={() => {
        collected()
        void message.success(t('log.saved'))
        onClose()
      }}
      onClose={onClose}
    >
      {outcome === 'promised' && (
        <DayItem name="payOn" label={t('log.payOn')} rules={needed}>
          <DayField minDate={dayjs()} />
        </DayItem>
      )}
      {outcome === 'disputed' && (
        <Form.Item name="reasonCode" label={t('log.reason')} rules={needed}>
          <Select
            options={reasons.map(({ code: value, nameZh: zh, nameEn: en }) => ({
              value,
              label: text({ zh, en }),
            }))}
          />
        </Form.Item>
      )}
      {binds && (
        <Form.Item name="items" label={t('log.items')} rules={needed}>
          <Select
            mode="multiple"
            options={cockpit.items.map((item) => ({
              value: keyOf(item),
              label: `${item.number} / ${item.itemNo} · ${formatAmount(item.open.amount)}`,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('log.note')} rules={outcome === 'disputed' ? needed : []}>
        <Input.TextArea
          rows={3}
          maxLength={1000}
          autoFocus={!binds}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit()
          }}
        />
      </Form.Item>
      <Form.Item name="recipient" label={t('log.recipient')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="channel" label={t('log.channel')}>
        <Select options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      </Form.Item>
      <DayItem name="nextOn" label={t('log.nextOn')}>
        <DayField minDate={dayjs()} />
      </DayItem>
      <Form.Item name="nextText" label={t('log.nextText')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="evidence" label={t('evidence.title')}>
        <EvidenceDrop code={code} />
      </Form.Item>
      <Form.Item name="signed" valuePropName="checked">
        <Checkbox>{t('log.signed')}</Checkbox>
      </Form.Item>
      {due.length > 0 && (
        <Form.Item name="doneTasks" label={t('log.doneTasks')}>
          <Checkbox.Group options={due.map(({ id, text: label }) => ({ value: id, label }))} />
        </Form.Item>
      )}
    </FormDrawer>
  )
}
