import { act, begin, seat, type Action } from './act.js'
import { newCase, type CaseState, type Moved, type Surroundings, type Visit } from './case-state.js'
import type { Found } from './eligible.js'
import type { FlowGraph } from './flow-graph.js'

export interface Simulated {
  readonly visits: readonly Visit[]
  /** null: somewhere nobody can decide. */
  readonly outcome: 'approved' | 'rejected' | null
}

const STEPS_MAX = 2_000

/**
 * Walks a sample case through a flow in which everybody who is asked approves. `find` gives the people of a node as
 * the real case would find them.
 */
export async function simulateFlow(
  graph: FlowGraph,
  sample: Pick<CaseState, 'submitter' | 'barred' | 'owner' | 'fields'>,
  find: (visit: Visit, state: CaseState) => Promise<Found>,
  world: Surroundings & { readonly covers: (username: string) => Promise<boolean> },
): Promise<Simulated> {
  let state = await seatAll(graph, begin(graph, newCase(sample), world).state, find, world)
  for (let walked = 0; state.status === 'running' && walked < STEPS_MAX; walked++) {
    const step = state.steps.find(({ status }) => status === 'open')
    if (!step) return { visits: state.visits, outcome: null }
    const covers = await world.covers(step.onBehalfOf ?? step.username)
    const action: Action = {
      ...{ kind: 'approve', stepId: step.id, by: step.username, comment: null, conditions: null },
      covers,
    }
    const { stuck, moved } = tried(graph, state, action, world)
    if (stuck) return { visits: state.visits, outcome: null }
    state = await seatAll(graph, moved.state, find, world)
  }
  const outcome = state.status === 'approved' || state.status === 'rejected' ? state.status : null
  return { visits: state.visits, outcome }
}

async function seatAll(
  graph: FlowGraph,
  start: CaseState,
  find: (visit: Visit, state: CaseState) => Promise<Found>,
  world: Surroundings,
): Promise<CaseState> {
  let state = start
  for (;;) {
    const waiting = state.visits.find(({ needs, status }) => needs !== null && status === 'active')
    if (!waiting) return state
    state = seat(graph, state, waiting, await find(waiting, state), world).state
  }
}

/** An approval that is refused (the authority does not reach) is where the sample stays. */
function tried(
  graph: FlowGraph,
  state: CaseState,
  action: Action,
  world: Surroundings,
): { stuck: boolean; moved: Moved } {
  try {
    const moved = act(graph, state, action, world)
    return { stuck: moved.state === state, moved }
  } catch {
    return { stuck: true, moved: { state, effects: [] } }
  }
}
