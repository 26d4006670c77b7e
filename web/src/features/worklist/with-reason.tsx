import { Button, Flex, Input, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { useCollected } from './api'

interface WithReasonProps {
  label: string
  act: (reason: string) => Promise<unknown>
}

/** A small act that wants a reason. */
export function WithReason({ label, act }: WithReasonProps) {
  const { t } = useTranslation('worklist')
  const [reason, setReason] = useState('')
  const collected = useCollected()
  const doing = useMutation({ mutationFn: () => act(reason.trim()), onSuccess: collected })
  return (
    <Popover
      trigger="click"
      content={
        <Flex vertical gap="small">
          <Input.TextArea
            rows={2}
            value={reason}
            maxLength={1000}
            aria-label={t('arrangement.why')}
            placeholder={t('arrangement.why')}
            onChange={(event) => setReason(event.target.value)}
          />
          <ProblemAlert error={doing.error} />
          <Button
            type="primary"
            disabled={reason.trim() === ''}
            loading={doing.isPending}
            onClick={() => doing.mutate()}
          >
            {label}
          </Button>
        </Flex>
      }
    >
      <Button size="small">{label}</Button>
    </Popover>
  )
}
