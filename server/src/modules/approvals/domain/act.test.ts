import { describe, expect, it } from 'vitest'
import { approveNode, sequence } from '../../../../test/approval-flows.js'
import { Refusal } from '../../../kernel/errors.js'
import { act, begin, seat, type Action } from './act.js'
import {
  caseStatuses,
  newCase,
  stepStatuses,
  type CaseState,
  type CaseStatus,
  type StepStatus,
} from './case-state.js'
import { graphOf } from './flow-graph.js'

const graph = graphOf(
  sequence([approveNode('a', ['ann', 'bob'], { mode: { kind: 'all' } }), approveNode('b', ['cid'])]),
)

let ids = 0
const world = {
  at: new Date('2026-11-23T02:00:00Z'),
  newId: () => `id-${(ids += 1)}`,
  after: () => new Date('2026-11-24T02:00:00Z'),
  endOf: (day: string) => new Date(`${day}T16:00:00Z`),
}

/** A case that waits for ann and bob. */
function waiting(): CaseState {
  const fresh = newCase({ submitter: 'sub', barred: ['sub'], owner: 'own', fields: {} })
  const { state } = begin(graph, fresh, world)
  const visit = state.visits.at(-1)
  if (!visit) throw new Error('no visit')
  const people = ['ann', 'bob'].map((username) => ({ username, onBehalfOf: null }))
  return seat(graph, state, visit, { stages: [people], fallback: [] }, world).state
}

function stepOf(state: CaseState, username: string) {
  const step = state.steps.find((one) => one.username === username)
  if (!step) throw new Error(`no step of ${username}`)
  return step
}

function actionsOn(state: CaseState): Record<Action['kind'], Action> {
  const on = { stepId: stepOf(state, 'ann').id, by: 'ann', comment: 'c' }
  const visitId = stepOf(state, 'ann').visitId
  return {
    approve: { kind: 'approve', ...on, conditions: null, covers: false },
    reject: { kind: 'reject', ...on },
    return: { kind: 'return', ...on, toNodeId: 'start' },
    'add-signer': { kind: 'add-signer', ...on, username: 'eve', when: 'before', covers: false },
    delegate: { kind: 'delegate', ...on, username: 'eve', covers: false },
    resubmit: { kind: 'resubmit', ...on },
    withdraw: { kind: 'withdraw', by: 'sub' },
    void: { kind: 'void' },
    assign: { kind: 'assign', visitId, by: 'boss', username: 'eve', comment: null, covers: false },
    timer: { kind: 'timer', visitId },
    'confirm-security': {
      kind: 'confirm-security',
      stepId: on.stepId,
      by: 'eve',
      reference: 'R1',
      comment: null,
    },
    'pass-on': { kind: 'pass-on', stepId: on.stepId, takers: [] },
    'stand-in': { kind: 'stand-in', stepId: on.stepId, username: 'eve' },
    'stand-down': { kind: 'stand-down', stepId: on.stepId },
    'look-after': { kind: 'look-after', usernames: ['eve'] },
    owner: { kind: 'owner', owner: 'eve' },
  }
}

/** The status that the case has after each action, or the code with which it is refused. */
function outcome(state: CaseState, action: Action): string {
  try {
    const moved = act(graph, state, action, world)
    return moved.state === state ? 'same' : moved.state.status
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('what an action makes of a case', () => {
  const running: Record<Action['kind'], string> = {
    approve: 'running',
    reject: 'rejected',
    return: 'running',
    'add-signer': 'running',
    delegate: 'running',
    resubmit: 'approval_not_allowed',
    withdraw: 'withdrawn',
    void: 'void',
    assign: 'approval_not_allowed',
    timer: 'same',
    'confirm-security': 'approval_security_not_awaited',
    'pass-on': 'running',
    'stand-in': 'running',
    'stand-down': 'same',
    'look-after': 'running',
    owner: 'running',
  }

  it.each(
    caseStatuses.flatMap((status) => Object.entries(running).map(([kind, after]) => [status, kind, after])),
  )('in the state %s: %s', (status, kind, after) => {
    const state = { ...waiting(), status: status as CaseStatus }
    const expected = status === 'running' ? after : 'approval_case_closed'
    expect(outcome(state, actionsOn(state)[kind as Action['kind']])).toBe(expected)
  })

  const onStep = ['approve', 'reject', 'return', 'add-signer', 'delegate', 'resubmit'] as const

  it.each(stepStatuses.flatMap((status) => onStep.map((kind) => [status, kind] as const)))(
    'with a step that is %s: %s',
    (status: StepStatus, kind) => {
      const state = waiting()
      const ann = stepOf(state, 'ann')
      const decided = { ...ann, status, decidedBy: status === 'open' || status === 'waiting' ? null : 'ann' }
      const changed = { ...state, steps: state.steps.map((step) => (step === ann ? decided : step)) }
      // The same person's same decision again is no fault: the click was repeated.
      const repeated =
        (kind === 'approve' && status === 'approved') || (kind === 'reject' && status === 'rejected')
      const expected = repeated ? 'same' : status === 'open' ? running[kind] : 'approval_step_decided'
      expect(outcome(changed, actionsOn(changed)[kind])).toBe(expected)
    },
  )

  it.each(onStep)('by somebody whose step it is not: %s', (kind) => {
    const state = waiting()
    expect(outcome(state, { ...actionsOn(state)[kind], by: 'bob' } as Action)).toBe('approval_not_yours')
  })

  it('an added signer has the first or the last word', () => {
    const state = waiting()
    const actions = actionsOn(state)
    const before = act(graph, state, actions['add-signer'], world).state
    expect(stepOf(before, 'ann').status).toBe('waiting')
    const eve = stepOf(before, 'eve')
    const signed = {
      kind: 'approve',
      stepId: eve.id,
      by: 'eve',
      comment: null,
      conditions: null,
      covers: false,
    } as const
    expect(stepOf(act(graph, before, signed, world).state, 'ann').status).toBe('open')
    const after = act(graph, state, { ...actions['add-signer'], when: 'after' } as Action, world).state
    expect([stepOf(after, 'ann').status, stepOf(after, 'eve').status]).toEqual(['approved', 'open'])
  })

  it.each(['sub', 'bob'])('nobody who asked or signs already is added: %s', (username) => {
    const state = waiting()
    const code = outcome(state, { ...actionsOn(state)['add-signer'], username } as Action)
    expect(code).toBe(username === 'sub' ? 'approval_person_barred' : 'approval_already_signer')
  })
})
