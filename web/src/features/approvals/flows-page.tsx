import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { StatusTag } from '../../ui/status-tag'
import { useFlows, useSubjects } from './flow-api'
import type { FlowItem, Subject } from './flow-types'
import styles from './flows.module.css'
import { NewFlow } from './new-flow'
import { useFlowWords } from './use-flow-words'

/** What comes with the program was there from the beginning of time. */
function isBuiltIn(publishedAt: string): boolean {
  return Date.parse(publishedAt) === 0
}

function FlowRow({ flow, subject }: { flow: FlowItem; subject: Subject }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const words = useFlowWords(subject.fields, subject.actions)
  return (
    <li>
      <Link to={`/approval-flows/${encodeURIComponent(flow.code)}`} className={styles.row ?? ''}>
        <span className={styles.rowName}>{textOf(flow.name)}</span>
        <span className={styles.rowTags}>
          {flow.version === null ? (
            <StatusTag tone="neutral">{t('version.never')}</StatusTag>
          ) : (
            <StatusTag tone={flow.active ? 'good' : 'neutral'}>
              {flow.active
                ? t('version.nameInForce', { version: flow.version })
                : t('version.nameOff', { version: flow.version })}
            </StatusTag>
          )}
          {flow.hasDraft && <StatusTag tone="info">{t('version.draft')}</StatusTag>}
        </span>
        <span className={styles.rowNote}>
          {words.expression(flow.startWhen)}
          {flow.publishedAt !== null &&
            (isBuiltIn(flow.publishedAt) ? (
              ` · ${t('flows.builtIn')}`
            ) : (
              <>
                {' · '}
                <Person username={flow.publishedBy} /> <Instant value={flow.publishedAt} />
              </>
            ))}
          {flow.running > 0 && ` · ${t('version.running', { count: flow.running })}`}
          {flow.runningOnOld > 0 && ` · ${t('version.onOld', { count: flow.runningOnOld })}`}
        </span>
      </Link>
    </li>
  )
}

/** All flows by what they decide on, in the order in which they are tried. */
export function Component() {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const canWrite = useUser().can('flows:write')
  const [adding, setAdding] = useState<Subject>()
  const flows = useFlows()
  const subjects = useSubjects()
  if (flows.isError) return <ErrorState error={flows.error} onRetry={() => void flows.refetch()} />
  if (subjects.isError) return <ErrorState error={subjects.error} onRetry={() => void subjects.refetch()} />
  if (flows.isPending || subjects.isPending) return <PanelSkeleton rows={12} />
  return (
    <>
      <PageHeader title={t('flows.title')} detail={t('flows.detail')} />
      <div className={styles.subjects}>
        {subjects.data.items.map((subject) => {
          const own = flows.data.items
            .filter((flow) => flow.subject === subject.key)
            .sort((a, b) => a.priority - b.priority)
          return (
            <Panel
              key={subject.key}
              title={textOf(subject.name)}
              extra={
                canWrite && (
                  <Button
                    size="small"
                    icon={<PlusOutlined />}
                    aria-label={t('flows.addFor', { subject: textOf(subject.name) })}
                    onClick={() => setAdding(subject)}
                  >
                    {t('flows.add')}
                  </Button>
                )
              }
            >
              {own.length === 0 ? (
                <p className="xh-quiet">{t('flows.none')}</p>
              ) : (
                <ul className={styles.rows}>
                  {own.map((flow) => (
                    <FlowRow key={flow.code} flow={flow} subject={subject} />
                  ))}
                </ul>
              )}
            </Panel>
          )
        })}
      </div>
      {subjects.data.items.length === 0 && <EmptyState title={t('flows.noSubjects')} />}
      {adding !== undefined && <NewFlow subject={adding} onClose={() => setAdding(undefined)} />}
    </>
  )
}
