import { App, DatePicker, Form, Input, Modal, Radio } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { actOnModel, useModelsChanged, type Model, type ModelUse } from './api'
import styles from './models.module.css'

export type Step =
  | { readonly kind: 'validate' }
  | { readonly kind: 'submit'; readonly uses: readonly ModelUse[] }
  | { readonly kind: 'use'; readonly use: ModelUse }
  | { readonly kind: 'stand-down' }
  | { readonly kind: 'retire' }

interface Draft {
  readonly note: string
  readonly use: ModelUse | undefined
  readonly from: Dayjs | null
}

function sendStep(id: string, step: Step, { note, use, from }: Draft): Promise<unknown> {
  const since = from === null ? {} : { from: from.toISOString() }
  switch (step.kind) {
    case 'validate':
      return actOnModel(id, 'validate', { note })
    case 'submit':
      return actOnModel(id, 'submit', { use, note, ...since })
    case 'use':
      return actOnModel(id, 'use', { use: step.use, note, ...since })
    case 'stand-down':
      return actOnModel(id, 'end', { to: 'challenger', note })
    case 'retire':
      return actOnModel(id, 'end', { to: 'retired', note })
  }
}

function UseFields({
  step,
  draft,
  onChange,
}: {
  step: Step
  draft: Draft
  onChange: (draft: Draft) => void
}) {
  const { t } = useTranslation('models')
  if (step.kind !== 'submit' && step.kind !== 'use') return null
  return (
    <>
      {step.kind === 'submit' && (
        <Form.Item label={t('step.useLabel')}>
          <Radio.Group
            className={styles.choices ?? ''}
            value={draft.use}
            aria-label={t('step.useLabel')}
            onChange={(event) => onChange({ ...draft, use: event.target.value as ModelUse })}
          >
            {step.uses.map((use) => (
              <Radio key={use} value={use}>
                {t(`status.${use}`)} <span className="xh-quiet">{t(`useHint.${use}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
      )}
      <Form.Item label={t('step.from')} extra={t('step.fromHint')}>
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          minDate={dayjs()}
          value={draft.from}
          aria-label={t('step.from')}
          onChange={(value) => onChange({ ...draft, from: value })}
        />
      </Form.Item>
    </>
  )
}

/** Asks for the reason of a step in a model's life, says what follows, and takes it. */
export function StepDialog({ model, step, onClose }: { model: Model; step: Step; onClose: () => void }) {
  const { t } = useTranslation(['models', 'common'])
  const { message } = App.useApp()
  const changed = useModelsChanged()
  const first = step.kind === 'submit' ? step.uses[0] : undefined
  const [draft, setDraft] = useState<Draft>({ note: '', use: first, from: null })
  const send = useMutation({
    mutationFn: () => sendStep(model.id, step, draft),
    onSuccess: async () => {
      await changed()
      onClose()
      void message.success(t(`step.${step.kind === 'use' ? 'activate' : step.kind}.done`))
    },
  })
  const words = step.kind === 'use' ? 'activate' : step.kind
  return (
    <Modal
      open
      title={t(`step.${words}.title`)}
      okText={t(`step.${words}.button`)}
      cancelText={t('common:action.cancel')}
      okButtonProps={{
        disabled: draft.note.trim() === '',
        loading: send.isPending,
        danger: step.kind === 'retire',
      }}
      onOk={() => send.mutate()}
      onCancel={onClose}
    >
      <p className={styles.lead}>{t(`step.${words}.consequence`)}</p>
      <Form layout="vertical" requiredMark={false}>
        <UseFields step={step} draft={draft} onChange={setDraft} />
        <Form.Item label={t(`step.${words}.note`)} htmlFor="model-step-note">
          <Input.TextArea
            id="model-step-note"
            rows={3}
            maxLength={1000}
            value={draft.note}
            onChange={(event) => setDraft({ ...draft, note: event.target.value })}
          />
        </Form.Item>
      </Form>
      <ProblemAlert error={send.error} />
    </Modal>
  )
}
