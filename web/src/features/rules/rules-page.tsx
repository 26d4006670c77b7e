import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePersonName } from '../../session/people'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StatusTag } from '../../ui/status-tag'
import { useChosenVersion, VersionChoice } from '../../ui/version-choice'
import { useRulesVersions, type Rule, type RulesVersion } from './api'
import type { AutoRelease } from './auto-release'
import { PublishBar } from './publish-bar'
import { RuleCard } from './rule-card'
import styles from './rules.module.css'

/** Rules that stop for good first, then those that hold, then those that warn; exclusions last. */
function rankOf({ effect }: Rule): number {
  return effect.kind === 'exclusion' ? 3 : ['block', 'hold', 'warn'].indexOf(effect.strength)
}

function VersionLine({ version }: { version: RulesVersion }) {
  const { t } = useTranslation('rules')
  const nameOf = usePersonName()
  return (
    <p className={styles.version}>
      <StatusTag tone={version.inForce ? 'good' : 'neutral'}>
        {version.inForce ? t('version.inForce') : t('version.past')}
      </StatusTag>
      <span>
        {t('version.since')}{' '}
        {version.validFrom === null ? t('version.beginning') : <Instant value={version.validFrom} />}
      </span>
      <span>{t('version.by', { name: nameOf(version.createdBy) })}</span>
      <span>{t('version.rules', { count: version.content.rules.length })}</span>
    </p>
  )
}

/** The rules of a version as cards; those in force can be changed by whoever may write rules. */
function RuleCards({ version }: { version: RulesVersion }) {
  const [edited, setEdited] = useState<readonly Rule[]>()
  const canEdit = version.allowed.includes('edit')
  const stored = version.content.rules
  const rules = edited ?? stored
  const change = (changed: number) => (value: AutoRelease) =>
    setEdited(
      rules.map((rule, index) => {
        if (index !== changed) return rule
        const { autoRelease: _before, ...rest } = rule
        return value === undefined ? rest : { ...rest, autoRelease: value }
      }),
    )
  return (
    <>
      <div className={styles.cards}>
        {rules
          .map((rule, index) => ({ rule, index }))
          .sort((a, b) => rankOf(a.rule) - rankOf(b.rule))
          .map(({ rule, index }) => (
            <RuleCard
              key={`${rule.key}${index}`}
              rule={rule}
              {...(canEdit ? { onAutoRelease: change(index) } : {})}
            />
          ))}
      </div>
      <PublishBar
        rules={rules}
        inForce={stored}
        baseVersion={version.version}
        onPublished={() => setEdited(undefined)}
        onDiscard={() => setEdited(undefined)}
      />
    </>
  )
}

/** The control rules as cards in words, per version. */
export function Component() {
  const { t } = useTranslation('rules')
  const versions = useRulesVersions()
  const items = versions.data?.items ?? []
  const { shown, choose } = useChosenVersion(items)
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
  if (versions.isPending) return <PanelSkeleton rows={12} />
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={
          <VersionChoice
            versions={items}
            shown={shown?.version ?? null}
            onChoose={choose}
            designer={{ path: '/rules/design', label: t('design.open') }}
          />
        }
      />
      {shown === undefined ? (
        <EmptyState title={t('empty')} />
      ) : (
        <>
          <VersionLine version={shown} />
          <div className={styles.stack}>
            <RuleCards key={`cards ${shown.version}`} version={shown} />
            <HistoryPanel key={shown.version} objectType="control-rules" objectId={String(shown.version)} />
          </div>
        </>
      )}
    </>
  )
}
