import { App, Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ConfirmAction } from '../../ui/confirm-action'
import { FormDrawer } from '../../ui/form-drawer'
import { useProblemText } from '../../ui/problem-text'
import { StatusTag } from '../../ui/status-tag'
import { decideRun, useProvisionsChanged, type Run } from './api'

const tones = { draft: 'info', approved: 'good', rejected: 'neutral' } as const

/** Whether a run is approved, and what the reader may do about it. */
export function RunDecision({ run }: { run: Run }) {
  const { t } = useTranslation('provisions')
  const { message } = App.useApp()
  const problem = useProblemText()
  const changed = useProvisionsChanged()
  const [rejecting, setRejecting] = useState(false)
  const approve = useMutation({
    mutationFn: () => decideRun(run.id, 'approve'),
    onSuccess: changed,
    onError: (error) => void message.error(problem(error).title),
  })
  return (
    <Flex gap="small" align="center" wrap>
      <StatusTag tone={tones[run.status]}>{t(`run.status.${run.status}`)}</StatusTag>
      {run.allowed.includes('reject') && (
        <Button onClick={() => setRejecting(true)}>{t('run.reject')}</Button>
      )}
      {run.allowed.includes('approve') && (
        <ConfirmAction
          label={t('run.approve')}
          question={t('run.approveQuestion')}
          consequence={t('run.approveConsequence')}
          button={{ type: 'primary', loading: approve.isPending }}
          onConfirm={() => approve.mutateAsync().catch(() => undefined)}
        />
      )}
      {rejecting && (
        <FormDrawer<{ reason: string }, Run>
          title={t('run.reject')}
          initial={{}}
          send={({ reason }) => decideRun(run.id, 'reject', reason)}
          onSaved={() => {
            setRejecting(false)
            void changed()
          }}
          onClose={() => setRejecting(false)}
        >
          <Form.Item
            name="reason"
            label={t('run.rejectReason')}
            rules={[{ required: true, whitespace: true }]}
          >
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
        </FormDrawer>
      )}
    </Flex>
  )
}
