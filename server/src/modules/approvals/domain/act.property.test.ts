import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { people, validFlows } from '../../../../test/approval-flows.js'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import { act, begin, seat, type Action } from './act.js'
import {
  newCase,
  type CaseState,
  type Effect,
  type Moved,
  type Surroundings,
  type Visit,
} from './case-state.js'
import type { Conditions } from './conditions.js'
import { securitiesOf } from './standing-conditions.js'
import type { Found } from './eligible.js'
import type { ApproveNode, ApproverSpec, Flow } from './flow.js'
import { graphOf, nodeOf, type FlowGraph } from './flow-graph.js'
import { flowFaults } from './validate-flow.js'

const shape = {
  fields: [{ key: 'amount', name: { zh: '金额', en: 'Amount' }, type: 'amount' }],
  actions: [],
  hasAmount: true,
  hasOwner: true,
  conditional: true,
} as const

/** A case in a small office of p1 … p5; the manager chain of `sub` is p4, p5; p5 alone has authority. */
class Office {
  state: CaseState
  readonly effects: Effect[] = []
  readonly asked = new Set<string>()
  private time = Date.UTC(2026, 10, 23, 1)
  private ids = 0

  constructor(
    readonly graph: FlowGraph,
    amount: string,
    readonly barred: readonly string[] = [],
  ) {
    const input = { submitter: 'sub', barred: ['sub', ...barred], owner: 'own', fields: { amount } }
    this.state = newCase(input)
    this.take(begin(graph, this.state, this.world()))
  }

  world(): Surroundings {
    return {
      at: new Date(this.time),
      newId: () => `id-${(this.ids += 1)}`,
      after: (hours) => new Date(this.time + hours * 3_600_000),
      endOf: (day) => new Date(Date.parse(`${day}T16:00:00Z`)),
    }
  }

  take(moved: Moved): void {
    this.state = moved.state
    this.effects.push(...moved.effects)
    for (;;) {
      const visit = this.state.visits.find(({ needs }) => needs !== null)
      if (!visit) return
      const seated = seat(this.graph, this.state, visit, this.find(visit), this.world())
      this.state = seated.state
      this.effects.push(...seated.effects)
    }
  }

  find(visit: Visit): Found {
    const node = nodeOf(this.graph, visit.nodeId) as ApproveNode
    const specs =
      visit.needs === 'escalation' && node.timeLimit?.escalateTo
        ? [node.timeLimit.escalateTo]
        : node.approvers
    const stages = specs.some(({ kind }) => kind === 'authority' || kind === 'managerChain')
      ? [['p4'], ['p5']]
      : [specs.flatMap((spec) => this.named(spec))]
    for (const name of [...stages.flat(), 'p1', 'p2']) this.asked.add(name)
    const candidates = (names: readonly string[]) => names.map((username) => ({ username, onBehalfOf: null }))
    return { stages: stages.map(candidates), fallback: candidates(['p1', 'p2']) }
  }

  named(spec: ApproverSpec): readonly string[] {
    return spec.kind === 'named' ? spec.usernames : ['p1', 'p2']
  }

  covers(username: string): boolean {
    return username === 'p5'
  }

  /** Tries an action; a refusal leaves everything as it was. */
  try(action: Action): boolean {
    this.time += 60_000
    const before = this.state
    try {
      this.take(act(this.graph, this.state, action, this.world()))
      if ('username' in action && this.state !== before) this.asked.add(action.username)
      if (action.kind === 'pass-on') for (const { username } of action.takers) this.asked.add(username)
      return this.state !== before
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(this.state).toBe(before)
      return false
    }
  }

  /** Confirms the next security that is awaited. */
  vouch(by: string): boolean {
    const step = securitiesOf(this.state).find(({ confirmed }) => confirmed === null)
    return (
      step !== undefined &&
      this.try({ kind: 'confirm-security', stepId: step.stepId, by, reference: 'R-1', comment: null })
    )
  }

  later(hours: number): void {
    this.time += hours * 3_600_000
    for (const { id, timer } of this.state.visits) if (timer) this.try({ kind: 'timer', visitId: id })
  }

  /** What a diligent office would do until the case ends. */
  finish(): void {
    for (let turn = 0; this.state.status === 'running'; turn++) {
      expect(turn).toBeLessThan(600)
      const step = this.state.steps.find(({ status }) => status === 'open')
      const by = step?.username ?? ''
      const signed =
        step &&
        (step.kind === 'revision'
          ? this.try({ kind: 'resubmit', stepId: step.id, by, comment: 'again' })
          : this.try({
              kind: 'approve',
              stepId: step.id,
              by,
              comment: null,
              conditions: null,
              covers: this.covers(by),
            }) || this.try({ kind: 'reject', stepId: step.id, by, comment: 'beyond me' }))
      if (signed || this.vouch('clerk')) continue
      const empty = this.state.visits.find(({ unassigned }) => unassigned)
      const helped =
        empty &&
        people.some((username) =>
          this.try({
            kind: 'assign',
            visitId: empty.id,
            by: 'manager',
            username,
            comment: 'help',
            covers: this.covers(username),
          }),
        )
      if (!helped) this.try({ kind: 'withdraw', by: 'sub' })
    }
  }
}

interface Move {
  readonly kind: Action['kind'] | 'later'
  readonly pick: number
  readonly by: string
  readonly other: string
  readonly after: boolean
}

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Move['kind']>(
      ...(['approve', 'approve', 'approve', 'reject', 'return', 'add-signer', 'delegate'] as const),
      ...(['resubmit', 'assign', 'timer', 'later', 'approve', 'return', 'add-signer'] as const),
      ...(['pass-on', 'stand-in', 'stand-down', 'look-after', 'confirm-security'] as const),
    ),
    pick: fc.nat(20),
    by: fc.constantFrom('assignee', 'assignee', 'assignee', ...people),
    other: fc.constantFrom(...people),
    after: fc.boolean(),
  }),
  { maxLength: 40 },
)

/** An approval against a pledge that is due some days after the case began. */
function secured(pick: number): Conditions {
  const dueOn = addDays(calendarDay('2026-11-23'), pick)
  const security = { kind: 'pledge', amount: null, dueOn, note: null, confirmed: null } as const
  return { amountMinor: null, validUntil: null, security }
}

function play(office: Office, { kind, pick, by, other, after }: Move): void {
  const { steps, visits } = office.state
  const step = steps[pick % Math.max(1, steps.length)]
  const visit = visits[pick % Math.max(1, visits.length)]
  if (kind === 'later') return office.later(pick)
  if (!step || !visit) return
  const actor = by === 'assignee' ? step.username : by
  const on = { stepId: step.id, by: actor, comment: 'because' }
  const target = office.graph.flow.nodes[pick % office.graph.flow.nodes.length]?.id ?? ''
  const actions: Record<Action['kind'], Action> = {
    approve: {
      ...{ kind: 'approve', ...on, covers: office.covers(actor) },
      conditions: after && pick % 3 === 0 ? secured(pick) : null,
    },
    'confirm-security': {
      kind: 'confirm-security',
      ...on,
      by: by === 'assignee' ? 'clerk' : by,
      reference: 'R',
    },
    reject: { kind: 'reject', ...on },
    return: { kind: 'return', ...on, toNodeId: target },
    'add-signer': {
      kind: 'add-signer',
      ...on,
      username: other,
      when: after ? 'after' : 'before',
      covers: office.covers(actor),
    },
    delegate: { kind: 'delegate', ...on, username: other, covers: office.covers(other) },
    resubmit: { kind: 'resubmit', ...on },
    withdraw: { kind: 'withdraw', by: actor },
    void: { kind: 'void' },
    assign: {
      kind: 'assign',
      visitId: visit.id,
      by: 'manager',
      username: other,
      comment: null,
      covers: office.covers(other),
    },
    timer: { kind: 'timer', visitId: visit.id },
    'pass-on': {
      kind: 'pass-on',
      stepId: step.id,
      takers: after ? [] : [{ username: other, kind: 'delegate', covers: office.covers(other) }],
    },
    'stand-in': { kind: 'stand-in', stepId: step.id, username: other },
    'stand-down': { kind: 'stand-down', stepId: step.id },
    'look-after': { kind: 'look-after', usernames: [other] },
    owner: { kind: 'owner', owner: office.state.owner },
  }
  office.try(actions[kind])
}

function expectSound(office: Office): void {
  const { state, effects, graph } = office
  const ends = effects.filter(({ kind }) => kind === 'completed')
  expect(ends.length).toBe(state.status === 'running' ? 0 : 1)
  for (const step of state.steps) {
    if (step.decidedBy !== null) expect(step.decidedBy).toBe(step.username)
    if (step.kind === 'revision') continue
    // Somebody who was asked once and is not any more may come to look after the request.
    if (step.status === 'open' || step.status === 'approved' || step.status === 'rejected') {
      expect(office.barred).not.toContain(step.username)
      expect(['sub', state.caretaker]).not.toContain(step.username)
    }
    expect(office.asked).toContain(step.username)
    if (step.earlier !== null) {
      // Nobody is passed over but by a click of their own, given for the same person.
      const click = state.steps.find(({ id }) => id === step.earlier)
      expect(click).toMatchObject({ decidedBy: step.username, onBehalfOf: step.onBehalfOf, earlier: null })
    }
  }
  for (const visit of state.visits) {
    const node = nodeOf(graph, visit.nodeId)
    if (node.kind !== 'approve' || visit.status !== 'passed') continue
    const signed = state.steps.filter(
      (step) => step.visitId === visit.id && step.stage === visit.stage && step.status === 'approved',
    )
    const names = new Set(signed.map(({ username }) => username))
    expect(names.size).toBeGreaterThanOrEqual(visit.needed)
    expect([...names].some((name) => name !== 'own')).toBe(true)
    if (node.approvers.some(({ kind }) => kind === 'authority')) expect(names).toContain('p5')
  }
  if (state.status !== 'running') {
    expect(state.steps.filter(({ status }) => status === 'open' || status === 'waiting')).toEqual([])
    expect(state.visits.filter(({ status, timer }) => status === 'active' || timer !== null)).toEqual([])
  }
  const secured = securitiesOf(state)
  for (const { confirmed } of secured) {
    if (confirmed) expect([...office.barred, 'sub', state.owner]).not.toContain(confirmed.by)
  }
  if (state.status === 'approved') {
    expect(secured.filter(({ confirmed }) => confirmed === null)).toEqual([])
    const unsigned = state.visits.filter(
      ({ nodeId, status }) =>
        nodeOf(graph, nodeId).kind === 'approve' && status !== 'passed' && status !== 'returned',
    )
    expect(unsigned.filter(({ status }) => status !== 'cancelled')).toEqual([])
  }
}

describe('a flow', () => {
  it('that is drawn in blocks has no faults', () => {
    fc.assert(
      fc.property(validFlows, (flow) => {
        const tooFew = flowFaults(flow, shape, () => true).filter(({ code }) => code !== 'too_few_people')
        expect(tooFew).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('a case', () => {
  it('ends once, whatever people do, and never by somebody who may not decide', () => {
    const outcomes = new Map<string, number>()
    fc.assert(
      fc.property(
        fc
          .tuple(validFlows, fc.constantFrom('consecutive', 'always', 'ask'))
          .map(([flow, repeatedSigner]): Flow => ({ ...flow, repeatedSigner })),
        moves,
        fc.integer({ min: 0, max: 400 }),
        fc.subarray(['p1', 'p4']),
        (flow, played, amount, barred) => {
          const office = new Office(graphOf(flow), String(amount), barred)
          expectSound(office)
          for (const move of played) {
            play(office, move)
            expectSound(office)
          }
          office.finish()
          expectSound(office)
          const { status } = office.state
          outcomes.set(status, (outcomes.get(status) ?? 0) + 1)
          const ended = office.state
          for (const move of played) play(office, move)
          expect(office.state).toBe(ended)
        },
      ),
      { numRuns: 500 },
    )
    // The property would mean little if hardly any case were approved or rejected.
    expect(outcomes.get('approved') ?? 0).toBeGreaterThan(20)
    expect(outcomes.get('rejected') ?? 0).toBeGreaterThan(20)
  })
})
