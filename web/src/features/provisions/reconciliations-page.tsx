import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useUser } from '../../session/session'
import { Day } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { useProvisionsChanged, useReconciliations, type Reconciliation } from './api'
import { DifferencesPanel } from './differences-panel'
import styles from './provisions.module.css'
import { UploadDrawer } from './upload-drawer'

const tones: Readonly<Record<Reconciliation['status'], Tone>> = {
  agreed: 'good',
  settled: 'info',
  open: 'warn',
}

interface ListProps {
  items: readonly Reconciliation[]
  onOpen: (id: string) => void
}

function List({ items, onOpen }: ListProps) {
  const { t } = useTranslation('provisions')
  const side = (key: 'theirs' | 'ours' | 'difference') => ({
    key,
    title: t(`rec.${key}`),
    align: 'right' as const,
    render: (_: unknown, { totals }: Reconciliation) =>
      totals.map((total) => (
        <div key={total.currency}>
          <Money value={total[key]} currency="sign" strong={key === 'difference'} />
        </div>
      )),
  })
  return (
    <StackingTable<Reconciliation>
      rows={items}
      rowKey={({ id }) => id}
      pageSize={12}
      columns={[
        {
          key: 'asOf',
          title: t('rec.asOf'),
          render: (_, { id, asOf }) => (
            <Button type="link" size="small" onClick={() => onOpen(id)}>
              <Day value={asOf} />
            </Button>
          ),
        },
        { key: 'source', title: t('rec.source'), render: (_, { source }) => source },
        {
          key: 'status',
          title: t('rec.state_title'),
          stack: 'aside',
          render: (_, { status }) => <StatusTag tone={tones[status]}>{t(`rec.status.${status}`)}</StatusTag>,
        },
        {
          key: 'compared',
          title: t('rec.items'),
          render: (_, { totals, level }) => (
            <>
              {t(`rec.level.${level}`)}
              {totals.map(({ currency, compared, agreed }) => (
                <div key={currency}>{t('rec.compared', { compared, agreed })}</div>
              ))}
            </>
          ),
        },
        ...(['theirs', 'ours', 'difference'] as const).map(side),
        { key: 'by', title: t('rec.by'), render: (_, { statedBy }) => <Person username={statedBy} /> },
      ]}
    />
  )
}

/** What other systems say is open against our ledger, and what was made of the differences. */
export function Component() {
  const { t } = useTranslation('provisions')
  const { can } = useUser()
  const found = useReconciliations()
  const changed = useProvisionsChanged()
  const [params, setParams] = useSearchParams()
  const [sending, setSending] = useState(false)
  const open = (one: string) => setParams({ one }, { replace: true, preventScrollReset: true })
  const content = () => {
    if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
    if (found.isPending) return <PanelSkeleton rows={8} />
    const { items } = found.data
    if (items.length === 0) return <EmptyState title={t('rec.empty')} hint={t('rec.emptyHint')} />
    const shown = params.get('one') ?? items[0]?.id
    return (
      <div className={styles.stack}>
        <Panel>
          <List items={items} onOpen={open} />
        </Panel>
        {shown !== undefined && <DifferencesPanel key={shown} id={shown} />}
      </div>
    )
  }
  return (
    <>
      <PageHeader
        title={t('rec.title')}
        detail={t('rec.detail')}
        actions={
          can('provisions:write') && (
            <Button type="primary" onClick={() => setSending(true)}>
              {t('rec.upload')}
            </Button>
          )
        }
      />
      {content()}
      {sending && (
        <UploadDrawer
          onClose={() => setSending(false)}
          onMade={({ id }) => {
            void changed()
            setSending(false)
            open(id)
          }}
        />
      )}
    </>
  )
}
