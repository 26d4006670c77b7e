import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLetters } from '../../session/letters'
import { useOrganisation } from '../../session/organisation'
import { useSegmentOptions } from '../../session/segments'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import { useListState } from '../../ui/data-list/list-state'
import { PageHeader } from '../../ui/page-header'
import { AssignBar } from './assign-bar'
import { customersCsv, customerStatuses, listCustomers, notRated } from './api'
import { customerColumns } from './customer-columns'
import { RateBook } from './rate-book'

const filterKeys = ['grade', 'status', 'overdue', 'segment']

/** All customers this person may see. */
export function Component() {
  const { t, i18n } = useTranslation('customers')
  const user = useUser()
  const currency = useOrganisation().data?.baseCurrency
  const segments = useSegmentOptions()
  const letters = useLetters()
  const columns = useMemo(() => customerColumns(t, currency), [t, currency])
  const [selected, setSelected] = useState<readonly string[]>([])
  const { state } = useListState(filterKeys)
  const filters = useMemo(
    () => [
      {
        key: 'grade',
        label: t('column.grade'),
        multiple: true,
        options: [
          ...letters.map((grade) => ({ value: grade, label: grade })),
          { value: notRated, label: t('list.notRated') },
        ],
      },
      {
        key: 'status',
        label: t('column.status'),
        options: customerStatuses.map((value) => ({
          value,
          label: t(`status.${value}`),
        })),
      },
      {
        key: 'overdue',
        label: t('list.overdue'),
        options: [
          { value: 'true', label: t('list.overdueOnly') },
          { value: 'false', label: t('list.notOverdue') },
        ],
      },
      { key: 'segment', label: t('list.segment'), options: segments, more: true },
    ],
    [t, segments, letters],
  )
  return (
    <>
      <PageHeader
        title={t('list.title')}
        detail={currency === undefined ? '\u00a0' : t('list.detail', { currency })}
        actions={user.can('ratings:write') && user.role !== 'sales' ? <RateBook /> : undefined}
      />
      <DataList
        name="customers"
        columns={columns}
        filters={filters}
        load={listCustomers}
        {...(user.can('collections:write') || user.can('customers:write')
          ? {
              selection: {
                selected,
                onChange: setSelected,
                bar: <AssignBar selected={selected} state={state} onDone={() => setSelected([])} />,
              },
            }
          : {})}
        rowKey={(row) => row.code}
        rowHref={(row) => `/customers/${encodeURIComponent(row.code)}`}
        searchPlaceholder={t('list.search')}
        exportHref={(state) => customersCsv(state, i18n.language)}
        empty={{
          title: t('list.emptyTitle'),
          hint: t('list.emptyHint'),
          action: user.can('imports:write') && <Link to="/imports/new">{t('list.emptyAction')}</Link>,
        }}
      />
    </>
  )
}
