import { App, Button, Flex } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { DesignerGate } from '../../ui/shared-draft/designer-gate'
import { DraftHeader } from '../../ui/shared-draft/draft-header'
import type { SharedDraft } from '../../ui/shared-draft/shared-draft-api'
import { useDraftDesigner } from '../../ui/shared-draft/use-draft-designer'
import {
  publishStrategies,
  useStrategies,
  type StrategiesVersion,
  type Strategy,
  type StrategyDocument,
} from './strategy-api'
import { StrategyCard } from './strategy-card'
import { CommonFields } from './common-fields'
import { StepDrawer } from './step-drawer'
import { StrategyDrawer } from './strategy-drawer'
import { StrategyTrial } from './strategy-trial'
import { newStep, newStrategy } from './new-strategy'
import styles from './strategies.module.css'

const DRAFT = '/api/v1/collection-strategies/draft'

function EditedStrategy({
  strategy,
  onChange,
  onRemove,
}: {
  strategy: Strategy
  onChange: (strategy: Strategy) => void
  onRemove: (() => void) | undefined
}) {
  const { t } = useTranslation('strategies')
  const [step, setStep] = useState<number | 'new'>()
  const [opened, setOpened] = useState(false)
  const tools = (
    <Flex gap="small">
      <Button size="small" onClick={() => setStep('new')}>
        {t('design.addStep')}
      </Button>
      <Button size="small" onClick={() => setOpened(true)}>
        {t('design.edit')}
      </Button>
      {onRemove !== undefined && (
        <Button size="small" danger onClick={onRemove}>
          {t('design.remove')}
        </Button>
      )}
    </Flex>
  )
  return (
    <>
      <StrategyCard
        strategy={strategy}
        tools={tools}
        stepTools={(index) => (
          <Flex gap="small">
            <Button size="small" onClick={() => setStep(index)}>
              {t('design.edit')}
            </Button>
            <Button
              size="small"
              danger
              disabled={strategy.steps.length === 1}
              onClick={() => onChange({ ...strategy, steps: strategy.steps.toSpliced(index, 1) })}
            >
              {t('design.remove')}
            </Button>
          </Flex>
        )}
      />
      {step !== undefined && (
        <StepDrawer
          step={step === 'new' ? newStep(strategy) : (strategy.steps[step] ?? newStep(strategy))}
          onClose={() => setStep(undefined)}
          onSaved={(saved) => {
            const steps = step === 'new' ? [...strategy.steps, saved] : strategy.steps.with(step, saved)
            onChange({ ...strategy, steps })
            setStep(undefined)
          }}
        />
      )}
      {opened && (
        <StrategyDrawer
          strategy={strategy}
          onClose={() => setOpened(false)}
          onSaved={(saved) => {
            onChange(saved)
            setOpened(false)
          }}
        />
      )}
    </>
  )
}

interface DesignerProps {
  inForce: StrategiesVersion
  draft: SharedDraft<StrategyDocument> | null
}

function usePublish(onDone: () => void) {
  const { t } = useTranslation('strategies')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: publishStrategies,
    onSuccess: (answer) => {
      onDone()
      void queries.invalidateQueries({ queryKey: ['collection-strategies'] })
      if ('caseId' in answer) {
        void message.info(t('design.waits'))
        void navigate(`/approval-cases/${answer.caseId}`)
      } else void message.success(t('design.published', { version: answer.version }))
    },
  })
}

function Designer({ inForce, draft }: DesignerProps) {
  const { t } = useTranslation('strategies')
  const designer = useDraftDesigner({ path: DRAFT, draft, inForce })
  const { edited, published } = designer
  const document = edited.value
  const { strategies } = document
  const publish = usePublish(published)
  const changed = JSON.stringify(document) !== JSON.stringify(inForce.content)
  const put = (next: readonly Strategy[]) => edited.change({ ...document, strategies: [...next] })
  return (
    <>
      <DraftHeader
        title={t('design.title')}
        draft={draft}
        version={inForce.version}
        designer={designer}
        actions={
          <Button
            type="primary"
            disabled={!changed}
            loading={publish.isPending}
            onClick={() => publish.mutate(document)}
          >
            {t('design.publish')}
          </Button>
        }
      />
      <ProblemAlert error={publish.error} />
      <div className={styles.designer}>
        <div className={styles.column}>
          <CommonFields document={document} onChange={edited.change} />
          {strategies.map((strategy, index) => (
            <EditedStrategy
              key={strategy.code}
              strategy={strategy}
              onChange={(saved) => put(strategies.with(index, saved))}
              onRemove={strategies.length === 1 ? undefined : () => put(strategies.toSpliced(index, 1))}
            />
          ))}
          <Button onClick={() => put([newStrategy(document), ...strategies])}>{t('design.add')}</Button>
        </div>
        <div className={styles.effect}>
          <StrategyTrial document={document} />
        </div>
      </div>
    </>
  )
}

/** Strategies under edit on the left, what they would do on the right. */
export function Component() {
  const versions = useStrategies()
  return (
    <DesignerGate<StrategyDocument, StrategiesVersion> versions={versions} draftPath={DRAFT}>
      {(inForce, draft) => <Designer inForce={inForce} draft={draft} />}
    </DesignerGate>
  )
}
