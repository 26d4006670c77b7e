import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import { useRoleName } from '../../session/role-names'
import { StatusTag } from '../../ui/status-tag'
import type { Step, Strategy } from './strategy-api'
import styles from './strategies.module.css'

/** When a step comes, in words. */
function useStepTime(): (step: Pick<Step, 'anchor' | 'days'>) => string {
  const { t } = useTranslation('strategies')
  return ({ anchor, days }) => {
    if (anchor === 'previous') return t('step.afterPrevious', { days })
    const when =
      days < 0 ? t('step.before', { days: -days }) : days === 0 ? t('step.onDay') : t('step.after', { days })
    return anchor === 'oldest-due' ? t('step.ofOldest', { when }) : when
  }
}

function audienceWords(strategy: Strategy, everybody: string): string {
  const { grades, segments, classes, owners, overdue, brokenPromisesFrom } = strategy.audience
  const parts = [
    ...[grades, segments, classes, owners].flatMap((list) => (list ? [list.join(' / ')] : [])),
    ...(overdue ? [`${overdue.from ?? '0'} – ${overdue.below ?? '∞'}`] : []),
    ...(brokenPromisesFrom === undefined ? [] : [`≥ ${brokenPromisesFrom}`]),
  ]
  return parts.length === 0 ? everybody : parts.join('; ')
}

function StepRow({ step, tools }: { step: Step; tools?: ReactNode }) {
  const { t } = useTranslation('strategies')
  const textOf = useText()
  const timeOf = useStepTime()
  const roleName = useRoleName()
  return (
    <li className={styles.step}>
      <span className={styles.time}>{timeOf(step)}</span>
      <span className={styles.channel}>{t(`channel.${step.channel}`)}</span>
      <span className={styles.name}>{textOf(step.name)}</span>
      <span className={styles.marks}>
        {step.approval && <StatusTag tone="warn">{t('step.approval')}</StatusTag>}
        {step.creditEffect !== 'none' && (
          <StatusTag tone="danger">{t(`effect.${step.creditEffect}`)}</StatusTag>
        )}
        {step.escalateTo !== undefined && (
          <StatusTag tone="info">{t('step.escalates', { role: roleName(step.escalateTo) })}</StatusTag>
        )}
      </span>
      {tools}
    </li>
  )
}

interface StrategyCardProps {
  strategy: Strategy
  tools?: ReactNode
  stepTools?: (index: number) => ReactNode
}

/** A strategy as its steps one under the other. */
export function StrategyCard({ strategy, tools, stepTools }: StrategyCardProps) {
  const { t } = useTranslation('strategies')
  const textOf = useText()
  const { stop } = strategy
  return (
    <Panel title={textOf(strategy.name)} extra={tools}>
      <p className="xh-quiet">
        {t('audience.title')}: {audienceWords(strategy, t('audience.everybody'))}
        {stop.contactsIn30Days !== null && ` · ${t('stop.atMost', { count: stop.contactsIn30Days })}`}
        {stop.openPromise && ` · ${t('stop.openPromise')}`}
        {' · '}
        {t(`unmatched.${strategy.unmatchedMoney}`)}
      </p>
      <ol className={styles.steps}>
        {strategy.steps.map((step, index) => (
          <StepRow key={step.code} step={step} tools={stepTools?.(index)} />
        ))}
      </ol>
    </Panel>
  )
}
