import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import {
  decideMany,
  makeActKey,
  useCaseChanged,
  type BatchBody,
  type BatchResult,
} from '../../ui/cases/case-api'
import styles from './case.module.css'

interface BatchDecideProps {
  steps: BatchBody['steps']
  onDone: () => void
}

function BatchOutcome({ result }: { result: BatchResult }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  return (
    <>
      <p>{t('batch.decided', { count: result.decided })}</p>
      {result.failed.length > 0 && <p>{t('batch.failed', { count: result.failed.length })}</p>}
      <ul className={styles.bullets}>
        {result.failed.map(({ caseId, message }) => (
          <li key={caseId}>
            <a href={`/approval-cases/${caseId}`}>{textOf(message)}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Decides several cases with one reason and says how each ended. */
export function BatchDecide({ steps, onDone }: BatchDecideProps) {
  const { t } = useTranslation(['approvals', 'common'])
  const { modal } = App.useApp()
  const changed = useCaseChanged()
  const [asked, setAsked] = useState<{ decision: BatchBody['decision']; key: string }>()
  const [comment, setComment] = useState('')
  const run = useMutation({
    mutationFn: ({ decision, key }: { decision: BatchBody['decision']; key: string }) =>
      decideMany({ decision, comment: comment.trim(), steps }, key),
    onSuccess: (result) => {
      setAsked(undefined)
      setComment('')
      onDone()
      modal.info({ title: t('batch.result'), content: <BatchOutcome result={result} /> })
    },
    onSettled: () => changed(),
  })
  return (
    <>
      {(['approve', 'reject'] as const).map((decision) => (
        <Button
          key={decision}
          size="small"
          type={decision === 'approve' ? 'primary' : 'default'}
          danger={decision === 'reject'}
          onClick={() => setAsked({ decision, key: makeActKey() })}
        >
          {t(`action.${decision}`)}
        </Button>
      ))}
      {asked !== undefined && (
        <Modal
          open
          title={t(`batch.${asked.decision}`, { count: steps.length })}
          okText={t(`action.${asked.decision}`)}
          cancelText={t('common:action.cancel')}
          okButtonProps={{
            danger: asked.decision === 'reject',
            disabled: comment.trim() === '',
            loading: run.isPending,
          }}
          onOk={() => run.mutate(asked)}
          onCancel={() => setAsked(undefined)}
        >
          <p className={styles.dialogHint}>{t('batch.hint')}</p>
          <Input.TextArea
            autoFocus
            rows={3}
            maxLength={1000}
            value={comment}
            placeholder={t('act.reason')}
            aria-label={t('act.reason')}
            onChange={(event) => setComment(event.target.value)}
          />
          <ProblemAlert error={run.error} />
        </Modal>
      )}
    </>
  )
}
