import { Button, Input, Modal, type ButtonProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { useActed } from './api'

interface WithReasonProps {
  label: string
  /** What will happen. */
  consequence: string
  act: (reason: string) => Promise<unknown>
  button?: ButtonProps
}

/** A button for an act that needs a reason, which is asked for in a dialog. */
export function WithReason({ label, consequence, act, button }: WithReasonProps) {
  const { t } = useTranslation('recoveries')
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const acted = useActed()
  const doing = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: () => {
      setAsking(false)
      acted()
    },
  })
  return (
    <>
      <Button {...button} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal
        open={asking}
        title={label}
        okText={label}
        okButtonProps={{ disabled: reason.trim() === '', loading: doing.isPending }}
        onCancel={() => setAsking(false)}
        onOk={() => doing.mutate()}
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
        <ProblemAlert error={doing.error} />
      </Modal>
    </>
  )
}
