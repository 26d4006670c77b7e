import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DesignerGate } from '../../ui/shared-draft/designer-gate'
import { DraftHeader } from '../../ui/shared-draft/draft-header'
import type { SharedDraft } from '../../ui/shared-draft/shared-draft-api'
import { useDraftDesigner } from '../../ui/shared-draft/use-draft-designer'
import { SimulationPanel } from '../../ui/simulation/simulation-panel'
import { useRulesVersions, type Rule, type RulesVersion } from './api'
import { PublishBar } from './publish-bar'
import { RuleCard } from './rule-card'
import { RuleDrawer } from './rule-drawer'
import styles from './rules.module.css'

const DRAFT = '/api/v1/control-rules/draft'

interface DesignerProps {
  inForce: RulesVersion
  draft: SharedDraft<RulesVersion['content']> | null
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
        <RuleCard
          key={`${rule.key} ${index}`}
          rule={rule}
          tools={
            <>
              <Button size="small" onClick={() => setOpen(index)}>
                {t('form.edit')}
              </Button>
              <Button size="small" danger onClick={() => onChange(rules.toSpliced(index, 1))}>
                {t('form.remove')}
              </Button>
            </>
          }
        />
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

function Designer({ inForce, draft }: DesignerProps) {
  const { t } = useTranslation('rules')
  const designer = useDraftDesigner({ path: DRAFT, draft, inForce })
  const { edited, discard, published, baseVersion } = designer
  const { rules } = edited.value
  return (
    <>
      <DraftHeader title={t('design.title')} draft={draft} version={inForce.version} designer={designer} />
      <div className={styles.designer}>
        <div>
          <PublishBar
            {...{ rules, baseVersion }}
            inForce={inForce.content.rules}
            onPublished={published}
            onDiscard={discard}
          />
          <RuleList rules={rules} onChange={(changed) => edited.change({ rules: [...changed] })} />
        </div>
        <div className={styles.effect}>
          <SimulationPanel
            tried={{ kind: 'control-rules', content: edited.value }}
            months={[1, 3, 6, 12, 24]}
          />
        </div>
      </div>
    </>
  )
}

/** The control rules under edit on the left, what they would have done to past orders on the right. */
export function Component() {
  const versions = useRulesVersions()
  return (
    <DesignerGate<RulesVersion['content'], RulesVersion> versions={versions} draftPath={DRAFT}>
      {(inForce, draft) => <Designer inForce={inForce} draft={draft} />}
    </DesignerGate>
  )
}
