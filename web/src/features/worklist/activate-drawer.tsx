import { App, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { useCollected, type Plan } from './api'
import type { KeptFile } from './evidence-api'
import { EvidenceDrop } from './evidence-drop'
import { activatePlan, type ActivationBody } from './plan-api'

interface Fields {
  commitment?: KeptFile[]
  guarantorConsent: ActivationBody['guarantorConsent']
  consent?: KeptFile[]
  note?: string
}

const answers = ['no_guarantee', 'consented', 'not_asked'] as const

/** Puts an approved plan in force: with the written commitment and the answer about guarantors. */
export function ActivateDrawer({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation('worklist')
  const { message } = App.useApp()
  const collected = useCollected()
  const needed = [{ required: true, message: t('log.needed') }]
  return (
    <FormDrawer<Fields, unknown>
      title={t('activate.title', { number: plan.number })}
      initial={{ guarantorConsent: 'no_guarantee' }}
      send={({ commitment = [], guarantorConsent, consent = [], note }) => {
        const consentId = consent.at(-1)?.id
        return activatePlan(plan.id, {
          ...{ commitmentId: commitment.at(-1)?.id ?? '', guarantorConsent },
          ...(guarantorConsent === 'consented' && consentId !== undefined ? { consentId } : {}),
          ...(guarantorConsent === 'not_asked' && note !== undefined ? { guarantorNote: note.trim() } : {}),
        })
      }}
      onSaved={() => {
        collected()
        void message.success(t('activate.done'))
        onClose()
      }}
      onClose={onClose}
    >
      <Form.Item name="commitment" label={t('activate.commitment')} rules={needed}>
        <EvidenceDrop code={plan.customerCode} />
      </Form.Item>
      <Form.Item name="guarantorConsent" label={t('activate.guarantor')} extra={t('activate.guarantorHint')}>
        <Radio.Group
          vertical
          options={answers.map((value) => ({ value, label: t(`activate.answer.${value}`) }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['guarantorConsent']}>
        {({ getFieldValue }) => {
          const answer = getFieldValue('guarantorConsent') as Fields['guarantorConsent']
          if (answer === 'consented')
            return (
              <Form.Item name="consent" label={t('activate.consent')} rules={needed}>
                <EvidenceDrop code={plan.customerCode} />
              </Form.Item>
            )
          if (answer === 'not_asked')
            return (
              <Form.Item name="note" label={t('activate.note')} rules={needed}>
                <Input.TextArea rows={2} maxLength={1000} />
              </Form.Item>
            )
          return null
        }}
      </Form.Item>
    </FormDrawer>
  )
}
