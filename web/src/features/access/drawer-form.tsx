import { useMutation } from '@tanstack/react-query'
import { App, Button, Drawer, Form } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'
import { useAccessChanged } from './api'

interface DrawerFormProps<Fields> {
  title: string
  initial: Partial<Fields>
  save: (fields: Fields) => Promise<unknown>
  onClose: () => void
  readOnly?: boolean
  children: ReactNode
  /** Below the form, usable even when the form is not. */
  below?: ReactNode
}

/** A form in a drawer that stays open, with what was typed, until the server has accepted it. */
export function DrawerForm<Fields extends object>(props: DrawerFormProps<Fields>) {
  const { title, initial, save, onClose, readOnly = false, children, below } = props
  const { t } = useTranslation(['access', 'common'])
  const { message } = App.useApp()
  const changed = useAccessChanged()
  const [form] = Form.useForm<Fields>()
  const saving = useMutation({
    mutationFn: save,
    onSuccess: () => {
      void changed()
      void message.success(t('saved'))
      onClose()
    },
  })
  return (
    <Drawer
      open
      title={title}
      size="large"
      onClose={onClose}
      footer={
        readOnly ? null : (
          <Button type="primary" block loading={saving.isPending} onClick={form.submit}>
            {t('common:action.save')}
          </Button>
        )
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={readOnly}
        initialValues={initial}
        onFinish={(fields) => saving.mutate(fields)}
      >
        {children}
        <ProblemAlert error={saving.error} />
      </Form>
      {below}
    </Drawer>
  )
}
