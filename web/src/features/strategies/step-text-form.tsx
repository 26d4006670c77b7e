import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText, type BilingualText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { StepTextPreview, type TextContent } from './step-text-preview'
import { StepTextVersions } from './step-text-versions'
import { putText, type Text } from './strategy-api'

interface TextFields {
  subject: string
  body: string
  templateId?: string
  params?: string[]
}

function fieldsOf({ subject, body, sms }: TextContent): TextFields {
  return { subject, body, templateId: sms?.templateId ?? '', params: [...(sms?.params ?? [])] }
}

function contentOf({ subject, body, templateId = '', params = [] }: TextFields): TextContent {
  return { subject, body, sms: templateId.trim() === '' ? null : { templateId: templateId.trim(), params } }
}

interface StepTextFormProps {
  text: Text
  variables: readonly { name: string; meaning: BilingualText }[]
}

/** Writes one text, tries it on a customer, and puts it in force as its next version. */
export function StepTextForm({ text, variables }: StepTextFormProps) {
  const { t } = useTranslation('strategies')
  const { can } = useUser()
  const textOf = useText()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<TextFields>()
  const save = useMutation({
    mutationFn: (fields: TextFields) =>
      putText(text, { ...contentOf(fields), name: text.name, basedOn: text.version }),
    onSuccess: async ({ version }) => {
      void message.success(t('text.saved', { version }))
      await queries.invalidateQueries({ queryKey: ['dunning-templates'] })
    },
  })
  const may = can('strategies:write')
  return (
    <Form<TextFields>
      form={form}
      layout="vertical"
      disabled={!may}
      initialValues={fieldsOf(text)}
      onFinish={(fields) => save.mutate(fields)}
    >
      <Form.Item name="subject" label={t('text.subject')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="body" label={t('text.body')} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea autoSize={{ minRows: 8, maxRows: 24 }} maxLength={10_000} />
      </Form.Item>
      <p className="xh-quiet" style={{ marginBottom: 24 }}>
        {t('text.variables')}{' '}
        {variables.map(({ name, meaning }) => `{${name}} ${textOf(meaning)}`).join(' · ')}
      </p>
      <Form.Item name="templateId" label={t('text.smsTemplate')} extra={t('text.smsHint')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="params" label={t('text.smsParams')}>
        <Select
          mode="multiple"
          options={variables.map(({ name, meaning }) => ({ value: name, label: textOf(meaning) }))}
        />
      </Form.Item>
      <ProblemAlert error={save.error} />
      {may && (
        <Flex vertical gap="middle">
          <div>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('text.putInForce')}
            </Button>
          </div>
          <StepTextPreview locale={text.locale} content={() => contentOf(form.getFieldsValue())} />
        </Flex>
      )}
      <StepTextVersions
        text={text}
        onTake={may ? (earlier) => form.setFieldsValue(fieldsOf(earlier)) : undefined}
      />
    </Form>
  )
}
