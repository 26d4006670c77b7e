import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Age } from '../../ui/age'
import { Day } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { useCockpit, type Cockpit, type Outcome } from './api'
import { ArrangementsPanel } from './arrangements-panel'
import styles from './worklist.module.css'
import { ContactHistory } from './contact-history'
import { EvidencePanel } from './evidence-panel'
import { LogContact } from './log-contact'
import { OpenItems } from './open-items'
import { outcomeKeys, useOutcomeKeys } from './outcome-keys'

function Standing({ standing }: Pick<Cockpit, 'standing'>) {
  const { t } = useTranslation('worklist')
  const text = useText()
  return (
    <>
      <dl className={styles.numbers}>
        <div>
          <dt>{t('column.overdue')}</dt>
          <dd>
            <Money value={standing.overdue} currency="sign" strong />
          </dd>
        </div>
        <div>
          <dt>{t('column.collectable')}</dt>
          <dd>
            <Money value={standing.collectable} currency="sign" strong />
          </dd>
        </div>
        <div>
          <dt>{t('column.oldest')}</dt>
          <dd>
            <Age days={standing.oldestDays > 0 ? standing.oldestDays : null} />
          </dd>
        </div>
        <div>
          <dt>{t('column.grade')}</dt>
          <dd>
            <GradeTag grade={standing.grade} />
          </dd>
        </div>
      </dl>
      <p>
        <strong>{t(`step.${standing.suggestion.step}`)}</strong> · {text(standing.suggestion.why)}
      </p>
      <p className="xh-quiet">{text(standing.reason)}</p>
    </>
  )
}

/** The hours in which calls were answered, and the day before payments usually arrive. */
function WhenToCall({ bestTime, callOn }: Pick<Cockpit, 'bestTime' | 'callOn'>) {
  const { t } = useTranslation('worklist')
  if (bestTime === null && callOn === null) return null
  return (
    <p>
      {bestTime !== null && t('cockpit.bestTime', bestTime)}{' '}
      {callOn !== null && t('cockpit.callOn', { day: t(`weekday.${callOn as 1}`) })}
    </p>
  )
}

/** One customer to collect from: what is owed, what is agreed, who said what, and the next contact by one key. */
export function CustomerCockpit({ code }: { code: string }) {
  const { t } = useTranslation('worklist')
  const cockpit = useCockpit(code)
  const [logging, setLogging] = useState<Outcome | null>(null)
  const may = cockpit.data?.standing.allowed.includes('edit') ?? false
  useOutcomeKeys(may && logging === null, setLogging)
  if (cockpit.isError) return <ErrorState error={cockpit.error} onRetry={() => void cockpit.refetch()} />
  if (cockpit.isPending) return <PanelSkeleton rows={8} />
  const { standing, items, tasks } = cockpit.data
  return (
    <Flex vertical gap="middle">
      <Panel
        title={standing.customerName}
        extra={<Link to={`/customers/${encodeURIComponent(code)}`}>{t('cockpit.customer')}</Link>}
      >
        <Standing standing={standing} />
        <WhenToCall {...cockpit.data} />
        {may && (
          <div className={styles.outcomes} role="group" aria-label={t('log.title')}>
            {outcomeKeys.map((outcome, index) => (
              <Button key={outcome} onClick={() => setLogging(outcome)}>
                <kbd>{index + 1}</kbd> {t(`outcome.${outcome}`)}
              </Button>
            ))}
          </div>
        )}
        {tasks.length > 0 && (
          <ul className={styles.tasks} aria-label={t('tasks')}>
            {tasks.map((task) => (
              <li key={task.id}>
                <Day value={task.dueOn} /> {t(`task.${task.kind}`)} · {task.text}
                <span className="xh-quiet">
                  {task.assignee !== null && <Person username={task.assignee} />}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('cockpit.items')} flush>
        <OpenItems items={items} />
      </Panel>
      <ArrangementsPanel code={code} cockpit={cockpit.data} may={may} />
      <ContactHistory code={code} />
      <EvidencePanel code={code} may={may} />
      {logging !== null && (
        <LogContact code={code} outcome={logging} cockpit={cockpit.data} onClose={() => setLogging(null)} />
      )}
    </Flex>
  )
}
