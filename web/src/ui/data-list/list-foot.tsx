import { Button, Pagination } from 'antd'
import { useTranslation } from 'react-i18next'
import { cx } from '../cx'
import styles from './data-list.module.css'
import type { ListControl } from './list-state'
import type { ListPage } from './list-types'

interface ListFootProps {
  page: ListPage<unknown>
  control: ListControl
  phone: boolean
}

/** Pages with a total, or "first / next" for a cursor-paged list. */
export function ListFoot({ page, control, phone }: ListFootProps) {
  const { t } = useTranslation()
  const { state } = control
  if (page.total !== undefined) {
    return (
      <div className={cx(styles.foot, 'xh-no-print')}>
        <Pagination
          size={phone ? 'medium' : 'small'}
          simple={phone}
          current={state.page}
          pageSize={state.pageSize}
          total={page.total}
          pageSizeOptions={[20, 50, 100, 200]}
          showSizeChanger={!phone}
          showTotal={(total) => {
            const shown = total.toLocaleString('en-US')
            return t('list.rows', { count: total, shown: page.totalExceeded === true ? `${shown}+` : shown })
          }}
          onChange={control.setPage}
        />
      </div>
    )
  }
  if (state.cursor === undefined && page.nextCursor == null) return null
  return (
    <div className={cx(styles.foot, 'xh-no-print')}>
      {state.cursor !== undefined && (
        <Button onClick={() => control.setCursor(undefined)}>{t('list.firstPage')}</Button>
      )}
      <Button
        disabled={page.nextCursor == null}
        onClick={() => control.setCursor(page.nextCursor ?? undefined)}
      >
        {t('list.nextPage')}
      </Button>
    </div>
  )
}
