import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, InputNumber, Select, Space } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useSegmentOptions } from '../../session/segments'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { DayField, DayItem } from '../../ui/days/day-field'
import type { Dataset } from './api'
import { countSample, drawSample, type SampleRules } from './book-api'
import { BookCounts } from './book-counts'
import styles from './models.module.css'

interface Fields {
  name: string
  lastDay: Dayjs
  days: number
  apart: number
  overdueDays: number
  withinMonths: number
  doubtfulDays?: number | null
  minHistoryMonths: number
  segments: string[]
  also: ('writeOffs' | 'activeOnly' | 'turnedAway')[]
}

/** The observation days: the last one and so many before it, each so many months earlier. */
function daysOf({ lastDay, days, apart }: Pick<Fields, 'lastDay' | 'days' | 'apart'>): string[] {
  return Array.from({ length: days }, (_, at) => lastDay.subtract(at * apart, 'month').format('YYYY-MM-DD'))
}

function rulesOf({ also, doubtfulDays, name: _, lastDay, days, apart, ...rules }: Fields): SampleRules {
  return {
    ...rules,
    observationDays: daysOf({ lastDay, days, apart }),
    doubtfulDays: doubtfulDays ?? null,
    writeOffs: also.includes('writeOffs'),
    activeOnly: also.includes('activeOnly'),
    turnedAway: also.includes('turnedAway'),
  }
}

const numbers = [
  ['days', 1, 24],
  ['apart', 1, 12],
  ['overdueDays', 1, 365],
  ['withinMonths', 1, 24],
  ['doubtfulDays', 0, 364],
  ['minHistoryMonths', 0, 60],
] as const

function Definition() {
  const { t } = useTranslation('models')
  const segments = useSegmentOptions()
  const rules = [{ required: true, message: t('new.required') }]
  return (
    <>
      <div className={styles.pick}>
        <DayItem name="lastDay" label={t('book.lastDay')} rules={rules}>
          <DayField maxDate={dayjs()} allowClear={false} />
        </DayItem>
        {numbers.map(([name, min, max]) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`book.${name}`)}
            rules={name === 'doubtfulDays' ? [] : rules}
          >
            <InputNumber min={min} max={max} precision={0} />
          </Form.Item>
        ))}
      </div>
      <p className="xh-quiet">{t('book.hint')}</p>
      <Form.Item name="segments" label={t('book.segments')}>
        <Select mode="multiple" allowClear placeholder={t('book.allSegments')} options={[...segments]} />
      </Form.Item>
      <Form.Item name="also">
        <Checkbox.Group
          className={styles.choices ?? ''}
          options={(['writeOffs', 'activeOnly', 'turnedAway'] as const).map((value) => ({
            value,
            label: t(`book.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('book.name')} rules={rules}>
        <Input maxLength={80} />
      </Form.Item>
    </>
  )
}

/** Draws the data from the book: who is looked at and when, and who of them turned bad afterwards. */
export function BookSample({ onDrawn }: { onDrawn: (dataset: Dataset) => void }) {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const count = useMutation({ mutationFn: (fields: Fields) => countSample(rulesOf(fields)) })
  const draw = useMutation({
    mutationFn: (fields: Fields) => drawSample(fields.name, rulesOf(fields)),
    onSuccess: (dataset) => {
      void queries.invalidateQueries({ queryKey: ['model-datasets'] })
      onDrawn(dataset)
    },
  })
  const counting = () => void form.validateFields().then((fields) => count.mutate(fields))
  return (
    <Panel title={t('book.title')} extra={t('book.asOf')}>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          ...{ days: 4, apart: 3, overdueDays: 90, withinMonths: 12, minHistoryMonths: 0, segments: [] },
          ...{ lastDay: dayjs().subtract(12, 'month'), also: ['writeOffs'], name: t('book.standardName') },
        }}
        onValuesChange={() => count.reset()}
        onFinish={(fields) => draw.mutate(fields)}
      >
        <Definition />
        <ProblemAlert error={count.error ?? draw.error} />
        {count.data !== undefined && <BookCounts counted={count.data} />}
        <Space className={styles.foot ?? ''}>
          <Button onClick={counting} loading={count.isPending}>
            {t('book.count')}
          </Button>
          <Button type="primary" htmlType="submit" loading={draw.isPending}>
            {t('book.draw')}
          </Button>
        </Space>
      </Form>
    </Panel>
  )
}
