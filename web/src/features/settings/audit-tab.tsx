import { Drawer } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { AuditEntry } from '../../ui/audit/audit-api'
import { useAuditWords } from '../../ui/audit/audit-words'
import { ChangeList } from '../../ui/audit/change-list'
import { TransactionEntries } from '../../ui/audit/transaction-entries'
import { DataList } from '../../ui/data-list/data-list'
import type { DataColumn } from '../../ui/data-list/list-types'
import { Instant } from '../../ui/day'
import { listAudit } from './audit-api'
import { AuditFilters, auditParams } from './audit-filters'
import styles from './audit-tab.module.css'
import { VerificationPanel } from './verification-panel'

const kinds = ['action', 'row', 'rows', 'access'] as const
const objectTypes = [
  ...(['customer', 'account', 'hold', 'group', 'segment', 'document', 'fx-rate', 'user', 'role'] as const),
  ...(['department', 'position', 'authority', 'api-key', 'webhook', 'control-rules', 'policy'] as const),
  ...(['scorecard', 'rating-override', 'rating-run', 'limit-proposal', 'reservation', 'order'] as const),
  ...(['approval-flow', 'approval-case', 'approval-step', 'approval-event', 'publication-request'] as const),
  ...(['import', 'organisation', 'sign-in-rules', 'identity-provider', 'mail-server', 'chat-robot'] as const),
  ...(['notification-template', 'working-calendar', 'aging', 'report', 'audit'] as const),
]

function useColumns(): readonly DataColumn<AuditEntry>[] {
  const { t } = useTranslation('audit')
  const { done, actor } = useAuditWords()
  return [
    { key: 'at', title: t('at'), width: 150, render: (row) => <Instant value={row.at} /> },
    { key: 'actor', title: t('actorTitle'), card: 'aside', render: actor },
    { key: 'action', title: t('action'), card: 'title', render: done },
    {
      key: 'object',
      title: t('object'),
      render: (row) => <span className={styles.object}>{row.objectId}</span>,
    },
    {
      key: 'change',
      title: t('change'),
      card: 'block',
      render: (row) => (
        <div className={styles.change}>
          <ChangeList before={row.before} after={row.after} max={3} />
        </div>
      ),
    },
    {
      key: 'reason',
      title: t('reason'),
      render: (row) => row.reason ?? <span className="xh-quiet">–</span>,
    },
  ]
}

/** Who changed or looked at what, when and why, and the proof that nothing of it was tampered with. */
export function AuditTab() {
  const { t } = useTranslation('audit')
  const { objectType } = useAuditWords()
  const columns = useColumns()
  const [params] = useSearchParams()
  const [opened, setOpened] = useState<AuditEntry>()
  const scope = useMemo(() => auditParams.map((key) => params.get(key) ?? '').join('|'), [params])
  return (
    <>
      <VerificationPanel />
      <AuditFilters />
      <DataList
        name="audit"
        columns={columns}
        scope={scope}
        filters={[
          {
            key: 'kind',
            label: t('kind'),
            options: kinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          {
            key: 'objectType',
            label: t('objectTypeTitle'),
            options: objectTypes.map((value) => ({ value, label: objectType(value) })),
          },
        ]}
        load={(state, signal) => listAudit(params, state, signal)}
        rowKey={(row) => row.id}
        onOpen={setOpened}
        searchPlaceholder={t('search')}
        empty={{ title: t('emptyTitle') }}
      />
      <Drawer
        open={opened !== undefined}
        title={t('detail')}
        size="large"
        onClose={() => setOpened(undefined)}
        destroyOnHidden
      >
        {opened !== undefined && <TransactionEntries entry={opened} />}
      </Drawer>
    </>
  )
}
