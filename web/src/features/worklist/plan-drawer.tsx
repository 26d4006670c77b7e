import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { useCollected, type Cockpit, type OpenItem } from './api'
import { askForPlan, type AskedPlan, type PlanBody } from './plan-api'
import { RatesField } from './rates-field'
import { intervals, lessOf, ratesOf, sumOf, type Interval, type Rate } from './schedule'

interface Fields {
  items: string[]
  count: number
  firstOn: Dayjs
  interval: Interval
  /** Made anew when what is above them changes, then changed by hand. */
  rates?: Rate[]
  reason: string
}

const keyOf = ({ source, number, itemNo }: OpenItem) => JSON.stringify([source, number, itemNo])
const freeOf = ({ open, disputed }: OpenItem) => lessOf(open.amount, disputed.amount)
const isFree = (item: OpenItem) =>
  Number(freeOf(item)) > 0 && Number(item.planned.amount) === 0 && Number(item.promised.amount) === 0

/** What a plan can cover: nothing promised or planned, and of one currency, that of the oldest. */
function coverable(items: readonly OpenItem[]): readonly OpenItem[] {
  const free = items.filter(isFree)
  return free.filter(({ open }) => open.currency === free[0]?.open.currency)
}

function bodyOf({ items, reason, rates = [] }: Fields, from: readonly OpenItem[]): PlanBody {
  const chosen = from.filter((item) => items.includes(keyOf(item)))
  const currency = chosen[0]?.open.currency ?? ''
  return {
    reason: reason.trim(),
    items: chosen.map(({ source, number, itemNo }) => ({ source, number, itemNo })),
    rates: rates.map(({ dueOn, amount }) => ({ dueOn, amount: { amount, currency } })),
  }
}

interface PlanDrawerProps {
  code: string
  cockpit: Cockpit
  onClose: () => void
}

/** Asks for an instalment plan: what it covers, in how many rates, from when; the approval begins at once. */
export function PlanDrawer({ code, cockpit, onClose }: PlanDrawerProps) {
  const { t } = useTranslation('worklist')
  const { notification } = App.useApp()
  const navigate = useNavigate()
  const collected = useCollected()
  const items = coverable(cockpit.items)
  const overdue = items.filter(({ daysOverdue }) => daysOverdue > 0)
  const chosenFirst = overdue.length > 0 ? overdue : items
  const totalOf = (keys: readonly string[]) =>
    sumOf(items.filter((item) => keys.includes(keyOf(item))).map(freeOf))
  const generated = ({ items: keys = [], count, firstOn, interval }: Partial<Fields>): Rate[] => {
    if (!count || !firstOn || !interval || keys.length === 0) return []
    return ratesOf(totalOf(keys), count, firstOn.format('YYYY-MM-DD'), interval)
  }
  const initial = {
    count: 3,
    firstOn: dayjs().add(14, 'day'),
    interval: 'month' as const,
    items: chosenFirst.map(keyOf),
  }
  const needed = [{ required: true, message: t('log.needed') }]
  return (
    <FormDrawer<Fields, AskedPlan>
      title={t('planForm.title')}
      size="large"
      initial={{ ...initial, rates: generated(initial) }}
      derive={(changed, all) => ('rates' in changed || 'reason' in changed ? {} : { rates: generated(all) })}
      send={(fields) => askForPlan(code, bodyOf(fields, items))}
      onSaved={({ approvalCaseId, approvalNumber }) => {
        collected()
        notification.success({
          title: t('planForm.asked'),
          // Drawn outside the router: a link of it would find none.
          description: (
            <Button type="link" onClick={() => void navigate(`/approval-cases/${approvalCaseId}`)}>
              {approvalNumber}
            </Button>
          ),
        })
        onClose()
      }}
      onClose={onClose}
    >
      <Form.Item name="items" label={t('log.items')} rules={needed}>
        <Select
          mode="multiple"
          options={items.map((item) => ({
            value: keyOf(item),
            label: `${item.number} / ${item.itemNo} · ${freeOf(item)}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="count" label={t('planForm.count')} rules={needed}>
        <InputNumber min={1} max={60} precision={0} />
      </Form.Item>
      <DayItem name="firstOn" label={t('planForm.firstOn')} rules={needed}>
        <DayField minDate={dayjs()} allowClear={false} />
      </DayItem>
      <Form.Item name="interval" label={t('planForm.interval')}>
        <Select options={intervals.map((value) => ({ value, label: t(`planForm.every.${value}`) }))} />
      </Form.Item>
      <Form.Item name="rates" label={t('planForm.rates')} rules={needed}>
        <RatesField totalOf={totalOf} />
      </Form.Item>
      <Form.Item name="reason" label={t('planForm.reason')} rules={[{ ...needed[0], whitespace: true }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <p className="xh-quiet">{t('planForm.hint')}</p>
    </FormDrawer>
  )
}
