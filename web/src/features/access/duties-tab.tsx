import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { AccessTable } from './access-table'
import { labelOf, send, useAccessChanged, useAccessData, useRoleChoices, type Pair } from './api'
import { DrawerForm } from './drawer-form'

interface Pairs {
  items: Pair[]
}

/** Which roles one person must not have together. */
export function DutiesTab() {
  const { t } = useTranslation('access')
  const mayWrite = useUser().can('users:write')
  const changed = useAccessChanged()
  const choices = useRoleChoices()
  const pairs = useAccessData<Pairs>('/api/v1/incompatible-roles')
  const known = pairs.data?.items ?? []
  const [adding, setAdding] = useState(false)
  const put = useMutation({
    mutationFn: (items: Pair[]) => send('PUT', 'incompatible-roles', { items }),
    onSettled: changed,
  })
  const rules = [{ required: true, message: t('needed') }]
  return (
    <>
      <ProblemAlert error={put.error} />
      <AccessTable<Pairs, Pair>
        title={t('tab.duties')}
        lead={<Alert type="info" title={t('duties.lead')} description={t('duties.always')} />}
        extra={
          mayWrite && (
            <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('duties.add')}
            </Button>
          )
        }
        result={pairs}
        rowsOf={(data) => data.items}
        rowKey={(row) => `${row.roleA} ${row.roleB}`}
        empty={{ title: t('duties.empty') }}
        columns={[
          { key: 'a', title: t('duties.a'), render: (_, row) => labelOf(choices, row.roleA) },
          { key: 'b', title: t('duties.b'), render: (_, row) => labelOf(choices, row.roleB) },
          { key: 'reason', title: t('duties.reason'), dataIndex: 'reason' },
          {
            key: 'action',
            title: t('action'),
            render: (_, row) =>
              mayWrite && (
                <ConfirmAction
                  label={t('remove')}
                  question={t('duties.removeQuestion')}
                  consequence={t('duties.removeHint')}
                  danger
                  button={{ size: 'small', type: 'link' }}
                  onConfirm={() => put.mutateAsync(known.filter((one) => one !== row))}
                />
              ),
          },
        ]}
      />
      {adding && (
        <DrawerForm<Pair>
          title={t('duties.add')}
          initial={{}}
          save={(pair) => send('PUT', 'incompatible-roles', { items: [...known, pair] })}
          onClose={() => setAdding(false)}
        >
          <Form.Item name="roleA" label={t('duties.a')} rules={rules}>
            <Select options={choices} />
          </Form.Item>
          <Form.Item name="roleB" label={t('duties.b')} rules={rules}>
            <Select options={choices} />
          </Form.Item>
          <Form.Item name="reason" label={t('duties.reason')} rules={rules}>
            <Input.TextArea maxLength={200} rows={2} />
          </Form.Item>
        </DrawerForm>
      )}
    </>
  )
}
