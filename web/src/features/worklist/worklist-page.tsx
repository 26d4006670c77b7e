import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { Age } from '../../ui/age'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Person } from '../../ui/person'
import { SplitView } from '../../ui/split-view'
import { listWorklist, type WorklistRow } from './api'
import { AssignBar } from './assign-bar'
import { CustomerCockpit } from './customer-cockpit'

function useColumns(opened: boolean): readonly DataColumn<WorklistRow>[] {
  const { t } = useTranslation('worklist')
  const text = useText()
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('column.customer'),
        wrap: 170,
        pinned: true,
        card: 'title',
        render: ({ customerName }) => customerName,
      },
      {
        key: 'collectable',
        title: t('column.collectable'),
        align: 'right',
        card: 'aside',
        render: ({ collectable }) => <Money value={collectable} currency="sign" strong />,
      },
      { key: 'age', title: t('column.oldest'), render: ({ oldestDays }) => <Age days={oldestDays} /> },
      {
        key: 'step',
        title: t('column.step'),
        wrap: opened ? 190 : 240,
        card: 'block',
        render: ({ suggestion }) => (
          <span>
            <strong>{t(`step.${suggestion.step}`)}</strong>{' '}
            <span className="xh-quiet">{text(suggestion.why)}</span>
          </span>
        ),
      },
      {
        key: 'reason',
        title: t('column.reason'),
        wrap: 300,
        card: 'block',
        optional: opened,
        render: ({ reason }) => <span className="xh-quiet">{text(reason)}</span>,
      },
      {
        key: 'value',
        title: t('column.value'),
        align: 'right',
        optional: true,
        card: 'none',
        render: ({ value }) => <Money value={value} />,
      },
      {
        key: 'grade',
        title: t('column.grade'),
        optional: opened,
        render: ({ grade }) => <GradeTag grade={grade} />,
      },
      {
        key: 'collector',
        title: t('column.collector'),
        optional: opened,
        render: ({ collector }) => <Person username={collector} />,
      },
    ],
    [t, text, opened],
  )
}

/** Whom to collect from today, ranked, with the customer beside the list. */
export function Component() {
  const { t } = useTranslation('worklist')
  const user = useUser()
  const { code } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const columns = useColumns(code !== undefined)
  const [selected, setSelected] = useState<readonly string[]>([])
  const load = useMemo(() => listWorklist(user.username), [user.username])
  const open = useCallback(
    (row: WorklistRow) =>
      void navigate(
        { pathname: `/worklist/${encodeURIComponent(row.customerCode)}`, search },
        { preventScrollReset: true },
      ),
    [navigate, search],
  )
  const option = (value: 'todo' | 'waiting' | 'all') => ({ value, label: t(`show.${value}`) })
  const filters = [
    { key: 'show', label: t('show.title'), options: [option('todo'), option('waiting'), option('all')] },
    { key: 'whose', label: t('whose.title'), options: [{ value: 'mine', label: t('whose.mine') }] },
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={user.can('settings:write') && <Link to="/collection-settings">{t('settings.title')}</Link>}
      />
      <SplitView
        label={t('cockpit.title')}
        onClose={() => void navigate({ pathname: '/worklist', search }, { preventScrollReset: true })}
        list={
          <DataList
            name="worklist"
            columns={columns}
            filters={filters}
            load={load}
            scope={user.username}
            rowKey={({ customerCode }) => customerCode}
            onOpen={open}
            {...(user.can('collections:write')
              ? {
                  selection: {
                    ...{ selected, onChange: setSelected },
                    bar: <AssignBar codes={selected} onDone={() => setSelected([])} />,
                  },
                }
              : {})}
            searchPlaceholder={t('search')}
            empty={{ title: t('none'), hint: t('noneHint') }}
          />
        }
        {...(code === undefined ? {} : { detail: <CustomerCockpit key={code} code={code} /> })}
      />
    </>
  )
}
