import { WarningOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { ActionForm } from './action-form'
import { ApproveForm } from './approve-form'
import { ApproverList } from './approver-form'
import { BranchesForm } from './branches-form'
import { Field, NameFields } from './field'
import styles from './designer.module.css'
import type { FlowNode, Subject } from './flow-types'
import type { Designer } from './use-designer'

interface NodePanelProps {
  node: FlowNode
  designer: Designer
  subject: Subject | undefined
  faults: readonly string[]
}

function OwnForm({ node, designer, subject }: Omit<NodePanelProps, 'faults'>) {
  const { t } = useTranslation('approvals')
  switch (node.kind) {
    case 'approve':
      return <ApproveForm node={node} designer={designer} subject={subject} />
    case 'condition':
      return <BranchesForm node={node} designer={designer} fields={subject?.fields ?? []} />
    case 'notify':
      return (
        <ApproverList
          label={t('form.recipients')}
          value={node.recipients}
          subject={subject}
          onChange={(recipients) => designer.editNode({ ...node, recipients })}
        />
      )
    case 'action':
      return <ActionForm node={node} actions={subject?.actions ?? []} onChange={designer.editNode} />
    case 'end':
      return (
        <Segmented
          block
          value={node.outcome}
          options={(['approved', 'rejected'] as const).map((value) => ({
            value,
            label: t(`outcome.${value}`),
          }))}
          onChange={(outcome) => designer.editNode({ ...node, outcome })}
        />
      )
    case 'start':
    case 'parallel':
    case 'join':
      return <p className={styles.fieldHint}>{t(`form.about.${node.kind}`)}</p>
  }
}

/** Where the exits of a node lead; the keyboard's way of connecting. */
function Onward({ node, designer }: Pick<NodePanelProps, 'node' | 'designer'>) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const { flow } = designer
  if (node.kind === 'end') return null
  const targets = flow.nodes
    .filter(({ id, kind }) => id !== node.id && kind !== 'start')
    .map(({ id, name }) => ({ value: id, label: textOf(name) }))
  const exits = node.kind === 'condition' ? node.branches : [undefined]
  return (
    <>
      {exits.map((exit) => {
        const out = flow.edges.filter(({ from, branch }) => from === node.id && branch === exit?.id)
        return (
          <Field
            key={exit?.id ?? ''}
            label={exit === undefined ? t('form.next') : t('form.nextOf', { name: textOf(exit.name) })}
          >
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                {...(node.kind === 'parallel' ? {} : { maxCount: 2 })}
                value={out.map(({ to }) => to)}
                placeholder={t('form.nextNone')}
                options={targets}
                onSelect={(to) => designer.connect(node.id, to, exit?.id)}
                onDeselect={(to) =>
                  designer.remove(
                    [],
                    out.filter((edge) => edge.to === to).map((edge) => edge.id),
                  )
                }
              />
            )}
          </Field>
        )
      })}
    </>
  )
}

/** The form of the selected node. */
export function NodePanel({ node, designer, subject, faults }: NodePanelProps) {
  const { t } = useTranslation('approvals')
  return (
    <div className={styles.form}>
      {faults.map((fault) => (
        <p key={fault} className={styles.formFault}>
          <WarningOutlined aria-hidden /> {fault}
        </p>
      ))}
      <NameFields value={node.name} onChange={(name) => designer.editNode({ ...node, name }, 'name')} />
      <OwnForm node={node} designer={designer} subject={subject} />
      <Onward node={node} designer={designer} />
      {node.kind !== 'start' && (
        <Button danger onClick={() => designer.remove([node.id], [])}>
          {t('designer.remove')}
        </Button>
      )}
    </div>
  )
}
