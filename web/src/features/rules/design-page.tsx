import { RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmAction } from '../../ui/confirm-action'
import { Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { SimulationPanel } from '../../ui/simulation/simulation-panel'
import { useEdited } from '../../ui/use-edited'
import { useLeaveGuard } from '../../ui/use-leave-guard'
import { useRulesVersions, type Rule, type RulesVersion } from './api'
import { useDropRulesDraft, useRulesDraft, useSaveRulesDraft, type Draft } from './draft-api'
import { PublishBar } from './publish-bar'
import { RuleCard } from './rule-card'
import { RuleDrawer } from './rule-drawer'
import styles from './rules.module.css'

interface DesignerProps {
  inForce: RulesVersion
  draft: Draft | null
}

function RuleList({
  rules,
  onChange,
}: {
  rules: readonly Rule[]
  onChange: (rules: readonly Rule[]) => void
}) {
  const { t } = useTranslation('rules')
  const [open, setOpen] = useState<number | 'new'>()
  const keep = (rule: Rule) => {
    onChange(open === 'new' || open === undefined ? [...rules, rule] : rules.with(open, rule))
    setOpen(undefined)
  }
  return (
    <div className={styles.editList}>
      <Button onClick={() => setOpen('new')}>{t('form.add')}</Button>
      {rules.map((rule, index) => (
        <div key={`${rule.key} ${index}`} className={styles.editable}>
          <RuleCard rule={rule} />
          <div className={styles.editTools}>
            <Button size="small" onClick={() => setOpen(index)}>
              {t('form.edit')}
            </Button>
            <Button size="small" danger onClick={() => onChange(rules.toSpliced(index, 1))}>
              {t('form.remove')}
            </Button>
          </div>
        </div>
      ))}
      {open !== undefined && (
        <RuleDrawer
          rule={open === 'new' ? undefined : rules[open]}
          keys={[...new Set(rules.map(({ key }) => key))]}
          onSaved={keep}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}

/** How many rules are not as they are in force. */
function changesOf(rules: readonly Rule[], inForce: readonly Rule[]): number {
  const before = new Set(inForce.map((rule) => JSON.stringify(rule)))
  const after = new Set(rules.map((rule) => JSON.stringify(rule)))
  const added = [...after].filter((rule) => !before.has(rule)).length
  const removed = [...before].filter((rule) => !after.has(rule)).length
  return Math.max(added, removed)
}

function Designer({ inForce, draft }: DesignerProps) {
  const { t } = useTranslation('rules')
  const edited = useEdited<readonly Rule[]>(draft?.content.rules ?? inForce.content.rules)
  const save = useSaveRulesDraft()
  const drop = useDropRulesDraft()
  useLeaveGuard(edited.dirty)
  const rules = [...edited.value]
  const changes = changesOf(rules, inForce.content.rules)
  const keep = () =>
    save.mutate(
      { content: { rules }, baseVersion: inForce.version, revision: draft?.revision ?? null },
      { onSuccess: () => edited.reset(edited.value) },
    )
  const discard = () => drop.mutate(undefined, { onSuccess: () => edited.reset(inForce.content.rules) })
  return (
    <>
      <PageHeader
        title={t('design.title')}
        detail={
          draft === null ? (
            t('design.noDraft', { version: inForce.version })
          ) : (
            <>
              {t('design.saved', { by: draft.savedBy })} <Instant value={draft.savedAt} />
            </>
          )
        }
        actions={
          <>
            <Button
              aria-label={t('design.undo')}
              icon={<UndoOutlined />}
              disabled={!edited.undo}
              onClick={edited.undo}
            />
            <Button
              aria-label={t('design.redo')}
              icon={<RedoOutlined />}
              disabled={!edited.redo}
              onClick={edited.redo}
            />
            {draft !== null && (
              <ConfirmAction
                label={t('design.drop')}
                question={t('design.dropQuestion')}
                consequence={t('design.dropHint')}
                danger
                onConfirm={discard}
              />
            )}
            <Button disabled={!edited.dirty} loading={save.isPending} onClick={keep}>
              {t('design.save')}
            </Button>
          </>
        }
      />
      {draft?.outdated === true && <Alert type="warning" showIcon title={t('design.outdated')} />}
      <ProblemAlert error={save.error ?? drop.error} />
      <div className={styles.designer}>
        <div>
          {changes > 0 && (
            <PublishBar
              rules={rules}
              changes={changes}
              onDone={() => (draft === null ? edited.reset(inForce.content.rules) : discard())}
            />
          )}
          <RuleList rules={rules} onChange={edited.change} />
        </div>
        <div className={styles.effect}>
          <SimulationPanel tried={{ kind: 'control-rules', content: { rules } }} months={[1, 3, 6, 12, 24]} />
        </div>
      </div>
    </>
  )
}

/** The control rules under edit on the left, what they would have done to past orders on the right. */
export function Component() {
  const versions = useRulesVersions()
  const draft = useRulesDraft()
  const error = versions.error ?? draft.error
  if (error !== null)
    return (
      <ErrorState error={error} onRetry={() => void Promise.all([versions.refetch(), draft.refetch()])} />
    )
  const inForce = versions.data?.items.find((one) => one.inForce)
  if (inForce === undefined || draft.data === undefined) return <PanelSkeleton rows={12} />
  return <Designer inForce={inForce} draft={draft.data.draft} />
}
