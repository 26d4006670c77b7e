import { App, Button, type ButtonProps } from 'antd'
import { useTranslation } from 'react-i18next'

interface ConfirmActionProps {
  label: string
  /** The question, and what will happen on yes. */
  question: string
  consequence: string
  /** The word on the confirming button; default: the label. */
  confirm?: string
  onConfirm: () => unknown
  danger?: boolean
  button?: ButtonProps
}

/** A button for an act that cannot simply be taken back: asks once and says what will happen. */
export function ConfirmAction(props: ConfirmActionProps) {
  const { label, question, consequence, confirm, onConfirm, danger = false, button } = props
  const { modal } = App.useApp()
  const { t } = useTranslation()
  const ask = () => {
    modal.confirm({
      title: question,
      content: consequence,
      okText: confirm ?? label,
      cancelText: t('action.cancel'),
      okButtonProps: { danger },
      focusable: { autoFocusButton: danger ? 'cancel' : 'ok' },
      onOk: onConfirm,
    })
  }
  return (
    <Button danger={danger} {...button} onClick={ask}>
      {label}
    </Button>
  )
}
