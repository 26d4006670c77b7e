import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useUser } from '../../session/session'
import { EmptyState } from '../empty-state'
import { ErrorState } from '../error-state'
import { usePhone } from '../use-phone'
import { DataCards } from './data-cards'
import { cx } from '../cx'
import styles from './data-list.module.css'
import { DataTable } from './data-table'
import { FilterBar } from './filter-bar'
import { ListFoot } from './list-foot'
import { useListState, type ListControl } from './list-state'
import { ColumnChoice, ExportLink, SavedViews } from './list-tools'
import type { DataColumn, DataListProps, ListPage } from './list-types'
import { useChosenColumns } from './saved-views'
import { useListKeys } from './use-list-keys'

function useColumns<Row>(username: string, name: string, columns: readonly DataColumn<Row>[]) {
  const { chosen, choose } = useChosenColumns(username, name)
  const shown = columns.filter((column) =>
    chosen === undefined ? column.optional !== true : column.pinned === true || chosen.includes(column.key),
  )
  return { shown, choose }
}

function isFiltered(control: ListControl): boolean {
  const { search, filters } = control.state
  return search !== '' || Object.values(filters).some((values) => values.length > 0)
}

const nothing: ListPage<never> = { items: [] }

/** Goes to the last page when the address names one beyond it; whether it is on its way there. */
function useLastPage({ state, setPage }: ListControl, page: ListPage<unknown> | undefined): boolean {
  const total = page?.items.length === 0 ? (page.total ?? 0) : 0
  const last = Math.ceil(total / state.pageSize)
  const beyond = last > 0 && state.page > last
  useEffect(() => {
    if (beyond) setPage(last, state.pageSize, true)
    // Only when another page turns out to be the last; `setPage` is made anew by every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [beyond, last, state.pageSize])
  return beyond
}

/**
 * A list of many rows: filters and page in the URL, server paging (pages or cursor), sorting, column choice,
 * saved views, export, totals, keys j / k / Enter, cards on a phone, and its own empty, error and loading states.
 */
export function DataList<Row extends object>(props: DataListProps<Row>) {
  const {
    name,
    columns,
    load,
    rowKey,
    rowHref,
    onOpen,
    filters = [],
    selection,
    rowProps,
    scope = '',
  } = props
  const { t } = useTranslation()
  const { username } = useUser()
  const navigate = useNavigate()
  const phone = usePhone()
  const filterNames = filters.map((filter) => filter.key).join(',')
  const filterKeys = useMemo(() => filterNames.split(',').filter(Boolean), [filterNames])
  const control = useListState(filterKeys)
  const { shown, choose } = useColumns(username, name, columns)
  const result = useQuery({
    queryKey: ['list', name, scope, control.state],
    queryFn: ({ signal }) => load(control.state, signal),
    placeholderData: keepPreviousData,
  })
  const page: ListPage<Row> = result.data ?? nothing
  const beyond = useLastPage(control, result.isPlaceholderData ? undefined : result.data)

  const open = useMemo(() => {
    if (onOpen !== undefined) return onOpen
    return rowHref === undefined ? undefined : (row: Row) => void navigate(rowHref(row))
  }, [onOpen, rowHref, navigate])
  const openAt = useCallback(
    (index: number) => {
      const row = page.items[index]
      if (row !== undefined) open?.(row)
    },
    [page, open],
  )
  const [active] = useListKeys(page.items.length, openAt)

  const body = () => {
    if (result.isError) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
    if (result.isPending || beyond)
      return <Skeleton active paragraph={{ rows: 10 }} className={cx(styles.skeleton)} />
    if (page.items.length === 0) {
      return isFiltered(control) ? (
        <EmptyState title={t('list.noMatch')} hint={t('list.noMatchHint')} />
      ) : (
        <EmptyState {...props.empty} />
      )
    }
    const loading = result.isPlaceholderData
    if (phone) {
      return <DataCards rows={page.items} columns={shown} {...{ rowKey, rowHref, onOpen, loading }} />
    }
    return (
      <DataTable
        {...{ page, rowKey, active, loading, selection, rowProps }}
        columns={shown}
        sort={control.state.sort}
        onSort={control.setSort}
        onOpen={open}
      />
    )
  }

  return (
    <div className={styles.list}>
      <div className={cx(styles.bar, 'xh-no-print')}>
        <FilterBar control={control} filters={filters} searchPlaceholder={props.searchPlaceholder} />
        <div className={styles.tools}>
          {props.actions}
          {(filters.length > 0 || props.searchPlaceholder !== undefined) && (
            <SavedViews username={username} list={name} control={control} />
          )}
          {!phone && (
            <ColumnChoice columns={columns} shown={shown.map((column) => column.key)} choose={choose} />
          )}
          {props.exportHref !== undefined && <ExportLink href={props.exportHref(control.state)} />}
        </div>
      </div>
      {selection !== undefined && selection.selected.length > 0 && (
        <div className={styles.selection}>
          <span>{t('list.selected', { count: selection.selected.length })}</span>
          {selection.bar}
        </div>
      )}
      {body()}
      {!result.isError && page.items.length > 0 && <ListFoot page={page} control={control} phone={phone} />}
    </div>
  )
}
