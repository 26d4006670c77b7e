import type { HTMLAttributes, ReactNode } from 'react'
import type { ListState } from './list-state'

export interface ListPage<Row> {
  items: readonly Row[]
  /** With a total the list has pages; without one it goes by cursor. */
  total?: number | undefined
  /** There are more than `total`: the server counted no further. */
  totalExceeded?: boolean | undefined
  nextCursor?: string | null | undefined
}

export interface DataColumn<Row> {
  key: string
  title: string
  /** What the column says, shown on its head. */
  hint?: string
  render: (row: Row) => ReactNode
  /** The server can sort by this column, under this name. */
  sort?: string
  align?: 'right' | 'center'
  width?: number
  /** Running text: it breaks into lines no wider than so many pixels, so that the table fits its page. */
  wrap?: number
  /** Not shown until chosen. */
  optional?: boolean
  /** Cannot be hidden. */
  pinned?: boolean
  /** Where it stands on the card of a phone: head of the card, its right corner, half a line, a whole line, or nowhere. */
  card?: 'title' | 'aside' | 'line' | 'block' | 'none'
  /** Content of the totals row, made from the page that is shown. */
  total?: (page: ListPage<Row>) => ReactNode
}

export interface DataFilter {
  key: string
  label: string
  options: readonly { value: string; label: string }[]
  multiple?: boolean
  /** Behind "more" until used. */
  more?: boolean
}

export interface EmptyWords {
  title: string
  hint?: ReactNode
  action?: ReactNode
}

export interface DataListProps<Row> {
  /** Unique name: key of the cache, the saved views and the chosen columns. */
  name: string
  columns: readonly DataColumn<Row>[]
  load: (state: ListState, signal: AbortSignal) => Promise<ListPage<Row>>
  rowKey: (row: Row) => string
  /** Where Enter or a click on the row leads. */
  rowHref?: (row: Row) => string
  /** Instead of rowHref, for lists that open beside themselves. */
  onOpen?: (row: Row) => void
  filters?: readonly DataFilter[]
  searchPlaceholder?: string
  /** Address of a CSV file of everything that is filtered. */
  exportHref?: (state: ListState) => string
  empty: EmptyWords
  /** Left of the tools: actions on the list. */
  actions?: ReactNode
  /** Rows that can be ticked, and what can be done with them. */
  selection?: { selected: readonly string[]; onChange: (keys: readonly string[]) => void; bar: ReactNode }
  /** More that the row of a table does, such as being dragged. Not on a phone. */
  rowProps?: (row: Row) => HTMLAttributes<HTMLElement>
  /** Part of the cache key when `load` depends on something besides the state. */
  scope?: string
}
