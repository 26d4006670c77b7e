import { describe, expect, it } from 'vitest'
import { compareFlows, isEmptyDiff, mergeForComparison } from './flow-diff'
import { insertAfter, move, newFlow, remove, replaceNode, type Beginnings } from './flow-edit'

const beginnings: Beginnings = {
  naming: (part) => ({ zh: part, en: part }),
  test: { field: 'amount', operator: 'gte', value: '100000' },
  action: undefined,
}
const before = newFlow('hold-release', { zh: 'f', en: 'f' }, beginnings)

describe('comparing a draft with the version in force', () => {
  it('finds nothing when only places or the order of keys differ', () => {
    const moved = move(before, new Map([['approve-1', { x: 500, y: 7 }]]))
    const { name, ...rest } = moved
    expect(isEmptyDiff(compareFlows(before, { ...rest, name }))).toBe(true)
  })

  it('names what was added, removed and changed', () => {
    const [longer, id] = insertAfter(before, 'approve-1', 'notify', beginnings)
    const shorter = remove(longer, ['approve-1'], [])
    const end = before.nodes[2]
    if (end === undefined) throw new Error('the new flow has an end')
    const diff = compareFlows(before, replaceNode(shorter, { ...end, name: { zh: 'x', en: 'x' } }))
    expect([...diff.nodes].sort(([a], [b]) => a.localeCompare(b))).toEqual([
      ['approve-1', 'removed'],
      ['end-1', 'changed'],
      [id, 'added'],
    ])
    expect(diff.addedLinks.size).toBe(2)
    expect(diff.removedLinks.size).toBe(2)
  })

  it('shows what is gone beside what is there', () => {
    const after = remove(before, ['approve-1'], [])
    const merged = mergeForComparison(before, after, compareFlows(before, after))
    expect(merged.nodes.map(({ id }) => id).sort()).toEqual(['approve-1', 'end-1', 'start'])
    expect(new Set(merged.edges.map(({ id }) => id)).size).toBe(merged.edges.length)
  })

  it('notices another name, start or fallback', () => {
    const diff = compareFlows(before, { ...before, fallback: { kind: 'authority' } })
    expect(diff.frame).toEqual(['fallback'])
    expect(isEmptyDiff(diff)).toBe(false)
  })
})
