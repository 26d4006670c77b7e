import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Field } from './field'
import type { FlowNode, Subject } from './flow-types'

type ActionNode = Extract<FlowNode, { kind: 'action' }>

interface ActionFormProps {
  readonly node: ActionNode
  readonly actions: Subject['actions']
  readonly onChange: (node: ActionNode) => void
}

/** What the program does by itself when a case comes here, and for how long where that matters. */
export function ActionForm({ node, actions, onChange }: ActionFormProps) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const chosen = actions.find(({ key }) => key === node.action)
  const choose = (action: string) => {
    const { days: _days, ...rest } = node
    const asksDays = actions.find(({ key }) => key === action)?.asksDays === true
    onChange({ ...rest, action, ...(asksDays ? { days: node.days ?? 30 } : {}) })
  }
  return (
    <>
      <Field label={t('form.action')}>
        {(id) => (
          <Select
            id={id}
            value={node.action === '' ? null : node.action}
            options={actions.map(({ key, name }) => ({ value: key, label: textOf(name) }))}
            notFoundContent={t('form.noActions')}
            onChange={choose}
          />
        )}
      </Field>
      {chosen?.asksDays === true && (
        <Field label={t('form.actionDays')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={3650}
              precision={0}
              value={node.days ?? null}
              onChange={(days) => {
                const { days: _days, ...rest } = node
                onChange(days === null ? rest : { ...rest, days })
              }}
            />
          )}
        </Field>
      )}
    </>
  )
}
