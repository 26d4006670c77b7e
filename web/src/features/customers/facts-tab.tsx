import { WarningOutlined } from '@ant-design/icons'
import { Progress, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { usePersonName } from '../../session/people'
import { AgeOfFact, Day, Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { formatAmount, withCents } from '../../ui/format-amount'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StatusTag } from '../../ui/status-tag'
import { factGroups, sourceName, useFacts, type Fact, type Facts } from './facts-api'
import styles from './facts-tab.module.css'
import { StatementsPanel } from './statements-panel'

/** Shown side by side as statements instead. */
const inStatements = new Set<string>(['balance-sheet', 'income', 'cash-flow'])

function FactSource({ fact }: { fact: Fact }) {
  const { t } = useTranslation('customers')
  const nameOf = usePersonName()
  return (
    <div className={styles.sourceDetail}>
      <span>{t('facts.source', { source: sourceName(fact.source, t) })}</span>
      <span>
        {t('facts.validOn')} <Day value={fact.validOn} />
      </span>
      <span>
        {t('facts.recorded', { by: nameOf(fact.recordedBy) })} <Instant value={fact.recordedAt} />
      </span>
      <span>{t('facts.confidence', { percent: fact.confidence })}</span>
      {fact.evidence !== null && <span>{fact.evidence}</span>}
    </div>
  )
}

function FactRow({ fact }: { fact: Fact }) {
  const { t } = useTranslation('customers')
  const textOf = useText()
  const shown = textOf(fact.valueLabel)
  const isAmount = /^[A-Z]{3}$/.test(fact.unit)
  return (
    <div className={styles.fact}>
      <dt>{textOf(fact.label)}</dt>
      <dd>
        <span className="xh-numeric">
          {isAmount ? `${formatAmount(withCents(fact.value))} ${fact.unit}` : shown}
        </span>
        <Tooltip title={<FactSource fact={fact} />}>
          <span className={styles.source} tabIndex={0}>
            {sourceName(fact.source, t)} · <AgeOfFact days={fact.ageDays} />
          </span>
        </Tooltip>
        {fact.stale && <StatusTag tone="warn">{t('facts.stale')}</StatusTag>}
        {fact.conflicts.map((other) => (
          <span key={`${other.source}${other.value}`} className={styles.conflict}>
            <WarningOutlined aria-hidden />{' '}
            {t('facts.conflict', { source: sourceName(other.source, t), value: other.value })}
          </span>
        ))}
      </dd>
    </div>
  )
}

function Completeness({ facts }: { facts: Facts }) {
  const { t } = useTranslation('customers')
  const { known, stale, total } = facts.completeness
  return (
    <div className={styles.completeness}>
      <Progress
        percent={total === 0 ? 0 : Math.round((known * 100) / total)}
        size="small"
        aria-label={t('facts.completeness', { known, total })}
      />
      <span>{t('facts.completeness', { known, total })}</span>
      {stale > 0 && <StatusTag tone="warn">{t('facts.staleCount', { count: stale })}</StatusTag>}
    </div>
  )
}

/** Credit data with source, age and conflicts. */
export function FactsTab({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const facts = useFacts(code)
  if (facts.isError) return <ErrorState error={facts.error} onRetry={() => void facts.refetch()} />
  if (facts.isPending) return <PanelSkeleton rows={10} />
  if (facts.data.items.length === 0 && facts.data.statements.length === 0) {
    return <EmptyState title={t('facts.emptyTitle')} hint={t('facts.emptyHint')} />
  }
  return (
    <div className={styles.stack}>
      <Completeness facts={facts.data} />
      {facts.data.statements.length > 0 && <StatementsPanel statements={facts.data.statements} />}
      <div className={styles.groups}>
        {factGroups
          .filter((group) => !inStatements.has(group) || facts.data.statements.length === 0)
          .map((group) => ({ group, items: facts.data.items.filter((fact) => fact.group === group) }))
          .filter(({ items }) => items.length > 0)
          .map(({ group, items }) => (
            <Panel key={group} title={t(`factGroup.${group}`)}>
              <dl>
                {items.map((fact) => (
                  <FactRow key={fact.item} fact={fact} />
                ))}
              </dl>
            </Panel>
          ))}
      </div>
    </div>
  )
}
