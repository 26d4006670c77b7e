import { describe, expect, it } from 'vitest'
import {
  addNode,
  connect,
  inReadingOrder,
  insertAfter,
  newFlow,
  remove,
  replaceNode,
  type Beginnings,
} from './flow-edit'
import type { ConditionNode } from './flow-types'

const beginnings: Beginnings = {
  naming: (part) => ({ zh: part, en: part }),
  test: { field: 'amount', operator: 'gte', value: '100000' },
  action: undefined,
}
const fresh = () => newFlow('hold-release', { zh: 'f', en: 'f' }, beginnings)
const links = (flow: ReturnType<typeof fresh>) =>
  flow.edges.map(({ from, to, branch }) => [from, branch, to].filter(Boolean).join('>')).sort()

describe('editing a flow', () => {
  it('starts with a flow that leads from its start over an approval to an end', () => {
    expect(links(fresh())).toEqual(['approve-1>end-1', 'start>approve-1'])
  })

  it('puts a node into the link behind another', () => {
    const [flow, id] = insertAfter(fresh(), 'approve-1', 'countersign', beginnings)
    expect(id).toBe('approve-2')
    expect(links(flow)).toEqual(['approve-1>approve-2', 'approve-2>end-1', 'start>approve-1'])
  })

  it('bridges the gap when a node in a chain is removed', () => {
    expect(links(remove(fresh(), ['approve-1'], []))).toEqual(['start>end-1'])
  })

  it('never removes the start', () => {
    expect(remove(fresh(), ['start'], []).nodes).toHaveLength(3)
  })

  it('leads an exit elsewhere instead of doubling it, but not of a parallel node', () => {
    const [withNotify] = addNode(fresh(), 'notify', { x: 0, y: 0 }, beginnings)
    expect(links(connect(withNotify, 'start', 'notify-1'))).toEqual(['approve-1>end-1', 'start>notify-1'])
    const [withParallel] = addNode(withNotify, 'parallel', { x: 0, y: 0 }, beginnings)
    const both = connect(connect(withParallel, 'parallel-1', 'notify-1'), 'parallel-1', 'approve-1')
    expect(links(both)).toContain('parallel-1>notify-1')
    expect(links(both)).toContain('parallel-1>approve-1')
  })

  it('connects the branches of a condition one after the other and cuts what a removed branch led to', () => {
    const [flow] = insertAfter(fresh(), 'start', 'condition', beginnings)
    expect(links(flow)).toContain('condition-1>branch-1>approve-1')
    const both = connect(flow, 'condition-1', 'end-1')
    expect(links(both)).toContain('condition-1>otherwise>end-1')
    const condition = both.nodes.find((node): node is ConditionNode => node.kind === 'condition')
    const shorter = { ...(condition as ConditionNode), branches: condition?.branches.slice(1) ?? [] }
    expect(links(replaceNode(both, shorter))).not.toContain('condition-1>branch-1>approve-1')
  })

  it.each([
    ['end-1', 'approve-1'],
    ['approve-1', 'start'],
    ['approve-1', 'approve-1'],
    ['approve-1', 'end-1'],
    ['nobody', 'end-1'],
  ])('changes nothing when %s cannot lead to %s', (from, to) => {
    const flow = fresh()
    expect(connect(flow, from, to)).toBe(flow)
  })

  it('reads nodes along the links, branches one after the other, lone nodes last', () => {
    const [conditioned] = insertAfter(fresh(), 'start', 'condition', beginnings)
    const [flow] = addNode(connect(conditioned, 'condition-1', 'end-1'), 'notify', { x: 0, y: 0 }, beginnings)
    expect(inReadingOrder(flow).map(({ node, connected }) => [node.id, connected])).toEqual([
      ['start', true],
      ['condition-1', true],
      ['approve-1', true],
      ['end-1', true],
      ['notify-1', false],
    ])
  })
})
