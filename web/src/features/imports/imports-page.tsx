import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { oneOf } from '../../api/one-of'
import { useUser } from '../../session/session'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { PageHeader } from '../../ui/page-header'
import { Person } from '../../ui/person'
import { importKinds, listImports, type ImportSummary } from './api'
import { ImportStatus } from './import-status'
import styles from './imports.module.css'

function useColumns(): readonly DataColumn<ImportSummary>[] {
  const { t } = useTranslation('imports')
  return useMemo(() => {
    const count = (key: 'total' | 'applied' | 'unchanged' | 'faulty'): DataColumn<ImportSummary> => ({
      key,
      title: t(`rows.${key}`),
      align: 'right',
      render: (row) => <span className="xh-numeric">{row.rows[key].toLocaleString('en-US')}</span>,
    })
    return [
      {
        key: 'file',
        title: t('column.file'),
        pinned: true,
        card: 'title',
        render: (row) => <Link to={`/imports/${row.id}`}>{row.fileName}</Link>,
      },
      {
        key: 'kind',
        title: t('column.kind'),
        render: (row) => {
          const kind = oneOf(row.kind, importKinds)
          return kind === undefined ? row.kind : t(`kind.${kind}`)
        },
      },
      {
        key: 'status',
        title: t('column.status'),
        card: 'aside',
        render: (row) => <ImportStatus status={row.status} />,
      },
      count('total'),
      count('applied'),
      count('unchanged'),
      count('faulty'),
      { key: 'by', title: t('column.by'), render: (row) => <Person username={row.createdBy} /> },
      { key: 'at', title: t('column.at'), render: (row) => <Instant value={row.createdAt} /> },
    ]
  }, [t])
}

/** What was imported, by whom and how it ended; new files start here. */
export function Component() {
  const { t } = useTranslation('imports')
  const user = useUser()
  const columns = useColumns()
  const start = (
    <Link to="/imports/new" className={styles.start ?? ''}>
      <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
        {t('new')}
      </Button>
    </Link>
  )
  const mayImport = user.can('imports:write')
  return (
    <>
      <PageHeader title={t('title')} detail={t('detail')} actions={mayImport ? start : undefined} />
      <DataList
        name="imports"
        columns={columns}
        load={listImports}
        rowKey={(row) => row.id}
        rowHref={(row) => `/imports/${row.id}`}
        empty={{ title: t('emptyTitle'), hint: t('emptyHint'), ...(mayImport ? { action: start } : {}) }}
      />
    </>
  )
}
