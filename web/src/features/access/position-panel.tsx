import { PlusOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJoined } from '../../ui/use-joined'
import { AccessTable } from './access-table'
import { send, type Chart } from './api'
import { DrawerForm } from './drawer-form'

type Position = Chart['positions'][number]

/** The positions there are, and who holds them. */
export function PositionPanel({ chart, mayWrite }: { chart: UseQueryResult<Chart>; mayWrite: boolean }) {
  const { t } = useTranslation('access')
  const joined = useJoined()
  const [edited, setEdited] = useState<Position | 'new'>()
  const holdersOf = (code: string) =>
    (chart.data?.holders ?? []).filter((one) => one.positionCode === code).map((one) => one.displayName)
  const needed = { required: true, whitespace: true, message: t('needed') }
  return (
    <>
      <AccessTable<Chart, Position>
        title={t('chart.positions')}
        extra={
          mayWrite && (
            <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
              {t('chart.addPosition')}
            </Button>
          )
        }
        result={chart}
        rowsOf={(data) => data.positions}
        rowKey={(row) => row.code}
        empty={{ title: t('chart.noPositions') }}
        columns={[
          { key: 'name', title: t('chart.name'), dataIndex: 'name' },
          { key: 'code', title: t('chart.code'), render: (_, row) => <code>{row.code}</code> },
          {
            key: 'people',
            title: t('chart.people'),
            render: (_, row) => joined(holdersOf(row.code)) || '–',
          },
          {
            key: 'action',
            title: t('action'),
            render: (_, row) =>
              mayWrite && (
                <Button size="small" type="link" onClick={() => setEdited(row)}>
                  {t('edit')}
                </Button>
              ),
          },
        ]}
      />
      {edited !== undefined && (
        <DrawerForm<Position>
          title={edited === 'new' ? t('chart.addPosition') : edited.name}
          initial={edited === 'new' ? {} : edited}
          save={({ code, name }) => send('PUT', `positions/${encodeURIComponent(code)}`, { name })}
          onClose={() => setEdited(undefined)}
        >
          <Form.Item name="code" label={t('chart.code')} rules={[needed]}>
            <Input disabled={edited !== 'new'} maxLength={40} />
          </Form.Item>
          <Form.Item name="name" label={t('chart.name')} rules={[needed]}>
            <Input maxLength={100} />
          </Form.Item>
        </DrawerForm>
      )}
    </>
  )
}
