import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RunContact } from './strategy-api'
import { MessageStatus } from './message-status'

interface ContactTableProps {
  contacts: readonly RunContact[]
  page?: { current: number; total: number; onChange: (page: number) => void }
}

const amounts = (totals: RunContact['totals']) =>
  Object.entries(totals)
    .map(([currency, amount]) => `${currency} ${amount}`)
    .join(' + ')

/** Contacts by customer; each opens into the items that it asks for. */
export function ContactTable({ contacts, page }: ContactTableProps) {
  const { t } = useTranslation('strategies')
  return (
    <Table<RunContact>
      size="small"
      rowKey={({ customerCode, channel }) => `${customerCode} ${channel}`}
      dataSource={[...contacts]}
      scroll={{ x: 640 }}
      locale={{ emptyText: t('contact.none') }}
      pagination={page === undefined ? false : { ...page, pageSize: 50, showSizeChanger: false }}
      expandable={{
        expandedRowRender: ({ items }) => (
          <ul>
            {items.map(({ number, itemNo, dueOn, currency, asked, open, step }) => (
              <li key={`${number} ${itemNo} ${step}`}>
                {t('contact.item', { number, dueOn, currency, asked })}
                {asked !== open && ` ${t('contact.ofOpen', { currency, open })}`}
              </li>
            ))}
          </ul>
        ),
      }}
      columns={[
        {
          title: t('contact.customer'),
          render: (_, { customerCode, customerName }) => (
            <Link to={`/customers/${encodeURIComponent(customerCode)}`}>{customerName}</Link>
          ),
        },
        { title: t('field.channel'), render: (_, { channel }) => t(`channel.${channel}`) },
        { title: t('contact.step'), dataIndex: 'stepCode' },
        { title: t('contact.amount'), align: 'right', render: (_, { totals }) => amounts(totals) },
        {
          title: t('contact.status'),
          render: (_, { status, approval }) =>
            status === null ? approval ? t('step.approval') : '–' : <MessageStatus status={status} />,
        },
      ]}
    />
  )
}
