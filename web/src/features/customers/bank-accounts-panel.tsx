import { Button, Form, Input, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api/request'
import { useOrganisation } from '../../session/organisation'
import { ConfirmAction } from '../../ui/confirm-action'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { SensitiveField } from '../../ui/sensitive-field'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import {
  customerPath,
  useContactData,
  useContactsChanged,
  type BankAccount,
  type BankAccounts,
} from './contacts-api'
import { KeepDrawer } from './keep-drawer'

interface Fields {
  holder: string
  bank: string
  currency: string
  number?: string
}

interface ActionsProps {
  code: string
  account: BankAccount
  onEdit: () => void
  onRemoved: () => Promise<unknown>
}

function Actions({ code, account, onEdit, onRemoved }: ActionsProps) {
  const { t } = useTranslation('customers')
  const remove = async () => {
    await request('DELETE', `${customerPath(code)}/bank-accounts/${account.id}`)
    await onRemoved()
  }
  return (
    <Space>
      {account.allowed.includes('edit') && (
        <Button size="small" onClick={onEdit}>
          {t('contacts.edit')}
        </Button>
      )}
      {account.allowed.includes('delete') && (
        <ConfirmAction
          danger
          button={{ size: 'small' }}
          label={t('contacts.remove')}
          question={t('contacts.removeQuestion', { name: account.bank })}
          consequence={t('contacts.removeHint')}
          onConfirm={remove}
        />
      )}
    </Space>
  )
}

/** The accounts that the customer pays from. */
export function BankAccountsPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const accounts = useContactData<BankAccounts>(code, 'bank-accounts')
  const changed = useContactsChanged(code)
  const [edited, setEdited] = useState<BankAccount | 'new'>()
  const columns: readonly StackingColumn<BankAccount>[] = [
    { key: 'holder', title: t('bank.holder'), dataIndex: 'holder' },
    { key: 'bank', title: t('bank.bank'), dataIndex: 'bank' },
    {
      key: 'number',
      title: t('bank.number'),
      render: (_, row) => (
        <SensitiveField
          label={`${row.bank} ${t('bank.number')}`}
          field={row.number}
          mayShow={row.allowed.includes('show')}
          path={`${customerPath(code)}/sensitive/${row.id}/show`}
          body={{ field: 'number' }}
        />
      ),
    },
    { key: 'currency', stack: 'aside', title: t('bank.currency'), dataIndex: 'currency' },
    {
      key: 'actions',
      title: t('contacts.actions'),
      render: (_, row) => (
        <Actions code={code} account={row} onEdit={() => setEdited(row)} onRemoved={changed} />
      ),
    },
  ]
  const add = accounts.data?.allowed.includes('add') === true && (
    <Button onClick={() => setEdited('new')}>{t('bank.add')}</Button>
  )
  const content = () => {
    if (accounts.isError) return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
    if (accounts.isPending) return <PanelSkeleton rows={2} />
    if (accounts.data.items.length === 0) return <EmptyState title={t('bank.none')} />
    return (
      <StackingTable<BankAccount>
        flush
        rowKey={({ id }) => id}
        rows={accounts.data.items}
        columns={columns}
      />
    )
  }
  return (
    <Panel title={t('bank.title')} extra={add} flush>
      {content()}
      {edited !== undefined && (
        <AccountDrawer
          code={code}
          account={edited === 'new' ? undefined : edited}
          onSaved={changed}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Panel>
  )
}

interface AccountDrawerProps {
  code: string
  account: BankAccount | undefined
  onSaved: () => Promise<unknown>
  onClose: () => void
}

function AccountDrawer({ code, account, onSaved, onClose }: AccountDrawerProps) {
  const { t } = useTranslation('customers')
  const base = useOrganisation().data?.baseCurrency ?? 'CNY'
  const id = account?.id ?? crypto.randomUUID()
  const needed = [{ required: true, whitespace: true, message: t('contacts.needed') }]
  return (
    <KeepDrawer<Fields>
      title={t(account === undefined ? 'bank.add' : 'bank.edit')}
      initial={{
        ...{ holder: account?.holder ?? '', bank: account?.bank ?? '', currency: account?.currency ?? base },
      }}
      save={({ number = '', ...fields }) =>
        request('PUT', `${customerPath(code)}/bank-accounts/${id}`, {
          body: { ...fields, ...(number.trim() === '' ? {} : { number: number.trim() }) },
        })
      }
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="holder" label={t('bank.holder')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="bank" label={t('bank.bank')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="number"
        label={t('bank.number')}
        {...(account === undefined ? { rules: needed } : { extra: t('contacts.kept') })}
      >
        <Input maxLength={40} autoComplete="off" inputMode="numeric" />
      </Form.Item>
      <Form.Item name="currency" label={t('bank.currency')} rules={needed}>
        <Input maxLength={3} />
      </Form.Item>
    </KeepDrawer>
  )
}
