import type { ApproverSpec, Expression, Flow, FlowNode } from './flow-types'

/** What is not filled in yet. The server cannot even read such a document, so it is found here first. */
export type Gap = 'name' | 'people' | 'value' | 'action'

const blank = (text: string) => text.trim() === ''

function isOpenSpec(spec: ApproverSpec): boolean {
  switch (spec.kind) {
    case 'role':
      return blank(spec.role)
    case 'position':
      return blank(spec.position)
    case 'named':
      return spec.usernames.length === 0
    case 'managerChain':
    case 'ownerManager':
    case 'authority':
      return false
  }
}

const decimal = /^-?\d{1,12}(\.\d{1,4})?$/
const ordering = new Set(['lt', 'lte', 'gt', 'gte'])

function isOpenExpression({ tests }: Expression): boolean {
  return (
    tests.length === 0 ||
    tests.some(({ field, operator, value }) => {
      if (blank(field)) return true
      if (typeof value === 'boolean') return false
      if (typeof value !== 'string') return value.length === 0
      return blank(value) || (ordering.has(operator) && !decimal.test(value))
    })
  )
}

function gapsOf(node: FlowNode): Gap[] {
  const gaps: Gap[] = blank(node.name.zh) || blank(node.name.en) ? ['name'] : []
  switch (node.kind) {
    case 'approve': {
      const escalatee = node.timeLimit?.onTimeout === 'escalate' ? node.timeLimit.escalateTo : undefined
      const open =
        node.approvers.length === 0 ||
        node.approvers.some(isOpenSpec) ||
        escalatee === null ||
        (escalatee !== undefined && isOpenSpec(escalatee))
      return open ? [...gaps, 'people'] : gaps
    }
    case 'notify':
      return node.recipients.length === 0 || node.recipients.some(isOpenSpec) ? [...gaps, 'people'] : gaps
    case 'condition': {
      const unnamed = node.branches.some(({ name }) => blank(name.zh) || blank(name.en))
      const open = node.branches.some(({ when }) => when !== null && isOpenExpression(when))
      return [
        ...gaps,
        ...(unnamed && gaps.length === 0 ? (['name'] as const) : []),
        ...(open ? (['value'] as const) : []),
      ]
    }
    case 'action':
      return blank(node.action) ? [...gaps, 'action'] : gaps
    case 'start':
    case 'parallel':
    case 'join':
    case 'end':
      return gaps
  }
}

/** The gaps of a flow by node; the key '' stands for the flow itself. Empty when the server can read it. */
export function findGaps(flow: Flow): ReadonlyMap<string, readonly Gap[]> {
  const gaps = new Map<string, readonly Gap[]>()
  const own: Gap[] = []
  if (blank(flow.name.zh) || blank(flow.name.en)) own.push('name')
  if (isOpenSpec(flow.fallback)) own.push('people')
  if (flow.startWhen !== null && isOpenExpression(flow.startWhen)) own.push('value')
  if (own.length > 0) gaps.set('', own)
  for (const node of flow.nodes) {
    const found = gapsOf(node)
    if (found.length > 0) gaps.set(node.id, found)
  }
  return gaps
}
