import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { Case, Step, Visit } from '../../ui/cases/case-api'
import styles from './case.module.css'
import { SecurityRow } from './securities'
import { useDuration } from './use-duration'

const stepTones: Readonly<Record<Step['status'], Tone>> = {
  waiting: 'neutral',
  open: 'info',
  approved: 'good',
  rejected: 'danger',
  returned: 'warn',
  delegated: 'neutral',
  escalated: 'warn',
  superseded: 'neutral',
}

function StepRow({ step }: { step: Step }) {
  const { t } = useTranslation('approvals')
  const duration = useDuration()
  const { kind } = step
  return (
    <li className={styles.step}>
      <p className={styles.rowHead}>
        <span>
          {step.assignee.displayName}
          {step.onBehalfOf !== null && (
            <span className="xh-quiet"> {t('path.behalf', { name: step.onBehalfOf })}</span>
          )}
          {kind !== 'approver' && kind !== 'deputy' && (
            <span className="xh-quiet"> {t(`path.kind.${kind}`)}</span>
          )}
        </span>
        <StatusTag tone={stepTones[step.status]}>{t(`step.${step.status}`)}</StatusTag>
      </p>
      {step.comment !== null && <p className={styles.quote}>{step.comment}</p>}
      {step.conditions !== null && step.conditions.amount !== null && (
        <p>
          {t('case.conditionAmount')} <Money value={step.conditions.amount} currency="sign" />
        </p>
      )}
      {step.conditions?.securities.map((security) => (
        <p key={security.stepId}>
          <SecurityRow security={security} />
        </p>
      ))}
      {step.earlierStepId !== null && <p className="xh-quiet">{t('path.passedOver')}</p>}
      {step.decidedAt !== null && step.status !== 'superseded' && (
        <p className="xh-quiet">
          <Instant value={step.decidedAt} />
          {step.workingMinutes !== null && ` · ${t('path.took', { time: duration(step.workingMinutes) })}`}
        </p>
      )}
    </li>
  )
}

function VisitRow({ visit }: { visit: Visit }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const active = visit.status === 'active'
  const stages = new Set(visit.steps.map(({ stage }) => stage)).size
  return (
    <li
      className={styles.visit}
      data-status={visit.status}
      {...(active ? { 'aria-current': 'step' as const } : {})}
    >
      <p className={styles.rowHead}>
        <strong>{textOf(visit.name)}</strong>
        {visit.round > 1 && <span className="xh-quiet">{t('path.round', { count: visit.round })}</span>}
        <span className={styles.visitState}>{t(`visit.${visit.status}`)}</span>
      </p>
      <p className="xh-quiet">
        <Instant value={visit.enteredAt} />
        {active && visit.dueAt !== null && (
          <>
            {' · '}
            {t('case.dueBy')} <Instant value={visit.dueAt} />
          </>
        )}
      </p>
      {active && visit.overdue && <StatusTag tone="danger">{t('case.overdue')}</StatusTag>}
      {visit.unassigned && <StatusTag tone="danger">{t('path.unassigned')}</StatusTag>}
      {visit.steps.length > 0 && (
        <ul className={styles.steps} data-stages={stages > 1 || undefined}>
          {visit.steps.map((step) => (
            <StepRow key={step.id} step={step} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** The way of the case from its submission: who was asked when, what they said, and who comes next. */
export function CasePath({ found }: { found: Case }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const { flow } = found
  return (
    <Panel
      title={t('path.title')}
      extra={
        <span>
          {textOf(flow.name)} · {t('version.name', { version: flow.version })}
          {!flow.newest && ` (${t('path.oldVersion')})`}
        </span>
      }
    >
      <ol className={styles.path}>
        {found.path
          .filter(
            ({ steps, kind }) => steps.length > 0 || kind === 'start' || kind === 'end' || kind === 'action',
          )
          .map((visit) => (
            <VisitRow key={visit.id} visit={visit} />
          ))}
        {found.ahead.map(({ nodeId, name, people }) => (
          <li key={nodeId} className={styles.visit} data-status="ahead">
            <p className={styles.rowHead}>
              <strong>{textOf(name)}</strong>
              <span className={styles.visitState}>{t('path.ahead')}</span>
            </p>
            {people.length > 0 && (
              <p className="xh-quiet">{people.map(({ displayName }) => displayName).join(t('separator'))}</p>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
