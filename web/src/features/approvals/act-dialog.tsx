import { App, Form, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { needsReason, takesFiles, toActionBody, type ActFields } from './act-body'
import { AttachmentPicker } from './attachments'
import { act, makeActKey, useCaseChanged, type Case, type CaseAction } from '../../ui/cases/case-api'
import styles from './case.module.css'
import { ConditionFields, ConfirmFields } from './condition-fields'
import { usePeopleChoices } from './directory'

function PersonField() {
  const { t } = useTranslation('approvals')
  const { username } = useUser()
  const people = usePeopleChoices().filter(({ value }) => value !== username)
  return (
    <Form.Item
      name="username"
      label={t('act.person')}
      rules={[{ required: true, message: t('act.personNeeded') }]}
    >
      <Select options={people} showSearch={{ optionFilterProp: 'label' }} placeholder={t('act.person')} />
    </Form.Item>
  )
}

function OwnFields({ action, found }: { action: CaseAction; found: Case }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  switch (action) {
    case 'conditional':
      return <ConditionFields found={found} />
    case 'confirm-security':
      return <ConfirmFields found={found} />
    case 'return':
      return (
        <Form.Item
          name="toNodeId"
          label={t('act.returnTo')}
          rules={[{ required: true, message: t('act.returnNeeded') }]}
        >
          <Select
            options={found.mine.returnTo.map(({ nodeId, name }) => ({ value: nodeId, label: textOf(name) }))}
          />
        </Form.Item>
      )
    case 'add-signer':
      return (
        <>
          <PersonField />
          <Form.Item name="when" label={t('act.when')}>
            <Radio.Group
              options={(['before', 'after'] as const).map((value) => ({ value, label: t(`act.${value}`) }))}
            />
          </Form.Item>
        </>
      )
    case 'delegate':
    case 'assign':
      return <PersonField />
    default:
      return null
  }
}

interface ActDialogProps {
  found: Case
  action: CaseAction
  onClose: () => void
}

/** Asks for what an action needs and sends it; a repeated click is the same act. */
export function ActDialog({ found, action, onClose }: ActDialogProps) {
  const { t } = useTranslation(['approvals', 'common'])
  const { message } = App.useApp()
  const changed = useCaseChanged()
  const [key] = useState(makeActKey)
  const [form] = Form.useForm<ActFields>()
  const run = useMutation({
    mutationFn: (fields: ActFields) => {
      const body = toActionBody(action, fields, found)
      if (body === undefined) throw new Error('there is no step to act on')
      return act(found.id, body, key)
    },
    onSuccess: (after) => {
      changed(after)
      onClose()
      void message.success(t(`act.done.${action}`))
    },
    onError: () => changed(),
  })
  const reason = needsReason.has(action)
  const danger = action === 'reject' || action === 'withdraw'
  return (
    <Modal
      open
      title={t(`act.title.${action}`)}
      okText={t(`action.${action}`)}
      cancelText={t('common:action.cancel')}
      okButtonProps={{ danger, loading: run.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className={styles.dialogHint}>{t(`act.hint.${action}`)}</p>
      <Form<ActFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          when: 'before',
          toNodeId: found.mine.returnTo.at(-1)?.nodeId,
          securityStep: found.conditions?.securities.find(({ status }) => status === 'awaited')?.stepId,
        }}
        onFinish={(fields) => run.mutate(fields)}
      >
        <OwnFields action={action} found={found} />
        <Form.Item
          name="comment"
          label={reason ? t('act.reason') : t('act.comment')}
          rules={reason ? [{ required: true, whitespace: true, message: t('act.reasonNeeded') }] : []}
        >
          <Input.TextArea rows={3} maxLength={1000} autoFocus={action !== 'conditional'} />
        </Form.Item>
        {takesFiles.has(action) && (
          <Form.Item name="attachments" label={t('files.label')}>
            <AttachmentPicker caseId={found.id} />
          </Form.Item>
        )}
        <ProblemAlert error={run.error} />
      </Form>
    </Modal>
  )
}
