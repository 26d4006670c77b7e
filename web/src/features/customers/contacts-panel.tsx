import { Button, Form, Input, Space } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api/request'
import { ConfirmAction } from '../../ui/confirm-action'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { SensitiveField } from '../../ui/sensitive-field'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { customerPath, useContactData, useContactsChanged, type Contact, type Contacts } from './contacts-api'
import { KeepDrawer } from './keep-drawer'

interface Fields {
  name: string
  role?: string
  email?: string
  phone?: string
  identityNumber?: string
}

const orNull = (text = '') => (text.trim() === '' ? null : text.trim())

/** A masked field only when something was typed into it; what is left empty stays as it was. */
const typed = (name: 'phone' | 'identityNumber', text = '') =>
  text.trim() === '' ? {} : { [name]: text.trim() }

/** The columns of the people; what is masked has its eye. */
function useColumns(
  code: string,
  actions: (contact: Contact) => ReactNode,
): readonly StackingColumn<Contact>[] {
  const { t } = useTranslation('customers')
  const masked = (name: 'phone' | 'identityNumber', label: string) => (_: unknown, row: Contact) => (
    <SensitiveField
      label={`${row.name} ${label}`}
      field={row[name]}
      mayShow={row.allowed.includes('show')}
      path={`${customerPath(code)}/sensitive/${row.id}/show`}
      body={{ field: name }}
    />
  )
  return [
    { key: 'name', title: t('contacts.name'), dataIndex: 'name' },
    { key: 'role', stack: 'aside', title: t('contacts.role'), render: (_, row) => row.role ?? '–' },
    { key: 'phone', title: t('contacts.phone'), render: masked('phone', t('contacts.phone')) },
    { key: 'email', title: t('contacts.email'), render: (_, row) => row.email ?? '–' },
    {
      key: 'identity',
      title: t('contacts.identity'),
      render: masked('identityNumber', t('contacts.identity')),
    },
    { key: 'actions', title: t('contacts.actions'), render: (_, row) => actions(row) },
  ]
}

/** People at the customer: who they are and how to reach them. */
export function ContactsPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const contacts = useContactData<Contacts>(code, 'contacts')
  const changed = useContactsChanged(code)
  const [edited, setEdited] = useState<Contact | 'new'>()
  const columns = useColumns(code, (row) => (
    <Actions code={code} contact={row} onEdit={() => setEdited(row)} onRemoved={changed} />
  ))
  const add = contacts.data?.allowed.includes('add') === true && (
    <Button onClick={() => setEdited('new')}>{t('contacts.add')}</Button>
  )
  const content = () => {
    if (contacts.isError) return <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
    if (contacts.isPending) return <PanelSkeleton rows={3} />
    if (contacts.data.items.length === 0) return <EmptyState title={t('contacts.none')} />
    return (
      <StackingTable<Contact> flush rowKey={({ id }) => id} rows={contacts.data.items} columns={columns} />
    )
  }
  return (
    <Panel title={t('contacts.title')} extra={add} flush>
      {content()}
      {edited !== undefined && (
        <ContactDrawer
          code={code}
          contact={edited === 'new' ? undefined : edited}
          onSaved={changed}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Panel>
  )
}

interface ActionsProps {
  code: string
  contact: Contact
  onEdit: () => void
  onRemoved: () => Promise<unknown>
}

function Actions({ code, contact, onEdit, onRemoved }: ActionsProps) {
  const { t } = useTranslation('customers')
  const remove = async () => {
    await request('DELETE', `${customerPath(code)}/contacts/${contact.id}`)
    await onRemoved()
  }
  return (
    <Space>
      {contact.allowed.includes('edit') && (
        <Button size="small" onClick={onEdit}>
          {t('contacts.edit')}
        </Button>
      )}
      {contact.allowed.includes('delete') && (
        <ConfirmAction
          danger
          button={{ size: 'small' }}
          label={t('contacts.remove')}
          question={t('contacts.removeQuestion', { name: contact.name })}
          consequence={t('contacts.removeHint')}
          onConfirm={remove}
        />
      )}
    </Space>
  )
}

interface ContactDrawerProps {
  code: string
  contact: Contact | undefined
  onSaved: () => Promise<unknown>
  onClose: () => void
}

function ContactDrawer({ code, contact, onSaved, onClose }: ContactDrawerProps) {
  const { t } = useTranslation('customers')
  const id = contact?.id ?? crypto.randomUUID()
  const kept = contact === undefined ? {} : { extra: t('contacts.kept') }
  return (
    <KeepDrawer<Fields>
      title={t(contact === undefined ? 'contacts.add' : 'contacts.edit')}
      initial={{ name: contact?.name ?? '', role: contact?.role ?? '', email: contact?.email ?? '' }}
      save={({ name, role, email, phone, identityNumber }) =>
        request('PUT', `${customerPath(code)}/contacts/${id}`, {
          body: {
            ...{ name, role: orNull(role), email: orNull(email) },
            ...typed('phone', phone),
            ...typed('identityNumber', identityNumber),
          },
        })
      }
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('contacts.name')}
        rules={[{ required: true, whitespace: true, message: t('contacts.needed') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="role" label={t('contacts.role')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="phone" label={t('contacts.phone')} {...kept}>
        <Input type="tel" maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item name="email" label={t('contacts.email')}>
        <Input type="email" maxLength={254} autoComplete="off" />
      </Form.Item>
      <Form.Item name="identityNumber" label={t('contacts.identity')} {...kept}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </KeepDrawer>
  )
}
