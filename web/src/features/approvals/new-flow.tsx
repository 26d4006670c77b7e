import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { createFlow, useFlowChanged } from './flow-api'
import { newFlow } from './flow-edit'
import type { Subject } from './flow-types'
import { useBothLanguages, useBothLanguagesReady } from './use-both-languages'

interface Fields {
  code: string
  zh: string
  en: string
}

const codePattern = /^[a-z][a-z0-9-]{1,39}$/

/** Begins a flow for a subject: a code, a name, and then straight to the canvas. */
export function NewFlow({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const { t } = useTranslation(['approvals', 'common'])
  const textOf = useText()
  const navigate = useNavigate()
  const changed = useFlowChanged()
  const naming = useBothLanguages()
  const ready = useBothLanguagesReady()
  const [form] = Form.useForm<Fields>()
  const create = useMutation({
    mutationFn: ({ code, zh, en }: Fields) =>
      createFlow(
        code,
        newFlow(
          subject.key,
          { zh, en },
          { naming, test: { field: '', operator: 'eq', value: '' }, action: undefined },
        ),
      ),
    onSuccess: (flow) => {
      changed(flow)
      void navigate(`/approval-flows/${encodeURIComponent(flow.code)}`)
    },
  })
  const needed = { required: true, whitespace: true, message: t('flows.needed') }
  return (
    <Modal
      open
      title={t('flows.newTitle', { subject: textOf(subject.name) })}
      okText={t('flows.create')}
      cancelText={t('common:action.cancel')}
      okButtonProps={{ loading: create.isPending, disabled: !ready }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(fields) => create.mutate(fields)}
      >
        <Form.Item name="zh" label={t('form.name.zh')} rules={[needed]}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="en" label={t('form.name.en')} rules={[needed]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('flows.code')}
          extra={t('flows.codeHint')}
          rules={[{ required: true, pattern: codePattern, message: t('flows.codeShape') }]}
        >
          <Input maxLength={40} />
        </Form.Item>
        <ProblemAlert error={create.error} />
      </Form>
    </Modal>
  )
}
