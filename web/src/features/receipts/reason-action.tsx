import { Button, Input, Modal, type ButtonProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'

interface ReasonActionProps {
  label: string
  /** What will happen. */
  consequence: string
  error: unknown
  pending: boolean
  onConfirm: (reason: string) => Promise<unknown>
  button?: ButtonProps
}

/** A button for an act that needs a reason, which is asked for in a dialog. */
export function ReasonAction({ label, consequence, error, pending, onConfirm, button }: ReasonActionProps) {
  const { t } = useTranslation('receipts')
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const said = reason.trim()
  return (
    <>
      <Button {...button} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal
        open={asking}
        title={label}
        okText={label}
        okButtonProps={{ disabled: said === '', loading: pending }}
        onCancel={() => setAsking(false)}
        onOk={() => {
          void onConfirm(said).then(
            () => setAsking(false),
            // The dialog stays and shows what was refused.
            () => undefined,
          )
        }}
      >
        <p>{consequence}</p>
        <Input.TextArea
          rows={3}
          value={reason}
          maxLength={1000}
          aria-label={t('reason')}
          placeholder={t('reason')}
          onChange={(event) => setReason(event.target.value)}
        />
        <ProblemAlert error={error} />
      </Modal>
    </>
  )
}
