import { App, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import styles from './designer.module.css'
import { Field } from './field'
import { changeFlow, useFlowChanged } from './flow-api'
import type { FlowDetail } from './flow-types'

const priorityMax = 10_000

/** What takes effect at once, without publishing: whether the flow is used, and in which order of several. */
export function FlowSwitches({ detail }: { detail: FlowDetail }) {
  const { t } = useTranslation('approvals')
  const { message } = App.useApp()
  const changed = useFlowChanged()
  const [priority, setPriority] = useState<number>(detail.priority)
  const change = useMutation({
    mutationFn: (body: { priority?: number; active?: boolean }) => changeFlow(detail.code, body),
    onSuccess: (after) => {
      changed(after)
      void message.success(t('flow.changed'))
    },
  })
  return (
    <fieldset className={styles.group}>
      <legend>{t('flow.atOnce')}</legend>
      <Field label={t('flow.active')} hint={t('flow.activeHint')}>
        {(id) => (
          <Switch
            id={id}
            checked={detail.active}
            loading={change.isPending}
            onChange={(active) => change.mutate({ active })}
          />
        )}
      </Field>
      <Field label={t('flow.priority')} hint={t('flow.priorityHint')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            max={priorityMax}
            precision={0}
            value={priority}
            onChange={(next) => setPriority(next ?? 0)}
            onBlur={() => {
              if (priority !== detail.priority) change.mutate({ priority })
            }}
          />
        )}
      </Field>
      <ProblemAlert error={change.error} />
    </fieldset>
  )
}
