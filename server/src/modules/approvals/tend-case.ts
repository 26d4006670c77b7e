import type { Tx } from '../../platform/db/types.js'
import { managerChain } from '../identity/organisation-chart-store.js'
import { successorOf, whereaboutsOf, type Whereabouts } from '../identity/whereabouts-store.js'
import { surroundings, type CaseContext } from './case-context.js'
import type { CaseRecord } from './case-record.js'
import { act } from './domain/act.js'
import type { CaseState, Effect, Step } from './domain/case-state.js'
import { nodeOf, type FlowGraph } from './domain/flow-graph.js'
import { isByAuthority } from './domain/seat.js'
import type { Taker } from './domain/take-over.js'
import { ownersLoneTurns, type Tending } from './domain/tend.js'
import type { NewEvent } from './event-store.js'
import { askedOf, usernameCovers } from './find-people.js'
import { findSubject } from './subject.js'

/** A case after it was brought in line with who is here, and what is to be noted of it. */
export interface Tended {
  readonly state: CaseState
  readonly effects: readonly Effect[]
  readonly events: readonly NewEvent[]
}

/** Who took over may be absent or gone as well; so often a case is looked at again. */
const PASSES_MAX = 5
const MANAGERS_MAX = 5

/**
 * Brings a running case in line with who is here and who owns the customer: turns of people who have left go to their
 * successor, else to a manager, else wait visibly; deputies are asked while somebody is absent. Nothing is decided.
 */
export async function tend(
  tx: Tx,
  graph: FlowGraph,
  record: CaseRecord,
  state: CaseState,
  context: CaseContext,
): Promise<Tended> {
  let tended: Tended = { state, effects: [], events: [] }
  for (let pass = 0; pass < PASSES_MAX && tended.state.status === 'running'; pass++) {
    const before = tended.state
    for (const todo of await tendingsOf(tx, graph, record, before, context)) {
      tended = tendOnce(graph, tended, todo, context)
    }
    if (tended.state === before) break
  }
  return tended
}

function tendOnce(graph: FlowGraph, tended: Tended, todo: Tending, context: CaseContext): Tended {
  const { state, effects } = act(graph, tended.state, todo, surroundings(context))
  if (state === tended.state) return tended
  const event = eventOf(tended.state, state, todo, context.at)
  return { state, effects: [...tended.effects, ...effects], events: [...tended.events, event] }
}

const eventKinds = {
  'pass-on': 'handed-over',
  'stand-in': 'stood-in',
  'stand-down': 'stood-down',
  'look-after': 'looked-after',
  owner: 'owner-changed',
} as const

function eventOf(before: CaseState, after: CaseState, todo: Tending, at: Date): NewEvent {
  const base = { at, actor: 'system', kind: eventKinds[todo.kind] }
  if (todo.kind === 'look-after') return { ...base, detail: { to: after.caretaker } }
  if (todo.kind === 'owner') return { ...base, detail: { from: before.owner, to: after.owner } }
  const step = before.steps.find(({ id }) => id === todo.stepId)
  const [opened] = after.steps.slice(before.steps.length)
  return {
    ...base,
    nodeId: step?.nodeId ?? null,
    detail: { from: step?.username ?? null, to: opened?.username ?? null },
  }
}

/** Everything in a case that does not fit the people of today. */
async function tendingsOf(
  tx: Tx,
  graph: FlowGraph,
  record: CaseRecord,
  state: CaseState,
  context: CaseContext,
): Promise<Tending[]> {
  const owner = await ownerNow(tx, record, context)
  if (owner !== state.owner) return [{ kind: 'owner', owner }]
  const open = state.steps.filter(({ status }) => status === 'open')
  const speaker = state.caretaker ?? state.submitter
  const named = open.flatMap(({ username, onBehalfOf }) => [username, onBehalfOf ?? username])
  const where = await whereaboutsOf(tx, [...named, speaker], context.today)
  const left = where.get(speaker)
  if (left && !left.active) {
    const usernames = (await heirsOf(tx, left)).map(({ username }) => username)
    const moved = act(graph, state, { kind: 'look-after', usernames }, surroundings(context))
    if (moved.state !== state) return [{ kind: 'look-after', usernames }]
  }
  const lone = new Set(ownersLoneTurns(graph, state))
  const todo: Tending[] = []
  for (const step of open) {
    const one = await tendingOf(tx, graph, record, step, { where, lone: lone.has(step) }, context)
    if (one) todo.push(one)
  }
  return todo
}

interface Known {
  readonly where: ReadonlyMap<string, Whereabouts>
  /** The customer's owner would decide alone. */
  readonly lone: boolean
}

async function tendingOf(
  tx: Tx,
  graph: FlowGraph,
  record: CaseRecord,
  step: Step,
  { where, lone }: Known,
  context: CaseContext,
): Promise<Tending | null> {
  const { id: stepId, username, onBehalfOf, kind } = step
  const person = where.get(username)
  const principal = onBehalfOf === null ? undefined : where.get(onBehalfOf)
  const over = kind === 'deputy' && principal !== undefined && !principal.deputies.includes(username)
  if (over && principal.active && !lone) return { kind: 'stand-down', stepId }
  if (person && (!person.active || lone || over)) {
    const takers = await takersOf(tx, graph, record, step, { person, principal, lone }, context)
    return { kind: 'pass-on', stepId, takers }
  }
  const deputy = kind === 'revision' || kind === 'deputy' ? undefined : person?.deputies[0]
  return deputy === undefined ? null : { kind: 'stand-in', stepId, username: deputy }
}

/** Who may take over a turn, in the order in which they are asked. */
async function takersOf(
  tx: Tx,
  graph: FlowGraph,
  record: CaseRecord,
  { nodeId }: Step,
  people: {
    readonly person: Whereabouts
    readonly principal: Whereabouts | undefined
    readonly lone: boolean
  },
  context: CaseContext,
): Promise<Taker[]> {
  const { person, principal, lone } = people
  const heirs: Omit<Taker, 'covers'>[] = []
  if (principal?.active === true && !lone) heirs.push({ username: principal.username, kind: 'approver' })
  heirs.push(...(await heirsOf(tx, principal && !principal.active ? principal : person)))
  const node = nodeOf(graph, nodeId)
  const asks = node.kind === 'approve' && isByAuthority(node)
  return Promise.all(
    heirs.map(async (heir) => ({
      ...heir,
      covers: asks && (await usernameCovers(tx, askedOf(record), heir.username, context)),
    })),
  )
}

/** The successor named when somebody left, then the managers above. */
async function heirsOf(tx: Tx, { id, username, active }: Whereabouts): Promise<Omit<Taker, 'covers'>[]> {
  const successor = active ? null : await successorOf(tx, username)
  const managers = (await managerChain(tx, id)).slice(0, MANAGERS_MAX)
  return [
    ...(successor === null ? [] : [{ username: successor, kind: 'delegate' } as const]),
    ...managers
      .filter((one) => one.username !== successor)
      .map((one) => ({ username: one.username, kind: 'escalation' }) as const),
  ]
}

/** The customer's owner as of now; of a subject without a customer nobody. */
async function ownerNow(
  tx: Tx,
  { customerCode, subject, state }: CaseRecord,
  { approvals }: CaseContext,
): Promise<string | null> {
  if (customerCode === null || findSubject(approvals, subject)?.hasOwner !== true) return state.owner
  const owner = await approvals.ownerOf(tx, customerCode)
  return owner === undefined ? state.owner : owner
}
