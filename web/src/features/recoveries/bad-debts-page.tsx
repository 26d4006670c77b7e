import { SettingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useText } from '../../i18n/use-text'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { badDebtsFile, listBadDebts, useLibraryWords, type BadDebtRow } from './api'
import { BadDebtPanel } from './bad-debt-panel'
import { CauseTags } from './cause-tags'

function useColumns(): readonly DataColumn<BadDebtRow>[] {
  const { t } = useTranslation('recoveries')
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
      { key: 'industry', title: t('industry'), render: ({ industry }) => industry ?? '–' },
      {
        key: 'causes',
        title: t('library.causes'),
        card: 'block',
        width: 260,
        render: ({ causes }) => <CauseTags causes={causes} />,
      },
      {
        key: 'loss',
        title: t('library.loss'),
        align: 'right',
        card: 'aside',
        render: ({ loss }) => <Money value={loss} currency="sign" strong />,
      },
      {
        key: 'recovered',
        title: t('recovered'),
        align: 'right',
        card: 'none',
        render: ({ recovered }) => <Money value={recovered} currency="sign" />,
      },
      { key: 'first', title: t('library.first'), render: (row) => <Day value={row.firstSignalOn} /> },
      { key: 'lost', title: t('library.lostOn'), render: ({ lostOn }) => <Day value={lostOn} /> },
    ],
    [t],
  )
}

/** The library of bad debts: found by cause, industry and words. */
export function Component() {
  const { t, i18n } = useTranslation('recoveries')
  const text = useText()
  const { id } = useParams()
  const navigate = useNavigate()
  const columns = useColumns()
  const words = useLibraryWords().data
  const filters = [
    {
      key: 'cause',
      label: t('library.causes'),
      options: (words?.causes ?? []).map(({ code, name }) => ({ value: code, label: text(name) })),
    },
    {
      key: 'industry',
      label: t('industry'),
      options: (words?.industries ?? []).map((value) => ({ value, label: value })),
    },
  ]
  return (
    <>
      <PageHeader
        title={t('library.title')}
        detail={t('library.detail')}
        actions={
          <Link to="/write-off-reasons">
            <Button icon={<SettingOutlined />} tabIndex={-1}>
              {t('reasons.title')}
            </Button>
          </Link>
        }
      />
      <SplitView
        label={t('library.one')}
        onClose={() => void navigate('/bad-debts')}
        list={
          <DataList
            name="bad-debts"
            columns={columns}
            filters={filters}
            load={listBadDebts}
            rowKey={(row) => row.id}
            onOpen={(row) => void navigate(`/bad-debts/${row.id}`)}
            searchPlaceholder={t('library.search')}
            exportHref={(state) => badDebtsFile(state, i18n.language)}
            empty={{ title: t('library.none'), hint: t('library.noneHint') }}
          />
        }
        detail={id === undefined ? undefined : <BadDebtPanel key={id} id={id} />}
      />
    </>
  )
}
