import type { Bilingual } from '../../../kernel/bilingual.js'
import type {
  ApproveNode,
  ApproverSpec,
  ConditionNode,
  Expression,
  FieldTest,
  Flow,
  FlowNode,
  SubjectField,
} from './flow.js'
import { edgesFrom, graphOf, leadingTo, reachableFrom, type FlowGraph } from './flow-graph.js'
import { flowFaultTexts, type FlowFaultCode } from './flow-fault-texts.js'

export interface FlowFault {
  readonly code: FlowFaultCode
  readonly nodeId: string | null
  readonly edgeId: string | null
  readonly message: Bilingual
}

/** What the validation knows of the subject: its fields and actions, and which approvers make sense for it. */
export interface SubjectShape {
  readonly fields: readonly SubjectField[]
  readonly actions: readonly { readonly key: string; readonly asksDays: boolean }[]
  readonly hasAmount: boolean
  readonly hasOwner: boolean
  /** What the subject allows to be made conditional at all. */
  readonly conditional: boolean
}

/** Whether a spec that names a role, a position or people can find anybody today. */
export type CanFind = (spec: ApproverSpec) => boolean

/** Everything that keeps a flow from being published. */
export function flowFaults(flow: Flow, subject: SubjectShape, canFind: CanFind): FlowFault[] {
  const graph = graphOf(flow)
  const faults = new Faults()
  checkIds(flow, faults)
  const starts = flow.nodes.filter(({ kind }) => kind === 'start')
  if (starts.length !== 1) faults.add('one_start')
  checkReach(graph, faults)
  for (const id of graph.unbalanced) faults.add('unbalanced', id)
  for (const id of inCircles(graph)) faults.add('circle', id)
  for (const node of flow.nodes) checkNode(graph, node, subject, canFind, faults)
  if (flow.startWhen) checkExpression(flow.startWhen, subject.fields, null, faults)
  if (isChainSpec(flow.fallback)) faults.add('fallback_chain')
  else if (!canFind(flow.fallback)) faults.add('fallback_nobody')
  if (reachesApprovalUnsigned(graph)) faults.add('approved_unsigned')
  return faults.list
}

class Faults {
  readonly list: FlowFault[] = []

  add(code: FlowFaultCode, nodeId: string | null = null, edgeId: string | null = null): void {
    this.list.push({ code, nodeId, edgeId, message: flowFaultTexts[code] })
  }
}

function checkIds({ nodes, edges }: Flow, faults: Faults): void {
  const ids = new Set<string>()
  for (const { id } of nodes) {
    if (ids.has(id)) faults.add('duplicate_id', id)
    ids.add(id)
  }
  const edgeIds = new Set<string>()
  for (const { id, from, to } of edges) {
    if (edgeIds.has(id)) faults.add('duplicate_id', null, id)
    edgeIds.add(id)
    if (!ids.has(from) || !ids.has(to) || from === to) faults.add('loose_edge', null, id)
  }
}

/** Every node lies on a way from the start to an end. */
function checkReach(graph: FlowGraph, faults: Faults): void {
  const { start, flow } = graph
  const reachable = start ? reachableFrom(graph, start.id) : new Set<string>()
  const ending = new Set(
    flow.nodes.filter(({ kind }) => kind === 'end').flatMap(({ id }) => [...leadingTo(graph, id)]),
  )
  for (const { id, kind } of flow.nodes) {
    if (!reachable.has(id)) faults.add('unreachable', id)
    if (!ending.has(id)) faults.add('dead_end', id)
    const [out, into] = [edgesFrom(graph, id).length, (graph.incoming.get(id) ?? []).length]
    if (kind === 'start' && into > 0) faults.add('into_start', id)
    if (kind === 'end' && out > 0) faults.add('out_of_end', id)
    if (out > 1 && kind !== 'parallel' && kind !== 'condition') faults.add('several_ways_on', id)
  }
}

function inCircles(graph: FlowGraph): string[] {
  return graph.flow.nodes
    .map(({ id }) => id)
    .filter((id) => edgesFrom(graph, id).some(({ to }) => to !== id && reachableFrom(graph, to).has(id)))
}

function checkNode(
  graph: FlowGraph,
  node: FlowNode,
  subject: SubjectShape,
  canFind: CanFind,
  faults: Faults,
): void {
  if (node.kind === 'condition') checkCondition(graph, node, subject.fields, faults)
  if (node.kind === 'approve') checkApprove(node, subject, canFind, faults)
  if (node.kind === 'notify') {
    if (node.recipients.some(({ kind }) => kind === 'authority')) faults.add('recipients_authority', node.id)
    for (const spec of node.recipients) checkSpec(spec, node.id, subject, canFind, faults)
  }
  if (node.kind === 'action') {
    const action = subject.actions.find(({ key }) => key === node.action)
    if (!action) faults.add('unknown_action', node.id)
    else if (action.asksDays && node.days === undefined) faults.add('action_days', node.id)
  }
}

function checkCondition(
  graph: FlowGraph,
  node: ConditionNode,
  fields: readonly SubjectField[],
  faults: Faults,
): void {
  const edges = edgesFrom(graph, node.id)
  const branches = new Set(node.branches.map(({ id }) => id))
  if (branches.size < node.branches.length) faults.add('duplicate_id', node.id)
  for (const { id } of node.branches) {
    if (edges.filter(({ branch }) => branch === id).length !== 1) faults.add('branch_without_way', node.id)
  }
  for (const { id, branch } of edges) {
    if (branch === undefined || !branches.has(branch)) faults.add('way_without_branch', node.id, id)
  }
  const otherwise = node.branches.findIndex(({ when }) => when === null)
  if (otherwise !== node.branches.length - 1) faults.add('otherwise_last', node.id)
  for (const { when } of node.branches) if (when) checkExpression(when, fields, node.id, faults)
}

function checkApprove(node: ApproveNode, subject: SubjectShape, canFind: CanFind, faults: Faults): void {
  const { approvers, mode, timeLimit } = node
  const chain = approvers.some(isChainSpec)
  if (chain && (approvers.length > 1 || mode.kind !== 'any')) faults.add('chain_alone', node.id)
  for (const spec of approvers) checkSpec(spec, node.id, subject, canFind, faults)
  const named = approvers.every(({ kind }) => kind === 'named')
  const people = new Set(approvers.flatMap((spec) => (spec.kind === 'named' ? spec.usernames : [])))
  if ((mode.kind === 'nOf' || mode.kind === 'veto') && named && people.size < mode.needed) {
    faults.add('too_few_people', node.id)
  }
  if (node.allow.conditional && !subject.conditional) faults.add('not_conditional', node.id)
  if (!timeLimit) return
  if (timeLimit.remindBefore !== null && timeLimit.remindBefore >= timeLimit.workingHours) {
    faults.add('reminder_too_early', node.id)
  }
  if (timeLimit.onTimeout !== 'escalate') return
  if (!timeLimit.escalateTo) faults.add('escalate_to_nobody', node.id)
  else if (isChainSpec(timeLimit.escalateTo)) faults.add('escalate_chain', node.id)
  else checkSpec(timeLimit.escalateTo, node.id, subject, canFind, faults)
}

function isChainSpec({ kind }: ApproverSpec): boolean {
  return kind === 'managerChain' || kind === 'authority'
}

function checkSpec(
  spec: ApproverSpec,
  nodeId: string,
  subject: SubjectShape,
  canFind: CanFind,
  faults: Faults,
): void {
  if (spec.kind === 'authority' && !subject.hasAmount) faults.add('no_amount', nodeId)
  if (spec.kind === 'ownerManager' && !subject.hasOwner) faults.add('no_owner', nodeId)
  if (!canFind(spec)) faults.add('nobody', nodeId)
}

function checkExpression(
  { tests }: Expression,
  fields: readonly SubjectField[],
  nodeId: string | null,
  faults: Faults,
): void {
  for (const test of tests) {
    const field = fields.find(({ key }) => key === test.field)
    if (!field) faults.add('unknown_field', nodeId)
    else if (!fits(test, field)) faults.add('value_does_not_fit', nodeId)
  }
}

function fits({ operator, value }: FieldTest, { type, choices }: SubjectField): boolean {
  const values = Array.isArray(value) ? value : [value]
  const isList = operator === 'in' || operator === 'notIn'
  if (isList !== Array.isArray(value)) return false
  const ordered = ['lt', 'lte', 'gt', 'gte'].includes(operator)
  if (type === 'flag') return typeof value === 'boolean' && !ordered
  if (type === 'amount' || type === 'number') {
    return values.every((one) => typeof one === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(one))
  }
  return (
    !ordered &&
    values.every((one) => typeof one === 'string' && (choices === undefined || choices.includes(one)))
  )
}

/** Whether a case can come to the end `approved` without anybody having signed. */
function reachesApprovalUnsigned(graph: FlowGraph): boolean {
  const { start } = graph
  if (!start) return false
  // A join passes only when each branch has come: one branch with a signature on all its ways is enough there.
  const unsigned = new Set<string>()
  const queue = [start.id]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (unsigned.has(id) || graph.nodes.get(id)?.kind === 'approve') continue
    unsigned.add(id)
    for (const { to } of edgesFrom(graph, id)) {
      if (graph.nodes.get(to)?.kind !== 'join' || everyBranchUnsigned(graph, to, unsigned)) queue.push(to)
    }
  }
  return graph.flow.nodes.some(
    (node) => node.kind === 'end' && node.outcome === 'approved' && unsigned.has(node.id),
  )
}

function everyBranchUnsigned(graph: FlowGraph, joinId: string, unsigned: ReadonlySet<string>): boolean {
  const parallel = graph.parallelOfJoin.get(joinId)
  if (parallel === undefined) return true
  const branches = new Map<string, boolean>()
  for (const edge of graph.incoming.get(joinId) ?? []) {
    const branch = edge.from === parallel ? edge.id : (graph.scopes.get(edge.from)?.at(-1)?.edge ?? edge.id)
    branches.set(branch, (branches.get(branch) ?? false) || unsigned.has(edge.from))
  }
  return [...branches.values()].every(Boolean)
}
