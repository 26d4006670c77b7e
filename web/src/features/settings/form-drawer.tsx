import { useMutation } from '@tanstack/react-query'
import { App, Button, Drawer, Form } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'
import { useSettingsChanged } from './api'

interface FormDrawerProps<Fields, Result> {
  title: string
  initial: Partial<Fields>
  send: (fields: Fields) => Promise<Result>
  /** Called after success, instead of the usual "saved". */
  onSaved?: (result: Result) => void
  onClose: () => void
  children: ReactNode
}

/** A form in a drawer that stays open, with what was typed, until the server has accepted it. */
export function FormDrawer<Fields extends object, Result>(props: FormDrawerProps<Fields, Result>) {
  const { title, initial, send, onSaved, onClose, children } = props
  const { t } = useTranslation(['settings', 'common'])
  const { message } = App.useApp()
  const changed = useSettingsChanged()
  const [form] = Form.useForm<Fields>()
  const save = useMutation({
    mutationFn: send,
    onSuccess: (result) => {
      void changed()
      onClose()
      if (onSaved === undefined) void message.success(t('saved'))
      else onSaved(result)
    },
  })
  return (
    <Drawer
      open
      title={title}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={save.isPending} onClick={form.submit}>
          {t('common:action.save')}
        </Button>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => save.mutate(fields)}
      >
        {children}
        <ProblemAlert error={save.error} />
      </Form>
    </Drawer>
  )
}
