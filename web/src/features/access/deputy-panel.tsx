import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { DayRangePicker } from '../../ui/days/day-picker'
import { AccessTable } from './access-table'
import { labelOf, send, useAccessChanged, useAccessData, usePersonChoices, type Deputy } from './api'
import { DrawerForm } from './drawer-form'

interface Fields {
  username: string
  deputyUsername: string
  days: [Dayjs, Dayjs]
  note?: string
}

const dayOf = (day: Dayjs) => day.format('YYYY-MM-DD')

/** Who acts for whom, now or later. */
export function DeputyPanel() {
  const { t } = useTranslation('access')
  const { username } = useUser()
  const changed = useAccessChanged()
  const people = usePersonChoices()
  const deputies = useAccessData<{ items: Deputy[] }>('/api/v1/deputies')
  const [adding, setAdding] = useState(false)
  const end = useMutation({
    mutationFn: (id: string) => send('DELETE', `deputies/${id}`),
    onSettled: changed,
  })
  const rules = [{ required: true, message: t('needed') }]
  const search = { showSearch: { optionFilterProp: 'label' }, options: people } as const
  return (
    <>
      <ProblemAlert error={end.error} />
      <AccessTable<{ items: Deputy[] }, Deputy>
        title={t('chart.deputies')}
        extra={
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('chart.addDeputy')}
          </Button>
        }
        result={deputies}
        rowsOf={(data) => data.items}
        rowKey={(row) => row.id}
        empty={{ title: t('chart.noDeputies') }}
        columns={[
          { key: 'who', title: t('chart.who'), render: (_, row) => labelOf(people, row.username) },
          {
            key: 'deputy',
            title: t('chart.deputy'),
            render: (_, row) => labelOf(people, row.deputyUsername),
          },
          { key: 'days', title: t('chart.days'), render: (_, row) => `${row.startsOn} – ${row.endsOn}` },
          { key: 'note', title: t('chart.note'), render: (_, row) => row.note ?? '–' },
          {
            key: 'action',
            title: t('action'),
            render: (_, row) => (
              <ConfirmAction
                label={t('remove')}
                question={t('chart.endQuestion')}
                consequence={t('chart.endHint')}
                danger
                button={{ size: 'small', type: 'link' }}
                onConfirm={() => end.mutateAsync(row.id)}
              />
            ),
          },
        ]}
      />
      {adding && (
        <DrawerForm<Fields>
          title={t('chart.addDeputy')}
          initial={{ username }}
          save={({ days: [from, until], note, ...who }) =>
            send('POST', 'deputies', {
              ...who,
              startsOn: dayOf(from),
              endsOn: dayOf(until),
              note: note ?? null,
            })
          }
          onClose={() => setAdding(false)}
        >
          <Form.Item name="username" label={t('chart.who')} rules={rules}>
            <Select {...search} />
          </Form.Item>
          <Form.Item name="deputyUsername" label={t('chart.deputy')} rules={rules}>
            <Select {...search} />
          </Form.Item>
          <Form.Item name="days" label={t('chart.days')} rules={rules}>
            <DayRangePicker />
          </Form.Item>
          <Form.Item name="note" label={t('chart.note')}>
            <Input maxLength={200} />
          </Form.Item>
        </DrawerForm>
      )}
    </>
  )
}
