import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../api/use-mutation'
import { request } from '../api/request'
import { ProblemAlert } from './error-state'

const reasons = ['contact', 'verification', 'payment', 'legal', 'other'] as const
const SHOWN_MS = 60_000

interface Why {
  reason: (typeof reasons)[number]
  note?: string
}

interface SensitiveFieldProps {
  /** What the field is called, for people who do not see the eye. */
  label: string
  field: { value: string; masked: boolean } | null
  /** Whether the server lets the caller see it in clear. */
  mayShow: boolean
  /** Where to ask for it, and with which words besides the reason. */
  path: string
  body?: object
}

/** A masked text with an eye: seen in clear for a minute, after a reason that the audit trail keeps. */
export function SensitiveField({ label, field, mayShow, path, body = {} }: SensitiveFieldProps) {
  const { t } = useTranslation()
  const [asks, setAsks] = useState(false)
  const [clear, setClear] = useState<string>()
  useEffect(() => {
    if (clear === undefined) return undefined
    const timer = setTimeout(() => setClear(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [clear])
  if (field === null) return '–'
  if (!field.masked || !mayShow) return <span>{field.value}</span>
  const shown = clear !== undefined
  return (
    <span>
      <span>{clear ?? field.value}</span>
      <Button
        type="text"
        size="small"
        icon={shown ? <EyeInvisibleOutlined /> : <EyeOutlined />}
        aria-label={t(shown ? 'sensitive.hide' : 'sensitive.show', { label })}
        onClick={() => (shown ? setClear(undefined) : setAsks(true))}
      />
      {asks && (
        <WhyModal
          label={label}
          ask={(why) => request<{ value: string }>('POST', path, { body: { ...body, ...why } })}
          onShown={(value) => {
            setClear(value)
            setAsks(false)
          }}
          onCancel={() => setAsks(false)}
        />
      )}
    </span>
  )
}

interface WhyModalProps {
  label: string
  ask: (why: Why) => Promise<{ value: string }>
  onShown: (value: string) => void
  onCancel: () => void
}

function WhyModal({ label, ask, onShown, onCancel }: WhyModalProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Why>()
  const show = useMutation({ mutationFn: ask, onSuccess: ({ value }) => onShown(value) })
  return (
    <Modal
      open
      title={t('sensitive.show', { label })}
      okText={t('sensitive.confirm')}
      cancelText={t('action.cancel')}
      confirmLoading={show.isPending}
      onOk={form.submit}
      onCancel={onCancel}
    >
      <p>{t('sensitive.hint')}</p>
      <Form<Why>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ reason: 'contact' }}
        onFinish={({ reason, note = '' }) =>
          show.mutate({ reason, ...(note.trim() === '' ? {} : { note: note.trim() }) })
        }
      >
        <Form.Item name="reason" label={t('sensitive.reason')}>
          <Select options={reasons.map((value) => ({ value, label: t(`sensitive.why.${value}`) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('sensitive.note')}>
          <Input maxLength={300} />
        </Form.Item>
      </Form>
      <ProblemAlert error={show.error} />
    </Modal>
  )
}
