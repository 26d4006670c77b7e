import { PlusOutlined, SettingOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useSegmentOptions } from '../../session/segments'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { billFilters, billKinds, billsFile, listBills, useBillsChanged, type BillRow } from './api'
import { BillPanel } from './bill-panel'
import { BillSettingsDrawer } from './bill-settings-drawer'
import { BillState } from './bill-state'
import { DaysToMaturity } from './days-to-maturity'
import { Maturities } from './maturities'
import { ReceiveDrawer } from './receive-drawer'

function useColumns(narrow: boolean): readonly DataColumn<BillRow>[] {
  const { t } = useTranslation('bills')
  return useMemo(
    () => [
      {
        key: 'matures',
        title: t('maturesOn'),
        width: 170,
        card: 'block',
        render: (bill) => (
          <>
            <Day value={bill.maturesOn} /> <DaysToMaturity bill={bill} />
          </>
        ),
      },
      {
        key: 'customer',
        title: t('customer'),
        wrap: 130,
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      { key: 'number', title: t('number'), optional: narrow, render: ({ number }) => number },
      { key: 'kind', title: t('kind.title'), optional: narrow, render: ({ kind }) => t(`kind.${kind}`) },
      {
        key: 'acceptor',
        title: t('acceptor'),
        wrap: 130,
        optional: narrow,
        render: ({ acceptor }) => acceptor,
      },
      {
        key: 'amount',
        title: t('amount'),
        align: 'right',
        card: 'aside',
        render: ({ amount }) => <Money value={amount} currency="sign" strong />,
      },
      {
        key: 'exposure',
        title: t('exposure'),
        align: 'right',
        optional: narrow,
        render: ({ exposure }) => <Money value={exposure} currency="sign" />,
      },
      { key: 'state', title: t('state.title'), width: 110, render: (bill) => <BillState {...bill} /> },
      { key: 'drawer', title: t('drawer'), optional: true, render: ({ drawer }) => drawer },
      {
        key: 'received',
        title: t('receivedOn'),
        optional: true,
        render: ({ receivedOn }) => <Day value={receivedOn} />,
      },
      { key: 'segment', title: t('segment'), optional: true, render: ({ segment }) => segment },
    ],
    [t, narrow],
  )
}

/** The register of bills of exchange; one click opens a bill with what may be done with it. */
export function Component() {
  const { t, i18n } = useTranslation('bills')
  const [params] = useSearchParams()
  const [opened, setOpened] = useState<string | null>(params.get('bill'))
  const segments = useSegmentOptions()
  const columns = useColumns(opened !== null)
  const filters = [
    {
      key: 'state',
      label: t('state.title'),
      options: billFilters.map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      key: 'kind',
      label: t('kind.title'),
      options: billKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    { key: 'segment', label: t('segment'), options: segments },
  ]
  return (
    <>
      <PageHeader title={t('title')} detail={t('detail')} actions={<Actions onReceived={setOpened} />} />
      <Maturities />
      <SplitView
        label={t('one')}
        onClose={() => setOpened(null)}
        list={
          <DataList
            name="bills"
            columns={columns}
            filters={filters}
            load={listBills}
            rowKey={({ id }) => id}
            onOpen={({ id }) => setOpened(id)}
            searchPlaceholder={t('search')}
            exportHref={(state) => billsFile(state, i18n.language)}
            empty={{ title: t('none'), hint: t('noneHint') }}
          />
        }
        detail={opened === null ? undefined : <BillPanel key={opened} id={opened} />}
      />
    </>
  )
}

function Actions({ onReceived }: { onReceived: (id: string) => void }) {
  const { t } = useTranslation('bills')
  const { message } = App.useApp()
  const user = useUser()
  const changed = useBillsChanged()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'receive' | 'settings' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      {user.can('settings:write') && (
        <Button icon={<SettingOutlined />} onClick={() => setOpen('settings')}>
          {t('settings.title')}
        </Button>
      )}
      {user.can('receipts:match') && user.can('imports:write') && (
        <Button onClick={() => void navigate('/imports/new?kind=bills')}>{t('import')}</Button>
      )}
      {user.can('receipts:match') && (
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('receive')}>
          {t('receive.title')}
        </Button>
      )}
      {open === 'settings' && <BillSettingsDrawer onClose={close} />}
      {open === 'receive' && (
        <ReceiveDrawer
          onClose={close}
          onSaved={({ id }) => {
            void message.success(t('receive.saved'))
            changed()
            close()
            onReceived(id)
          }}
        />
      )}
    </>
  )
}
