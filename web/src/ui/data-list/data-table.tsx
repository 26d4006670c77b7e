import { InfoCircleOutlined } from '@ant-design/icons'
import { Table, Tooltip, type TableProps } from 'antd'
import { useEffect, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../cx'
import { useScrollFocus } from '../use-scroll-focus'
import styles from './data-list.module.css'
import type { DataColumn, DataListProps, ListPage } from './list-types'

interface DataTableProps<Row> {
  page: ListPage<Row>
  columns: readonly DataColumn<Row>[]
  rowKey: (row: Row) => string
  sort: string | undefined
  onSort: (sort: string | undefined) => void
  onOpen: ((row: Row) => void) | undefined
  active: number
  loading: boolean
  selection: DataListProps<Row>['selection']
  rowProps: DataListProps<Row>['rowProps']
}

type Columns<Row> = NonNullable<TableProps<Row>['columns']>

function sortOrder(sort: string | undefined, key: string): 'ascend' | 'descend' | null {
  if (sort === key) return 'ascend'
  return sort === `-${key}` ? 'descend' : null
}

/** The table is as wide as its contents want to be; text alone can want less. */
function wrapped(content: ReactNode, width: number | undefined): ReactNode {
  return width === undefined ? content : <div style={{ maxWidth: width }}>{content}</div>
}

function toAntdColumns<Row>(columns: readonly DataColumn<Row>[], sort: string | undefined): Columns<Row> {
  return columns.map((column) => ({
    key: column.sort ?? column.key,
    title: column.hint === undefined ? column.title : <HintedTitle title={column.title} hint={column.hint} />,
    render: (_: unknown, row: Row) => wrapped(column.render(row), column.wrap),
    align: column.align ?? 'left',
    ...(column.width === undefined ? {} : { width: column.width }),
    ...(column.sort === undefined ? {} : { sorter: true, sortOrder: sortOrder(sort, column.sort) }),
  }))
}

/** The name of a column with what it says, for the pointer and for screen readers. */
function HintedTitle({ title, hint }: { title: string; hint: string }) {
  return (
    <Tooltip title={hint}>
      <span>
        {title} <InfoCircleOutlined aria-label={hint} className="xh-quiet" />
      </span>
    </Tooltip>
  )
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label, [role="button"]') !== null
}

/** antd measures columns in a hidden copy of the head; the tick box in it must not take the focus. */
function useQuietMeasureRow(host: RefObject<HTMLDivElement | null>) {
  useEffect(() => {
    const row = host.current?.querySelector<HTMLElement>('.ant-table-measure-row')
    row?.setAttribute('inert', '')
    for (const input of row?.querySelectorAll('input') ?? []) input.tabIndex = -1
  })
}

/** The list as a table with a sticky head; a click on a row opens it. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { page, columns, rowKey, sort, onSort, onOpen, active, loading, selection, rowProps } = props
  const { t } = useTranslation()
  const host = useScrollFocus()
  useQuietMeasureRow(host)
  const hasTotals = columns.some((column) => column.total !== undefined) && page.items.length > 0
  const offset = selection === undefined ? 0 : 1

  return (
    <div ref={host}>
      <Table<Row>
        size="small"
        className={cx(styles.table)}
        dataSource={[...page.items]}
        columns={toAntdColumns(columns, sort)}
        rowKey={rowKey}
        pagination={false}
        loading={{ spinning: loading, delay: 200 }}
        sticky={{ offsetHeader: 56 }}
        scroll={{ x: 'max-content' }}
        showSorterTooltip={false}
        sortDirections={['descend', 'ascend']}
        rowClassName={(_, index) => cx(index === active && styles.active)}
        onRow={(row, index) =>
          ({
            ...rowProps?.(row),
            'data-row-index': index,
            className: onOpen === undefined ? undefined : styles.opens,
            onClick: (event: React.MouseEvent) => {
              if (onOpen !== undefined && !isControl(event.target)) onOpen(row)
            },
          }) as React.HTMLAttributes<HTMLElement>
        }
        onChange={(_page, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter
          const key = String(one?.columnKey ?? '')
          onSort(one?.order == null ? undefined : one.order === 'ascend' ? key : `-${key}`)
        }}
        {...(selection === undefined
          ? {}
          : {
              rowSelection: {
                selectedRowKeys: [...selection.selected],
                onChange: (keys) => selection.onChange(keys.map(String)),
                columnWidth: 44,
              },
            })}
        {...(hasTotals
          ? {
              summary: () => (
                <Table.Summary fixed>
                  <Table.Summary.Row className={cx(styles.totals)}>
                    {offset === 1 && <Table.Summary.Cell index={0} />}
                    {columns.map((column, index) => (
                      <Table.Summary.Cell
                        key={column.key}
                        index={index + offset}
                        align={column.align ?? 'left'}
                      >
                        {column.total?.(page) ?? (index === 0 ? t('list.total') : null)}
                      </Table.Summary.Cell>
                    ))}
                  </Table.Summary.Row>
                </Table.Summary>
              ),
            }
          : {})}
      />
    </div>
  )
}
