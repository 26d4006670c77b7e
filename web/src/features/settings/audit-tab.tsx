import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { listAudit, type AuditRecord } from './api'
import { AuditChange } from './audit-change'
import { actionName, objectTypes } from './audit-words'
import styles from './settings.module.css'

function useColumns(): readonly DataColumn<AuditRecord>[] {
  const { t } = useTranslation('settings')
  return useMemo(
    () => [
      { key: 'at', title: t('audit.at'), width: 150, render: (row) => <Instant value={row.at} /> },
      { key: 'actor', title: t('audit.actor'), card: 'aside', render: (row) => row.actor },
      { key: 'action', title: t('audit.action'), card: 'title', render: (row) => actionName(row.action, t) },
      {
        key: 'object',
        title: t('audit.object'),
        render: (row) => <span className={styles.object}>{row.objectId}</span>,
      },
      {
        key: 'change',
        title: t('audit.change'),
        render: (row) => <AuditChange before={row.before} after={row.after} />,
      },
      {
        key: 'reason',
        title: t('audit.reason'),
        render: (row) => row.reason ?? <span className="xh-quiet">–</span>,
      },
    ],
    [t],
  )
}

/** Who changed what, when and why; there is no way to change it. */
export function AuditTab() {
  const { t } = useTranslation('settings')
  const columns = useColumns()
  return (
    <DataList
      name="audit"
      columns={columns}
      filters={[
        {
          key: 'objectType',
          label: t('audit.objectType'),
          options: objectTypes.map((value) => ({ value, label: t(`objectType.${value}`) })),
        },
      ]}
      load={listAudit}
      rowKey={(row) => row.id}
      searchPlaceholder={t('audit.search')}
      empty={{ title: t('audit.emptyTitle') }}
    />
  )
}
