import { SettingOutlined, StopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { listWriteOffs, useActed, useReasons, type WriteOffRow } from './api'
import { FiguresBar } from './figures-bar'
import { NewWriteOff } from './new-write-off'
import { WriteOffPanel } from './write-off-panel'
import { useNewCase } from './use-new-case'
import { WriteOffStatus } from './write-off-status'

const statuses = ['requested', 'written-off', 'unlearnt', 'rejected', 'withdrawn'] as const

function useColumns(): readonly DataColumn<WriteOffRow>[] {
  const { t } = useTranslation('recoveries')
  const text = useText()
  return useMemo(
    () => [
      { key: 'number', title: t('number'), width: 120, render: ({ number }) => number },
      {
        key: 'customer',
        title: t('customer'),
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      {
        key: 'status',
        title: t('status.title'),
        width: 120,
        card: 'aside',
        render: (row) => <WriteOffStatus status={row.status} />,
      },
      { key: 'reason', title: t('writeOff.reason'), render: ({ reason }) => text(reason.name) },
      { key: 'on', title: t('requestedOn'), card: 'none', render: (row) => <Day value={row.requestedOn} /> },
      {
        key: 'amount',
        title: t('amount'),
        align: 'right',
        render: ({ amount }) => <Money value={amount} currency="sign" />,
      },
      {
        key: 'written',
        title: t('written'),
        align: 'right',
        render: ({ written }) => <Money value={written} currency="sign" strong />,
      },
      {
        key: 'recovered',
        title: t('recovered'),
        align: 'right',
        render: ({ recovered }) => <Money value={recovered} currency="sign" />,
      },
    ],
    [t, text],
  )
}

/** Write-offs: asked for, decided by approval, recovered; one click opens one beside the list. */
export function Component() {
  const { t } = useTranslation('recoveries')
  const text = useText()
  const { can } = useUser()
  const { id } = useParams()
  const navigate = useNavigate()
  const columns = useColumns()
  const acted = useActed()
  const reasons = useReasons().data ?? []
  const { adding, customer, start, stop } = useNewCase()
  const open = (to: string) => void navigate(`/write-offs/${to}`)
  const filters = [
    {
      key: 'status',
      label: t('status.title'),
      options: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    {
      key: 'reason',
      label: t('writeOff.reason'),
      options: reasons.map(({ code, name }) => ({ value: code, label: text(name) })),
    },
  ]
  return (
    <>
      <PageHeader
        title={t('writeOff.title')}
        detail={<FiguresBar />}
        actions={
          <>
            <Link to="/write-off-reasons">
              <Button icon={<SettingOutlined />} tabIndex={-1}>
                {t('reasons.title')}
              </Button>
            </Link>
            {can('collections:write') && (
              <Button type="primary" icon={<StopOutlined />} onClick={start}>
                {t('writeOff.new')}
              </Button>
            )}
          </>
        }
      />
      <SplitView
        label={t('writeOff.one')}
        onClose={() => void navigate('/write-offs')}
        list={
          <DataList
            name="write-offs"
            columns={columns}
            filters={filters}
            load={listWriteOffs}
            rowKey={(row) => row.id}
            onOpen={(row) => open(row.id)}
            empty={{ title: t('writeOff.none'), hint: t('writeOff.noneHint') }}
          />
        }
        detail={id === undefined ? undefined : <WriteOffPanel key={id} id={id} />}
      />
      {adding && (
        <NewWriteOff
          customer={customer}
          onClose={stop}
          onSaved={({ writeOff }) => {
            acted()
            open(writeOff.id)
          }}
        />
      )}
    </>
  )
}
