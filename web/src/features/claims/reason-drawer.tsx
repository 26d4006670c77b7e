import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'

interface ReasonDrawerProps {
  title: string
  label: string
  send: (reason: string) => Promise<unknown>
  onSaved: () => void
  onClose: () => void
}

/** Asks why something is taken back, and takes it back. */
export function ReasonDrawer({ title, label, send, onSaved, onClose }: ReasonDrawerProps) {
  const { t } = useTranslation('claims')
  return (
    <FormDrawer<{ reason: string }, unknown>
      title={title}
      initial={{}}
      send={({ reason }) => send(reason)}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={label}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
