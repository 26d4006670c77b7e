import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import styles from './designer.module.css'
import { submitDraft, validateDraft, type Draft } from './draft-api'
import { EffectTables } from './effect-tables'

interface SubmitDialogProps {
  draft: Draft
  revision: number
  onKept: (draft: Draft) => void
  onClose: () => void
}

function Report({ report }: { report: NonNullable<Draft['report']> }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  return (
    <>
      {report.warnings.length === 0 ? (
        <Alert type="success" showIcon title={t('submit.sound')} />
      ) : (
        <Alert
          type="warning"
          showIcon
          title={t('submit.warnings', { count: report.warnings.length })}
          description={
            <ul className={styles.reasons}>
              {report.warnings.map((warning) => (
                <li key={warning.en}>{textOf(warning)}</li>
              ))}
            </ul>
          }
        />
      )}
      <EffectTables effect={report.effect} against={report.against} badDefinition={report.badDefinition} />
    </>
  )
}

/** The validation of the draft, and then its submission: in force at once, or after the approval it needs. */
export function SubmitDialog({ draft, revision, onKept, onClose }: SubmitDialogProps) {
  const { t } = useTranslation('scoring')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const { mutate: validate, ...validation } = useMutation({
    mutationFn: () => validateDraft(draft.id, revision),
    onSuccess: onKept,
  })
  const { report } = draft
  useEffect(() => {
    if (report === null) validate()
  }, [report, validate])
  const submit = useMutation({
    mutationFn: () => submitDraft(draft.id, { revision, ...(reason.trim() === '' ? {} : { reason }) }),
    onSuccess: ({ caseId, version }) => {
      for (const key of ['scorecard-draft', 'scorecard-drafts', 'scorecards'])
        void queries.invalidateQueries({ queryKey: [key] })
      if (caseId === null) {
        void message.success(t('submit.done', { version }))
        void navigate('/scorecard')
      } else {
        void message.info(t('submit.waits'))
        void navigate(`/approval-cases/${caseId}`)
      }
    },
  })
  return (
    <Modal
      open
      width={720}
      title={t('submit.title')}
      okText={t('submit.ok')}
      okButtonProps={{ disabled: report === null, loading: submit.isPending }}
      onOk={() => submit.mutate()}
      onCancel={onClose}
    >
      <ProblemAlert error={validation.error ?? submit.error} />
      {report === null ? validation.error === null && <PanelSkeleton rows={8} /> : <Report report={report} />}
      <label className={styles.reason}>
        <span>{t('submit.reason')}</span>
        <Input.TextArea
          value={reason}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </Modal>
  )
}
