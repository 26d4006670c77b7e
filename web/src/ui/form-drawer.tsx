import { Button, Drawer, Form } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../api/use-mutation'
import { ProblemAlert } from './error-state'

interface FormDrawerProps<Fields, Result> {
  title: string
  initial: Partial<Fields>
  send: (fields: Fields) => Promise<Result>
  /** The server has accepted it. */
  onSaved: (result: Result) => void
  onClose: () => void
  /** Fields that follow from what was just changed; they can still be changed by themselves. */
  derive?: (changed: Partial<Fields>, all: Fields) => Partial<Fields>
  size?: 'default' | 'large'
  readOnly?: boolean
  children: ReactNode
  /** Below the form, usable even when the form is not. */
  below?: ReactNode
}

/** Enter after a day that was typed finishes the day; in a form of one field the browser would send the form, too. */
function finishDayOnly(event: KeyboardEvent<HTMLElement>): void {
  const isDay = event.target instanceof Element && event.target.closest('.ant-picker') !== null
  if (event.key === 'Enter' && isDay) event.preventDefault()
}

/** A form in a drawer that stays open, with what was typed, until the server has accepted it. */
export function FormDrawer<Fields extends object, Result>(props: FormDrawerProps<Fields, Result>) {
  const {
    title,
    initial,
    send,
    onSaved,
    onClose,
    derive,
    size = 'default',
    readOnly = false,
    children,
    below,
  } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const save = useMutation({ mutationFn: send, onSuccess: onSaved })
  return (
    <Drawer
      open
      title={title}
      size={size}
      onClose={onClose}
      footer={
        readOnly ? null : (
          <Button type="primary" block loading={save.isPending} onClick={form.submit}>
            {t('action.save')}
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
        onValuesChange={(changed: Partial<Fields>, all) => {
          if (derive) form.setFieldsValue(derive(changed, all))
        }}
        onFinish={(fields) => save.mutate(fields)}
        onKeyDown={finishDayOnly}
      >
        {children}
        <ProblemAlert error={save.error} />
      </Form>
      {below}
    </Drawer>
  )
}
