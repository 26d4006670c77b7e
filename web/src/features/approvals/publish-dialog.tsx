import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { ChangeList } from './change-list'
import styles from './designer.module.css'
import { publishFlow, saveDraft } from './flow-api'
import type { Flow, FlowDetail } from './flow-types'
import type { Designer } from './use-designer'

interface PublishDialogProps {
  detail: FlowDetail
  designer: Designer
  onDone: (detail: FlowDetail, content: Flow) => void
  onClose: () => void
}

/** Publishes what is drawn: says what changes and what goes on as before, and asks for the reason. */
export function PublishDialog({ detail, designer, onDone, onClose }: PublishDialogProps) {
  const { t } = useTranslation(['approvals', 'common'])
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const { flow, dirty } = designer
  const publish = useMutation({
    mutationFn: async () => {
      const saved =
        dirty || detail.draft === null ? await saveDraft(detail.code, flow, designer.revision) : detail
      return publishFlow(detail.code, saved.draft?.revision ?? designer.revision, note.trim())
    },
    onSuccess: (after) => {
      onDone(after, flow)
      onClose()
      void message.success(t('publish.done', { version: after.version ?? 1 }))
    },
  })
  return (
    <Modal
      open
      title={t('publish.title')}
      okText={t('publish.publish')}
      cancelText={t('common:action.cancel')}
      okButtonProps={{ disabled: note.trim() === '', loading: publish.isPending }}
      onOk={() => publish.mutate()}
      onCancel={onClose}
    >
      {detail.content !== null && <ChangeList before={detail.content} after={flow} />}
      <p className={styles.fieldHint}>
        {detail.running > 0 ? t('publish.running', { count: detail.running }) : t('publish.hint')}
      </p>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={1000}
        value={note}
        placeholder={t('publish.note')}
        aria-label={t('publish.note')}
        onChange={(event) => setNote(event.target.value)}
      />
      <ProblemAlert error={publish.error} />
    </Modal>
  )
}
