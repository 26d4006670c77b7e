import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'
import { retireModel, submitModel, useModelStep, type ForecastModel } from './api'

export type ModelStep = 'submit' | 'retire'

interface NoteDialogProps {
  model: ForecastModel
  step: ModelStep
  onClose: () => void
}

/** Asks for the reason of a step with a forecast model, says what follows, and takes it. */
export function NoteDialog({ model, step, onClose }: NoteDialogProps) {
  const { t } = useTranslation(['cash', 'common'])
  const [note, setNote] = useState('')
  const send = useModelStep(step === 'submit' ? submitModel : retireModel)
  return (
    <Modal
      open
      title={t(`model.${step}.title`, { version: model.version })}
      okText={t(`model.${step}.button`)}
      cancelText={t('common:action.cancel')}
      okButtonProps={{ disabled: note.trim() === '', loading: send.isPending, danger: step === 'retire' }}
      onOk={() => send.mutate({ id: model.id, note }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <p>{t(`model.${step}.consequence`)}</p>
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={t('model.reason')} htmlFor="forecast-note">
          <Input.TextArea
            id="forecast-note"
            rows={3}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Form.Item>
      </Form>
      <ProblemAlert error={send.error} />
    </Modal>
  )
}
