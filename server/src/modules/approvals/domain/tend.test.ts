import { describe, expect, it } from 'vitest'
import { approveNode, sequence } from '../../../../test/approval-flows.js'
import { act, begin, seat, type Action } from './act.js'
import { newCase, type CaseState } from './case-state.js'
import type { ApproveNode, ApproverSpec } from './flow.js'
import { graphOf } from './flow-graph.js'
import type { Taker } from './take-over.js'
import { ownersLoneTurns } from './tend.js'

let ids = 0
const world = {
  at: new Date('2026-11-23T02:00:00Z'),
  newId: () => `id-${(ids += 1)}`,
  after: () => new Date('2026-11-24T02:00:00Z'),
  endOf: (day: string) => new Date(`${day}T16:00:00Z`),
}

const graphWith = (
  more: Partial<ApproveNode>,
  approvers: readonly (string | ApproverSpec)[] = ['ann', 'bob'],
) => graphOf(sequence([approveNode('a', approvers as readonly string[], more), approveNode('b', ['cid'])]))

const all = graphWith({ mode: { kind: 'all' } })
const any = graphWith({ mode: { kind: 'any' } })
const authority = graphWith({}, [{ kind: 'authority' }])

/** A case that waits for ann and bob; the levels of a climb are ann, then bob. */
function waiting(graph = all): CaseState {
  const fresh = newCase({ submitter: 'sub', barred: ['sub'], owner: 'own', fields: {} })
  const { state } = begin(graph, fresh, world)
  const visit = state.visits.at(-1)
  if (!visit) throw new Error('no visit')
  const people = ['ann', 'bob'].map((username) => ({ username, onBehalfOf: null }))
  const stages = graph === authority ? people.map((one) => [one]) : [people]
  return seat(graph, state, visit, { stages, fallback: [] }, world).state
}

const taker = (username: string, more: Partial<Taker> = {}): Taker => ({
  ...{ username, kind: 'delegate', covers: false },
  ...more,
})

const openOf = (state: CaseState) =>
  state.steps.filter(({ status }) => status === 'open').map(({ username }) => username)

function stepOf(state: CaseState, username: string) {
  const step = state.steps.findLast((one) => one.username === username)
  if (!step) throw new Error(`no step of ${username}`)
  return step
}

const after = (state: CaseState, action: Action, graph = all) => act(graph, state, action, world).state
const passOn = (state: CaseState, from: string, takers: readonly Taker[], graph = all) =>
  after(state, { kind: 'pass-on', stepId: stepOf(state, from).id, takers }, graph)
const approve = (state: CaseState, by: string, more: object = {}, graph = all) => {
  const on = { stepId: stepOf(state, by).id, by, comment: null, conditions: null, covers: false }
  return after(state, { kind: 'approve', ...on, ...more }, graph)
}

describe('the turn of somebody who has left', () => {
  it('goes to the successor, whose signature counts as the other’s would have', () => {
    const state = passOn(waiting(), 'ann', [taker('eve')])
    expect(openOf(state)).toEqual(['bob', 'eve'])
    expect(stepOf(state, 'ann')).toMatchObject({ status: 'delegated', decidedBy: null })
    expect(approve(approve(state, 'bob'), 'eve').visits.find(({ nodeId }) => nodeId === 'a')?.status).toBe(
      'passed',
    )
  })

  it.each([
    ['who asked', 'sub'],
    ['who owns the customer', 'own'],
    ['who signs in the same level already', 'bob'],
  ])('passes over a successor %s and goes to the manager', (_, successor) => {
    const takers = [taker(successor), taker('max', { kind: 'escalation' })]
    const state = passOn(waiting(), 'ann', takers)
    expect(openOf(state)).toEqual(['bob', 'max'])
    expect(stepOf(state, 'max').kind).toBe('escalation')
  })

  it('waits visibly when nobody may sign, until somebody is assigned', () => {
    const state = passOn(waiting(), 'ann', [taker('own')])
    expect(state.visits.at(-1)).toMatchObject({ status: 'active', unassigned: true })
    const signed = approve(state, 'bob')
    // The countersign still needs two signatures of different people.
    expect(signed.visits.at(-1)).toMatchObject({ nodeId: 'a', status: 'active' })
    const assign = { kind: 'assign', by: 'boss', username: 'eve', comment: null, covers: false } as const
    const assigned = after(signed, { ...assign, visitId: signed.visits.at(-1)?.id ?? '' })
    expect(assigned.visits.at(-1)?.unassigned).toBe(false)
    expect(approve(assigned, 'eve').visits.at(-1)?.nodeId).toBe('b')
  })

  it('is nobody’s loss where any one of several decides', () => {
    const state = passOn(waiting(any), 'ann', [taker('max', { kind: 'escalation' })], any)
    expect(openOf(state)).toEqual(['bob'])
    expect(state.visits.at(-1)?.unassigned).toBe(false)
  })

  it('at the last level of a climb goes only to somebody whose authority covers the request', () => {
    const last = approve(waiting(authority), 'ann', {}, authority)
    const takers = [taker('eve'), taker('max', { kind: 'escalation', covers: true })]
    expect(openOf(passOn(last, 'bob', takers, authority))).toEqual(['max'])
    const first = passOn(waiting(authority), 'ann', takers, authority)
    expect(openOf(first)).toEqual(['eve'])
  })

  it('who was asked to sign first is left out, and the asker decides', () => {
    const on = { stepId: stepOf(waiting(), 'ann').id, by: 'ann', comment: null, covers: false }
    const begun = waiting()
    const asked = after(begun, {
      ...{ kind: 'add-signer', ...on, stepId: stepOf(begun, 'ann').id, username: 'eve', when: 'before' },
    })
    expect(openOf(asked)).toEqual(['bob', 'eve'])
    expect(openOf(passOn(asked, 'eve', []))).toEqual(['ann', 'bob'])
  })
})

describe('somebody absent', () => {
  const standIn = (state: CaseState, username: string) =>
    after(state, { kind: 'stand-in', stepId: stepOf(state, 'ann').id, username })

  it('and the deputy are both asked; the first signature is the one that counts', () => {
    const state = standIn(waiting(), 'dan')
    expect(openOf(state)).toEqual(['ann', 'bob', 'dan'])
    expect(stepOf(state, 'dan')).toMatchObject({ kind: 'deputy', onBehalfOf: 'ann' })
    expect(openOf(approve(state, 'dan'))).toEqual(['bob'])
    expect(openOf(approve(state, 'ann'))).toEqual(['bob'])
  })

  it.each(['sub', 'own', 'bob'])('has no deputy who may not sign: %s', (username) => {
    const state = waiting()
    expect(standIn(state, username)).toBe(state)
  })

  it('is asked alone again when the deputy’s days are over', () => {
    const state = standIn(waiting(), 'dan')
    const back = after(state, { kind: 'stand-down', stepId: stepOf(state, 'dan').id })
    expect(openOf(back)).toEqual(['ann', 'bob'])
  })

  it('gives the turn away for the deputy too', () => {
    const state = standIn(waiting(), 'dan')
    const step = stepOf(state, 'ann')
    const delegated = after(state, {
      ...{ kind: 'delegate', stepId: step.id, by: 'ann', comment: null, username: 'eve', covers: false },
    })
    expect(openOf(delegated)).toEqual(['bob', 'eve'])
  })
})

describe('a request whose submitter has left', () => {
  const returned = () => {
    const state = waiting()
    const on = { stepId: stepOf(state, 'ann').id, by: 'ann', comment: '补充资料' }
    return after(state, { kind: 'return', ...on, toNodeId: 'start' })
  }

  it('is looked after by the successor, who may withdraw it and never signs it', () => {
    const state = after(waiting(), { kind: 'look-after', usernames: ['eve'] })
    expect(state).toMatchObject({ caretaker: 'eve', barred: ['sub', 'eve'] })
    expect(openOf(passOn(state, 'ann', [taker('eve')]))).toEqual(['bob'])
    expect(after(state, { kind: 'withdraw', by: 'eve' }).status).toBe('withdrawn')
  })

  it('is not looked after by somebody who signs it', () => {
    const state = waiting()
    expect(after(state, { kind: 'look-after', usernames: ['ann'] })).toBe(state)
    expect(after(state, { kind: 'look-after', usernames: ['ann', 'max'] }).caretaker).toBe('max')
  })

  it('and was sent back is revised by whoever looks after it', () => {
    const looked = after(returned(), { kind: 'look-after', usernames: ['eve'] })
    const state = passOn(looked, 'sub', [])
    expect(openOf(state)).toEqual(['eve'])
    const step = stepOf(state, 'eve')
    const again = after(state, { kind: 'resubmit', stepId: step.id, by: 'eve', comment: null })
    expect(again.visits.at(-1)).toMatchObject({ nodeId: 'a', round: 2 })
  })

  it('and was sent back waits visibly when nobody looks after it', () => {
    const state = passOn(returned(), 'sub', [])
    const visit = state.visits.at(-1)
    expect(visit).toMatchObject({ nodeId: 'start', status: 'active', unassigned: true })
    const assign = { kind: 'assign', by: 'boss', username: 'eve', comment: null, covers: false } as const
    expect(openOf(after(state, { ...assign, visitId: visit?.id ?? '' }))).toEqual(['eve'])
  })
})

describe('a new owner of the customer', () => {
  it('does not decide alone on the request that was waiting', () => {
    const owned = after(waiting(any), { kind: 'owner', owner: 'ann' }, any)
    expect(ownersLoneTurns(any, owned).map(({ username }) => username)).toEqual(['ann'])
    expect(openOf(passOn(owned, 'ann', [taker('max', { kind: 'escalation' })], any))).toEqual(['bob'])
  })

  it('countersigns where others must as well', () => {
    expect(ownersLoneTurns(all, after(waiting(), { kind: 'owner', owner: 'ann' }))).toEqual([])
  })
})
