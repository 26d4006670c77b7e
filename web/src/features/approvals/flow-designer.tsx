import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { cx } from '../../ui/cx'
import { EmptyState } from '../../ui/empty-state'
import { ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { usePhone } from '../../ui/use-phone'
import { DesignerCanvas } from './designer-canvas'
import { DesignerSide, type SideTab } from './designer-side'
import { DesignerStatus } from './designer-status'
import { DesignerToolbar } from './designer-toolbar'
import styles from './designer.module.css'
import { beginTest } from './expression-form'
import { saveDraft, useFlowChanged, useFlowVersion } from './flow-api'
import type { Beginnings } from './flow-edit'
import type { Flow, FlowDetail, Simulation, Subject } from './flow-types'
import { Outline } from './outline'
import { Palette } from './palette'
import { PublishDialog } from './publish-dialog'
import { useBothLanguages } from './use-both-languages'
import { useDesigner } from './use-designer'
import { useFaults } from './use-faults'
import { useFlowWords } from './use-flow-words'
import { useLeaveGuard } from '../../ui/use-leave-guard'

interface FlowDesignerProps {
  detail: FlowDetail
  subject: Subject | undefined
}

function useBeginnings(subject: Subject | undefined): Beginnings {
  const naming = useBothLanguages()
  const [field] = subject?.fields ?? []
  return {
    naming,
    test: field === undefined ? { field: '', operator: 'eq', value: '' } : beginTest(field),
    action: subject?.actions[0]?.key,
  }
}

/** The designer of one flow, over its draft or, when there is none, over the version in force. */
export function FlowDesigner({ detail, subject }: FlowDesignerProps) {
  const { t } = useTranslation('approvals')
  const initial = detail.draft?.content ?? detail.content
  if (initial === null) return <EmptyState title={t('designer.nothing')} />
  return <Loaded detail={detail} subject={subject} initial={initial} />
}

function Loaded({ detail, subject, initial }: FlowDesignerProps & { initial: Flow }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const phone = usePhone()
  const { message } = App.useApp()
  const readOnly = !detail.allowed.includes('edit')
  const designer = useDesigner(detail, initial, useBeginnings(subject))
  const faults = useFaults(designer.flow)
  const words = useFlowWords(subject?.fields ?? [], subject?.actions ?? [])
  const changed = useFlowChanged()
  const [tab, setTab] = useState<SideTab>('node')
  const [publishing, setPublishing] = useState(false)
  const [comparing, setComparing] = useState(false)
  const [simulation, setSimulation] = useState<{ flow: Flow; result: Simulation }>()
  const [version, setVersion] = useState<number>()
  const other = useFlowVersion(detail.code, version)
  useLeaveGuard(designer.dirty)
  const save = useMutation({
    mutationFn: () => {
      const content = designer.flow
      return saveDraft(detail.code, content, designer.revision).then((after) => ({ after, content }))
    },
    onSuccess: ({ after, content }) => {
      designer.onSaved(after, content)
      changed(after)
      void message.success(t('designer.savedNow'))
    },
  })
  const current = simulation?.flow === designer.flow ? simulation.result : undefined
  const select = (id: string | undefined) => {
    designer.select(id)
    if (id !== undefined) setTab('node')
  }
  const seeing = { ...designer, select }
  const hasActions = (subject?.actions.length ?? 0) > 0
  const outline = (
    <Outline
      flow={designer.flow}
      words={words}
      faults={faults.byNode}
      selected={designer.selected?.id}
      hasActions={hasActions}
      onSelect={select}
      onInsert={designer.insert}
      onRemove={(id) => designer.remove([id], [])}
    />
  )
  const side = (
    <DesignerSide
      {...{ detail, subject, faults, tab, version, readOnly }}
      designer={seeing}
      simulation={current}
      onTab={setTab}
      onVersion={setVersion}
      onSimulation={(result) => setSimulation(result && { flow: designer.flow, result })}
    />
  )
  return (
    <>
      <PageHeader
        title={textOf(designer.flow.name) || t('designer.unnamed')}
        detail={<DesignerStatus detail={detail} subject={subject} dirty={designer.dirty} />}
      />
      <DesignerToolbar
        {...{ designer, faults, readOnly }}
        comparing={detail.content === null ? undefined : comparing}
        onCompare={setComparing}
        saving={save.isPending}
        onSave={() => save.mutate()}
        onPublish={
          designer.dirty || detail.draft !== null || detail.content === null
            ? () => setPublishing(true)
            : undefined
        }
      />
      <ProblemAlert error={save.error} />
      <div className={styles.designer}>
        <div className={styles.left}>
          {!readOnly && !phone && <Palette hasActions={hasActions} onAdd={(entry) => designer.add(entry)} />}
          {outline}
        </div>
        {!phone && (
          <div className={styles.middle}>
            <DesignerCanvas
              designer={seeing}
              words={words}
              faults={faults.byNode}
              readOnly={readOnly}
              other={version === undefined ? undefined : other.data?.content}
              compareWith={comparing ? (detail.content ?? undefined) : undefined}
              simulation={tab === 'simulation' ? current : undefined}
            />
          </div>
        )}
        <div className={cx(styles.right)}>{side}</div>
      </div>
      {publishing && (
        <PublishDialog
          detail={detail}
          designer={designer}
          onClose={() => setPublishing(false)}
          onDone={(after, content) => {
            designer.onSaved(after, content)
            changed(after)
          }}
        />
      )}
    </>
  )
}
