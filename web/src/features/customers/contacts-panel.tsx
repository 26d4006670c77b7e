import { Button, Form, Input, Space, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../api/request'
import { ConfirmAction } from '../../ui/confirm-action'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { SensitiveField } from '../../ui/sensitive-field'
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

/** People at the customer: who they are and how to reach them. */
export function ContactsPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const contacts = useContactData<Contacts>(code, 'contacts')
  const changed = useContactsChanged(code)
  const [edited, setEdited] = useState<Contact | 'new'>()
  const show = `${customerPath(code)}/sensitive`
  const add = contacts.data?.allowed.includes('add') === true && (
    <Button onClick={() => setEdited('new')}>{t('contacts.add')}</Button>
  )
  return (
    <Panel title={t('contacts.title')} extra={add} flush>
      {contacts.error !== null ? (
        <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
      ) : (
        <Table<Contact>
          rowKey="id"
          loading={contacts.isPending}
          dataSource={contacts.data?.items ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: <EmptyState title={t('contacts.none')} /> }}
          columns={[
            { key: 'name', title: t('contacts.name'), dataIndex: 'name' },
            { key: 'role', title: t('contacts.role'), render: (_, row) => row.role ?? '–' },
            {
              key: 'phone',
              title: t('contacts.phone'),
              render: (_, row) => (
                <SensitiveField
                  label={`${row.name} ${t('contacts.phone')}`}
                  field={row.phone}
                  mayShow={row.allowed.includes('show')}
                  path={`${show}/${row.id}/show`}
                  body={{ field: 'phone' }}
                />
              ),
            },
            { key: 'email', title: t('contacts.email'), render: (_, row) => row.email ?? '–' },
            {
              key: 'identity',
              title: t('contacts.identity'),
              render: (_, row) => (
                <SensitiveField
                  label={`${row.name} ${t('contacts.identity')}`}
                  field={row.identityNumber}
                  mayShow={row.allowed.includes('show')}
                  path={`${show}/${row.id}/show`}
                  body={{ field: 'identityNumber' }}
                />
              ),
            },
            {
              key: 'actions',
              title: t('contacts.actions'),
              render: (_, row) => (
                <Actions code={code} contact={row} onEdit={() => setEdited(row)} onRemoved={changed} />
              ),
            },
          ]}
        />
      )}
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
