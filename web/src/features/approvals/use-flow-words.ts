import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { formatAmount } from '../../ui/format-amount'
import { usePeople, usePositionChoices, useRoleChoices } from './directory'
import type { ApproverSpec, Expression, FieldTest, FlowNode, SubjectField, TimeLimit } from './flow-types'

export interface FlowWords {
  kindName: (node: FlowNode) => string
  approver: (spec: ApproverSpec) => string
  test: (test: FieldTest) => string
  expression: (expression: Expression | null) => string
  limit: (limit: TimeLimit) => string
  /** What a node does, in at most two short lines. */
  lines: (node: FlowNode) => readonly string[]
}

/** Says who is asked by one way of finding approvers. */
function useApproverWords(): (spec: ApproverSpec) => string {
  const { t } = useTranslation('approvals')
  const roles = useRoleChoices()
  const positions = usePositionChoices()
  const people = usePeople()
  const labelOf = (choices: readonly { value: string; label: string }[], value: string) =>
    choices.find((one) => one.value === value)?.label ?? value
  const nameOf = (username: string) =>
    people.find((one) => one.username === username)?.displayName ?? username

  return (spec) => {
    switch (spec.kind) {
      case 'role':
        return t('spec.role', { name: labelOf(roles, spec.role) })
      case 'position':
        return t('spec.position', { name: labelOf(positions, spec.position) })
      case 'managerChain':
        return t('spec.managerChain', { count: spec.levels })
      case 'named':
        return spec.usernames.map(nameOf).join(t('separator'))
      case 'ownerManager':
      case 'authority':
        return t(`spec.${spec.kind}`)
    }
  }
}

/** Says in words what the parts of a flow do, with the names of roles, positions, people and fields. */
export function useFlowWords(
  fields: readonly SubjectField[],
  actions: readonly { key: string; name: { zh: string; en: string } }[],
): FlowWords {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const approver = useApproverWords()
  const valueOf = (field: SubjectField | undefined, value: FieldTest['value']): string => {
    if (typeof value === 'boolean') return t(value ? 'test.yes' : 'test.no')
    const values = typeof value === 'string' ? [value] : value
    return values.map((one) => (field?.type === 'amount' ? formatAmount(one) : one)).join(t('separator'))
  }
  const test = ({ field, operator, value }: FieldTest): string => {
    const declared = fields.find(({ key }) => key === field)
    const name = declared === undefined ? field : textOf(declared.name)
    return t('test.sentence', { name, operator: t(`operator.${operator}`), value: valueOf(declared, value) })
  }
  const expression = (when: Expression | null): string =>
    when === null ? t('expression.always') : when.tests.map(test).join(t(`expression.${when.match}`))
  const limit = ({ workingHours, onTimeout }: TimeLimit): string =>
    t('limit.line', { hours: workingHours, then: t(`onTimeout.${onTimeout}`) })
  const kindName = (node: FlowNode): string => {
    if (node.kind === 'approve') return t(`mode.${node.mode.kind}`)
    if (node.kind === 'end') return t(`outcome.${node.outcome}`)
    return t(`kind.${node.kind}`)
  }
  const lines = (node: FlowNode): readonly string[] => {
    switch (node.kind) {
      case 'approve': {
        const asked = node.approvers.map(approver).join(t('separator'))
        const needed =
          node.mode.kind === 'nOf' || node.mode.kind === 'veto'
            ? t('mode.needed', { people: asked, count: node.mode.needed })
            : asked
        return node.timeLimit === null ? [needed] : [needed, limit(node.timeLimit)]
      }
      case 'notify':
        return [node.recipients.map(approver).join(t('separator'))]
      case 'condition':
        return node.branches
          .filter(({ when }) => when !== null)
          .map(({ when }) => expression(when))
          .slice(0, 1)
      case 'action': {
        const found = actions.find(({ key }) => key === node.action)
        return found === undefined ? [] : [textOf(found.name)]
      }
      case 'start':
      case 'parallel':
      case 'join':
      case 'end':
        return []
    }
  }
  return { kindName, approver, test, expression, limit, lines }
}
