import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { usePersonName } from '../../session/people'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { SimulationPanel } from '../../ui/simulation/simulation-panel'
import { StatusTag } from '../../ui/status-tag'
import { useLeaveGuard } from '../../ui/use-leave-guard'
import type { Scorecard } from './api'
import styles from './designer.module.css'
import { DesignerTabs } from './designer-tabs'
import { DraftToolbar } from './draft-toolbar'
import { saveDraft, usePreview, type Draft } from './draft-api'
import { PreviewPanel } from './preview-panel'
import { SubmitDialog } from './submit-dialog'
import { useDraftEditor } from './use-draft-editor'

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
  const nameOf = usePersonName()
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
  return (
    <>
      <PageHeader
        title={t('draft.title', { name })}
        detail={
          <>
            <StatusTag tone={tones[draft.status]}>{t(`draft.status.${draft.status}`)}</StatusTag>
            <span>{t('draft.base', { version: draft.baseVersion })}</span>
            <span>{t('draft.by', { name: nameOf(draft.updatedBy) })}</span>
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
        <DesignerTabs draft={draft} base={base} editor={editor} preview={preview.data} readOnly={readOnly} />
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
