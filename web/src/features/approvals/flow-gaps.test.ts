import { describe, expect, it } from 'vitest'
import { addNode, newFlow, replaceNode, type Beginnings } from './flow-edit'
import { findGaps } from './flow-gaps'
import type { ApproveNode, ConditionNode } from './flow-types'

const beginnings: Beginnings = {
  naming: (part) => ({ zh: part, en: part }),
  test: { field: 'amount', operator: 'gte', value: '100000' },
  action: undefined,
}
const flow = newFlow('hold-release', { zh: 'f', en: 'f' }, beginnings)
const approve = flow.nodes.find((node): node is ApproveNode => node.kind === 'approve')
if (approve === undefined) throw new Error('a new flow has an approval')

describe('gaps of a flow', () => {
  it('has none when it is new', () => {
    expect(findGaps(flow).size).toBe(0)
  })

  it('says where nobody is named, a name is missing, an action is not chosen', () => {
    const open = replaceNode(flow, {
      ...approve,
      name: { zh: 'x', en: ' ' },
      approvers: [{ kind: 'named', usernames: [] }],
    })
    expect(findGaps(open).get('approve-1')).toEqual(['name', 'people'])
    const [withAction] = addNode(flow, 'action', { x: 0, y: 0 }, beginnings)
    expect(findGaps(withAction).get('action-1')).toEqual(['action'])
  })

  it('wants somebody to escalate to only when the time limit escalates', () => {
    const limit = { workingHours: 8, remindBefore: null, escalateTo: null }
    const escalates = replaceNode(flow, { ...approve, timeLimit: { ...limit, onTimeout: 'escalate' } })
    const rejects = replaceNode(flow, { ...approve, timeLimit: { ...limit, onTimeout: 'reject' } })
    expect(findGaps(escalates).get('approve-1')).toEqual(['people'])
    expect(findGaps(rejects).size).toBe(0)
  })

  it.each([
    ['gte', '', true],
    ['gte', 'much', true],
    ['gte', '100000.00', false],
    ['eq', 'A', false],
    ['in', [], true],
    ['in', ['A'], false],
    ['eq', true, false],
  ] as const)('a test %s %j is open: %s', (operator, value, isOpen) => {
    const [withCondition] = addNode(flow, 'condition', { x: 0, y: 0 }, beginnings)
    const node = withCondition.nodes.find((one): one is ConditionNode => one.kind === 'condition')
    if (node === undefined) throw new Error('the condition was added')
    const branches = node.branches.map((branch) =>
      branch.when === null
        ? branch
        : {
            ...branch,
            when: {
              ...branch.when,
              tests: [{ field: 'f', operator, value: typeof value === 'object' ? [...value] : value }],
            },
          },
    )
    const tested = replaceNode(withCondition, { ...node, branches })
    expect(findGaps(tested).get(node.id)).toEqual(isOpen ? ['value'] : undefined)
  })
})
