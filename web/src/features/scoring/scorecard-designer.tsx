import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Input, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { SimulationPanel } from '../../ui/simulation/simulation-panel'
import { StatusTag } from '../../ui/status-tag'
import { useLeaveGuard } from '../../ui/use-leave-guard'
import type { Scorecard } from './api'
import { ChangesPanel } from './changes-panel'
import styles from './designer.module.css'
import { DraftToolbar } from './draft-toolbar'
import { saveDraft, usePreview, type Draft } from './draft-api'
import { FramePanel } from './frame-panel'
import { PreviewPanel } from './preview-panel'
import { SubmitDialog } from './submit-dialog'
import { useDraftEditor } from './use-draft-editor'
import { WeightsPanel } from './weights-panel'
import { WhatIfPanel } from './what-if-panel'

const tones = {
  draft: 'neutral',
  validated: 'good',
  submitted: 'info',
  published: 'good',
  dropped: 'neutral',
} as const

/** The designer of a scorecard. */
export function ScorecardDesigner({ draft, base }: { draft: Draft; base: Scorecard }) {
  const { t } = useTranslation('scoring')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const user = useUser()
  const editor = useDraftEditor(draft)
  const preview = usePreview(editor.content)
  const [submitting, setSubmitting] = useState(false)
  const open = draft.status === 'draft' || draft.status === 'validated'
  const readOnly = !open || !user.can('ratings:write')
  useLeaveGuard(editor.dirty && !readOnly)
  const keep = (saved: Draft) => {
    editor.onSaved(saved)
    queries.setQueryData(['scorecard-draft', draft.id], saved)
    void queries.invalidateQueries({ queryKey: ['scorecard-drafts'] })
  }
  const { content, name, revision } = editor
  const save = useMutation({
    mutationFn: (rebase?: boolean) =>
      saveDraft(draft.id, { revision, name, content, ...(rebase === true ? { rebase } : {}) }),
    onSuccess: (saved) => {
      keep(saved)
      void message.success(t('draft.saved'))
    },
  })
  const units = new Map(base.features.map(({ code, unit }) => [code, unit]))
  return (
    <>
      <PageHeader
        title={t('draft.title', { name })}
        detail={
          <>
            <StatusTag tone={tones[draft.status]}>{t(`draft.status.${draft.status}`)}</StatusTag>
            <span>{t('draft.base', { version: draft.baseVersion })}</span>
            <span>{t('draft.by', { name: draft.updatedBy })}</span>
          </>
        }
        actions={
          <Input
            className={styles.name ?? ''}
            value={name}
            maxLength={100}
            disabled={readOnly}
            aria-label={t('draft.name')}
            onChange={(event) => editor.rename(event.target.value)}
          />
        }
      />
      <DraftToolbar
        editor={editor}
        readOnly={readOnly}
        saving={save.isPending}
        onSave={() => save.mutate(undefined)}
        onSubmit={draft.changes.length > 0 && !draft.outdated ? () => setSubmitting(true) : undefined}
      />
      <ProblemAlert error={save.error} />
      {draft.outdated && open && (
        <Alert
          type="warning"
          showIcon
          title={t('draft.outdated')}
          action={
            !readOnly && (
              <button type="button" className={styles.link} onClick={() => save.mutate(true)}>
                {t('draft.rebase')}
              </button>
            )
          }
        />
      )}
      <div className={styles.columns}>
        <Tabs
          className={styles.left ?? ''}
          items={[
            {
              key: 'weights',
              label: t('designer.weights'),
              children: (
                <WeightsPanel
                  editor={editor}
                  base={base.content}
                  units={units}
                  spread={preview.data?.spread ?? []}
                  readOnly={readOnly}
                />
              ),
            },
            {
              key: 'frame',
              label: t('designer.frame'),
              children: <FramePanel editor={editor} readOnly={readOnly} />,
            },
            {
              key: 'changes',
              label: t('designer.changes', { count: draft.changes.length }),
              children: <ChangesPanel changes={draft.changes} dirty={editor.dirty} />,
            },
            {
              key: 'what-if',
              label: t('designer.whatIf'),
              children: <WhatIfPanel content={editor.content} />,
            },
          ]}
        />
        <div className={styles.effects}>
          <PreviewPanel preview={preview.data} error={preview.error} waiting={preview.waiting} />
          {!readOnly && user.can('policy:read') && (
            <SimulationPanel tried={{ kind: 'scorecard', content: editor.content }} months={[0]} />
          )}
        </div>
      </div>
      {submitting && (
        <SubmitDialog draft={draft} revision={revision} onKept={keep} onClose={() => setSubmitting(false)} />
      )}
    </>
  )
}
