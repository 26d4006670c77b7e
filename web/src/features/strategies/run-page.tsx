import { Alert, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useUser } from '../../session/session'
import { Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { ContactTable } from './contact-table'
import { RunFigures } from './run-figures'
import { lettersFile, useRun, useRunContacts, type Run } from './strategy-api'

function Contacts({ run }: { run: Run }) {
  const { t } = useTranslation('strategies')
  const [page, setPage] = useState(1)
  const contacts = useRunContacts(run.id, page, run.status !== 'running')
  if (contacts.isError) return <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
  if (contacts.isPending) return <PanelSkeleton rows={8} />
  const { items, total = items.length } = contacts.data
  return (
    <Panel title={t('run.contacts')} flush>
      <ContactTable contacts={items} page={{ current: page, total, onChange: setPage }} />
    </Panel>
  )
}

/** One run: what it came to, and each contact with its items. */
export function Component() {
  const { t } = useTranslation('strategies')
  const { can } = useUser()
  const { id = '' } = useParams()
  const run = useRun(id)
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />
  if (run.isPending) return <PanelSkeleton rows={12} />
  const { mode, onDay, startedBy, startedAt, scheduled, status, error, byChannel, strategyVersion } = run.data
  const hasLetters = mode === 'live' && (byChannel['letter'] ?? 0) > 0
  return (
    <>
      <PageHeader
        title={t('run.of', { mode: t(`run.${mode}`), day: onDay })}
        detail={
          <>
            {scheduled ? t('run.scheduled') : <Person username={startedBy} />} <Instant value={startedAt} /> ·{' '}
            {t('version.name', { version: strategyVersion })} · {t(`run.status.${status}`)}
          </>
        }
        actions={
          hasLetters &&
          can('collections:write') && <a href={lettersFile({ runId: id })}>{t('message.letters')}</a>
        }
      />
      <Flex vertical gap="middle">
        {error !== null && <Alert type="error" showIcon title={t('run.failed')} description={error} />}
        <Panel>
          <RunFigures figures={run.data} />
        </Panel>
        <Contacts run={run.data} />
      </Flex>
    </>
  )
}
