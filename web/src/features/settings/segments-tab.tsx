import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { putSegment, useSegmentList, type Segment } from './api'
import { FormDrawer } from './form-drawer'
import { SettingsTable } from './settings-table'

type Fields = Omit<Segment, 'horizonDays'> & { horizonDays: number | null }

type Switched = 'unappliedLowersExposure' | 'overDeliveryAllowed' | 'autoRelease'

const fresh = {
  reservationDays: 7,
  overDeliveryAllowed: false,
  unappliedLowersExposure: true,
  autoRelease: false,
}

function SegmentDrawer({ segment, onClose }: { segment: Segment | undefined; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const needed = { required: true, whitespace: true, message: t('needed') }
  const yesNo = (name: Switched) => (
    <Form.Item
      name={name}
      label={t(`segment.${name}`)}
      valuePropName="checked"
      extra={t(`segmentHint.${name}`)}
    >
      <Switch />
    </Form.Item>
  )
  return (
    <FormDrawer<Fields, Segment>
      title={segment === undefined ? t('segment.add') : t('segment.edit')}
      initial={segment ?? fresh}
      send={({ code, ...body }) => putSegment(segment?.code ?? code, body)}
      onClose={onClose}
    >
      <Form.Item name="code" label={t('segment.code')} rules={[needed]}>
        <Input disabled={segment !== undefined} maxLength={64} />
      </Form.Item>
      <Form.Item name="name" label={t('segment.name')} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="currency"
        label={t('segment.currency')}
        rules={[{ ...needed, pattern: /^[A-Z]{3}$/, message: t('currencyShape') }]}
      >
        <Input maxLength={3} placeholder="CNY" />
      </Form.Item>
      <Form.Item name="reservationDays" label={t('segment.reservationDays')}>
        <InputNumber min={1} max={365} precision={0} />
      </Form.Item>
      <Form.Item name="horizonDays" label={t('segment.horizonDays')} extra={t('segmentHint.horizonDays')}>
        <InputNumber min={0} max={3650} precision={0} />
      </Form.Item>
      {yesNo('unappliedLowersExposure')}
      {yesNo('overDeliveryAllowed')}
      {yesNo('autoRelease')}
      {segment !== undefined && <HistoryPanel objectType="segment" objectId={segment.code} />}
    </FormDrawer>
  )
}

/** Legal entities or business lines that grant credit. */
export function SegmentsTab() {
  const { t } = useTranslation('settings')
  const user = useUser()
  const segments = useSegmentList()
  const [edited, setEdited] = useState<Segment | 'new'>()
  const mayWrite = user.can('settings:write')
  const yes = (value: boolean) => (value ? t('yes') : t('no'))
  return (
    <>
      <SettingsTable<Segment>
        title={t('tab.segments')}
        extra={
          mayWrite && (
            <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
              {t('segment.add')}
            </Button>
          )
        }
        result={segments}
        rowKey={(row) => row.code}
        empty={{ title: t('segment.emptyTitle'), hint: t('segment.emptyHint') }}
        columns={[
          { key: 'code', title: t('segment.code'), dataIndex: 'code' },
          { key: 'name', title: t('segment.name'), dataIndex: 'name' },
          { key: 'currency', title: t('segment.currency'), dataIndex: 'currency' },
          {
            key: 'reservationDays',
            title: t('segment.reservationDays'),
            align: 'right',
            dataIndex: 'reservationDays',
          },
          {
            key: 'horizonDays',
            title: t('segment.horizonDays'),
            align: 'right',
            render: (_, row) => row.horizonDays ?? t('segment.noHorizon'),
          },
          {
            key: 'unapplied',
            title: t('segment.unappliedLowersExposure'),
            render: (_, row) => yes(row.unappliedLowersExposure),
          },
          {
            key: 'overDelivery',
            title: t('segment.overDeliveryAllowed'),
            render: (_, row) => yes(row.overDeliveryAllowed),
          },
          { key: 'autoRelease', title: t('segment.autoRelease'), render: (_, row) => yes(row.autoRelease) },
          ...(mayWrite
            ? [
                {
                  key: 'edit',
                  title: t('action'),
                  render: (_: unknown, row: Segment) =>
                    row.allowed.includes('edit') && (
                      <Button size="small" type="link" onClick={() => setEdited(row)}>
                        {t('edit')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {edited !== undefined && (
        <SegmentDrawer segment={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  )
}
