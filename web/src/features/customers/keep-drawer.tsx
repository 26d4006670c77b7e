import { useMutation } from '@tanstack/react-query'
import { App, Button, Drawer, Form } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'

interface KeepDrawerProps<Fields> {
  title: string
  initial: Partial<Fields>
  save: (fields: Fields) => Promise<unknown>
  onSaved: () => Promise<unknown>
  onClose: () => void
  children: ReactNode
}

/** A form of the customer's file in a drawer, open until the server has accepted it. */
export function KeepDrawer<Fields extends object>(props: KeepDrawerProps<Fields>) {
  const { title, initial, save, onSaved, onClose, children } = props
  const { t } = useTranslation(['customers', 'common'])
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const saving = useMutation({
    mutationFn: save,
    onSuccess: () => {
      void onSaved()
      void message.success(t('contacts.saved'))
      onClose()
    },
  })
  return (
    <Drawer
      open
      title={title}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={saving.isPending} onClick={form.submit}>
          {t('common:action.save')}
        </Button>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => saving.mutate(fields)}
      >
        {children}
        <ProblemAlert error={saving.error} />
      </Form>
    </Drawer>
  )
}
