import { AccountBookOutlined, PercentageOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSegmentOptions } from '../../session/segments'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { SplitView } from '../../ui/split-view'
import { useJoined } from '../../ui/use-joined'
import { listClocks, proofs, useClockCounts, windows, type Clock } from './api'
import { ClaimPanel } from './claim-panel'
import { DaysLeft } from './days-left'

function Missing({ missing }: Pick<Clock, 'missing'>) {
  const { t } = useTranslation('claims')
  const joined = useJoined()
  return missing.length === 0 ? t('missing.nothing') : joined(missing.map((one) => t(`missing.${one}`)))
}

function useColumns(narrow: boolean): readonly DataColumn<Clock>[] {
  const { t } = useTranslation('claims')
  return useMemo(
    () => [
      {
        key: 'end',
        title: t('expiresOn'),
        width: 220,
        card: 'block',
        render: ({ expiresOn, daysLeft }) => (
          <>
            <Day value={expiresOn} /> <DaysLeft days={daysLeft} />
          </>
        ),
      },
      {
        key: 'customer',
        title: t('customer'),
        wrap: 190,
        card: 'title',
        pinned: true,
        render: ({ customerName }) => customerName,
      },
      {
        key: 'invoice',
        title: t('invoice'),
        render: ({ number, itemNo }) => (itemNo > 1 ? `${number} (${itemNo})` : number),
      },
      {
        key: 'due',
        title: t('dueOn'),
        card: 'none',
        optional: narrow,
        render: ({ dueOn }) => <Day value={dueOn} />,
      },
      {
        key: 'open',
        title: t('open'),
        align: 'right',
        card: 'aside',
        render: ({ open }) => <Money value={open} currency="sign" strong />,
      },
      {
        key: 'cause',
        title: t('cause.title'),
        card: 'none',
        optional: narrow,
        render: ({ cause, startsOn }) => (
          <>
            {t(`cause.${cause}`)} <span className="xh-quiet">{startsOn}</span>
          </>
        ),
      },
      {
        key: 'missing',
        title: t('missing.title'),
        wrap: 180,
        optional: narrow,
        render: ({ missing }) => <Missing missing={missing} />,
      },
    ],
    [t, narrow],
  )
}

function useFilters() {
  const { t } = useTranslation('claims')
  const counts = useClockCounts().data
  const segments = useSegmentOptions()
  const countOf = (window: string) => counts?.find((one) => one.window === window)?.items
  return [
    {
      key: 'window',
      label: t('window.title'),
      options: windows.map((value) => {
        const items = countOf(value)
        return {
          value,
          label: items === undefined ? t(`window.${value}`) : `${t(`window.${value}`)} · ${items}`,
        }
      }),
    },
    {
      key: 'missing',
      label: t('missing.title'),
      options: proofs.map((value) => ({ value, label: t(`missing.${value}`) })),
    },
    { key: 'segment', label: t('segment'), options: segments },
  ]
}

/** Limitation periods of overdue receivables: what ends first comes first; one click shows what may be claimed. */
export function Component() {
  const { t } = useTranslation('claims')
  const filters = useFilters()
  const queries = useQueryClient()
  const [opened, setOpened] = useState<Clock | null>(null)
  const columns = useColumns(opened !== null)
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={
          <>
            <Link to="/invoices?kind=interest">
              <Button icon={<AccountBookOutlined />} tabIndex={-1}>
                {t('note.list')}
              </Button>
            </Link>
            <Link to="/claims/rates">
              <Button icon={<PercentageOutlined />} tabIndex={-1}>
                {t('rates.title')}
              </Button>
            </Link>
          </>
        }
      />
      <SplitView
        label={t('one')}
        onClose={() => setOpened(null)}
        list={
          <DataList
            name="claims"
            columns={columns}
            filters={filters}
            load={listClocks}
            rowKey={({ documentId, itemNo }) => `${documentId} ${itemNo}`}
            onOpen={setOpened}
            searchPlaceholder={t('search')}
            empty={{ title: t('none'), hint: t('noneHint') }}
          />
        }
        detail={
          opened === null ? undefined : (
            <ClaimPanel
              key={`${opened.documentId} ${opened.itemNo}`}
              clock={opened}
              onDone={() => void queries.invalidateQueries({ queryKey: ['list', 'claims'] })}
            />
          )
        }
      />
    </>
  )
}
