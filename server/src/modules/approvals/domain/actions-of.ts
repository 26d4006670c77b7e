import type { CaseState, Step } from './case-state.js'
import { isBarred } from './eligible.js'
import { waitingEnd } from './secure.js'
import { nodeOf, type FlowGraph } from './flow-graph.js'
import { returnTargets } from './send-back.js'

export type ActionName =
  | 'approve'
  | 'reject'
  | 'return'
  | 'add-signer'
  | 'delegate'
  | 'conditional'
  | 'withdraw'
  | 'resubmit'
  | 'urge'
  | 'comment'
  | 'assign'
  | 'confirm-security'

export interface Possible {
  readonly step: Step | null
  readonly actions: readonly ActionName[]
  readonly returnTo: readonly string[]
}

/** Whether security is awaited that this person, who has the permission for it, may confirm. */
function confirms(graph: FlowGraph, state: CaseState, username: string): boolean {
  return (
    waitingEnd(graph, state.visits) !== undefined && !isBarred(state, username) && username !== state.owner
  )
}

/** What somebody may do with a case now. `manages`: approvals of others; `vouches`: confirms security. */
export function actionsOf(
  graph: FlowGraph,
  state: CaseState,
  username: string,
  { manages, vouches }: { readonly manages: boolean; readonly vouches: boolean },
): Possible {
  if (state.status !== 'running') return { step: null, actions: ['comment'], returnTo: [] }
  const step = state.steps.find((one) => one.username === username && one.status === 'open') ?? null
  const submits = username === state.submitter || username === state.caretaker
  const unassigned = state.visits.some((visit) => visit.status === 'active' && visit.unassigned)
  const around: ActionName[] = [
    'comment',
    ...(submits ? (['withdraw', 'urge'] as const) : []),
    ...(manages && !submits ? (['urge'] as const) : []),
    ...(manages && unassigned ? (['assign'] as const) : []),
    ...(vouches && confirms(graph, state, username) ? (['confirm-security'] as const) : []),
  ]
  if (!step) return { step, actions: around, returnTo: [] }
  if (step.kind === 'revision') return { step, actions: ['resubmit', ...around], returnTo: [] }
  const node = nodeOf(graph, step.nodeId)
  if (node.kind !== 'approve') return { step, actions: around, returnTo: [] }
  const { allow } = node
  const returnTo = allow.return ? returnTargets(graph, state, step.nodeId) : []
  return {
    step,
    returnTo,
    actions: [
      'approve',
      'reject',
      ...(returnTo.length > 0 ? (['return'] as const) : []),
      ...(allow.addSigner ? (['add-signer'] as const) : []),
      ...(allow.delegate ? (['delegate'] as const) : []),
      ...(allow.conditional ? (['conditional'] as const) : []),
      ...around,
    ],
  }
}
