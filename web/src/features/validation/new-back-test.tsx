import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { DayInput } from '../../ui/day-input'
import { ProblemAlert } from '../../ui/error-state'
import { startBackTest } from './api'
import styles from './validation.module.css'

const bads = ['overdue-30', 'overdue-60', 'overdue-90', 'write-off'] as const

interface Fields {
  from: string
  to: string
  horizonMonths: number
  bad: (typeof bads)[number]
  sampling: 'month-ends' | 'all'
  retrospective: boolean
}

/** The last day of the month so many months ago, in the reader's time zone. */
function monthEnd(monthsAgo: number): string {
  const now = new Date()
  const day = new Date(Date.UTC(now.getFullYear(), now.getMonth() - monthsAgo + 1, 0))
  return day.toISOString().slice(0, 10)
}

function sentOf({ bad, ...fields }: Fields) {
  const days = Number(bad.split('-')[1])
  return {
    ...fields,
    bad: bad === 'write-off' ? { kind: 'write-off' as const } : { kind: 'overdue' as const, days },
  }
}

/** Which ratings are held against what. */
export function NewBackTestForm() {
  const { t } = useTranslation('validation')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const start = useMutation({
    mutationFn: (fields: Fields) => startBackTest(sentOf(fields)),
    onSuccess: (run) => {
      void queries.invalidateQueries({ queryKey: ['back-tests'] })
      void navigate(`/back-tests/${run.id}`)
    },
  })
  const initial: Fields = {
    ...{ from: monthEnd(24), to: monthEnd(13), horizonMonths: 12, bad: 'overdue-90' },
    ...{ sampling: 'month-ends', retrospective: true },
  }
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onFinish={(fields) => start.mutate(fields)}
    >
      <div className={styles.fields}>
        <Form.Item name="from" label={t('backTest.from')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="to" label={t('backTest.to')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="horizonMonths" label={t('backTest.horizon')}>
          <InputNumber min={1} max={36} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="bad" label={t('backTest.badTitle')}>
          <Select options={bads.map((value) => ({ value, label: t(`backTest.bad.${value}`) }))} />
        </Form.Item>
        <Form.Item name="sampling" label={t('backTest.sampling')}>
          <Select
            options={(['month-ends', 'all'] as const).map((value) => ({
              value,
              label: t(`backTest.samplings.${value}`),
            }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="retrospective" valuePropName="checked">
        <Checkbox>{t('backTest.retrospective')}</Checkbox>
      </Form.Item>
      <ProblemAlert error={start.error} />
      <Button type="primary" htmlType="submit" loading={start.isPending}>
        {t('backTest.start')}
      </Button>
    </Form>
  )
}
