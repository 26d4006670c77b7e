import fc from 'fast-check'
import type {
  ApproveNode,
  ApproverSpec,
  Flow,
  FlowEdge,
  FlowNode,
  SignMode,
} from '../src/modules/approvals/domain/flow.js'

const none = { zh: '节点', en: 'Node' }
const position = { x: 0, y: 0 }

/** A node where the people named sign; everything is allowed. */
export function approveNode(
  id: string,
  approvers: readonly ApproverSpec[] | readonly string[],
  more: Partial<ApproveNode> = {},
): ApproveNode {
  const specs: ApproverSpec[] = approvers.map((one) =>
    typeof one === 'string' ? { kind: 'named', usernames: [one] } : one,
  )
  return {
    kind: 'approve',
    id,
    name: { zh: id, en: id },
    position,
    mode: { kind: 'any' },
    approvers: specs,
    timeLimit: null,
    allow: { return: true, addSigner: true, delegate: true, conditional: true },
    ...more,
  }
}

/** A flow of these nodes one after the other, between a start and an approved end. */
export function sequence(
  nodes: readonly FlowNode[],
  more: Partial<Omit<Flow, 'nodes' | 'edges'>> = {},
): Flow {
  const all: FlowNode[] = [
    { kind: 'start', id: 'start', name: none, position },
    ...nodes,
    { kind: 'end', id: 'end', name: none, position, outcome: 'approved' },
  ]
  const edges = all
    .slice(1)
    .map(({ id }, index) => ({ id: `e${index}`, from: all[index]?.id ?? 'start', to: id }))
  return flowOf(all, edges, more)
}

export function flowOf(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  more: Partial<Omit<Flow, 'nodes' | 'edges'>> = {},
): Flow {
  return {
    name: { zh: '流程', en: 'Flow' },
    subject: 'sample',
    startWhen: null,
    fallback: { kind: 'role', role: 'admin' },
    nodes,
    edges,
    ...more,
  }
}

/** The people of random flows. `own` owns the customer, `sub` asks. */
export const people = ['p1', 'p2', 'p3', 'p4', 'p5', 'own', 'sub'] as const

type Block =
  | {
      readonly kind: 'approve'
      readonly node: Pick<ApproveNode, 'mode' | 'approvers' | 'timeLimit' | 'allow'>
    }
  | { readonly kind: 'notify' }
  | { readonly kind: 'condition' | 'parallel'; readonly branches: readonly (readonly Block[])[] }

const usernames = fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 5 })

const mode: fc.Arbitrary<SignMode> = fc.oneof(
  fc.constant<SignMode>({ kind: 'any' }),
  fc.constant<SignMode>({ kind: 'all' }),
  fc.record({
    kind: fc.constantFrom('nOf' as const, 'veto' as const),
    needed: fc.integer({ min: 1, max: 3 }),
  }),
)

const timeLimit = fc.option(
  fc.record({
    workingHours: fc.constantFrom(2, 8),
    remindBefore: fc.constantFrom(null, 1),
    onTimeout: fc.constantFrom('remind' as const, 'escalate' as const, 'reject' as const),
    escalateTo: fc.constant<ApproverSpec>({ kind: 'role', role: 'admin' }),
  }),
  { nil: null },
)

const allow = fc.record({
  return: fc.boolean(),
  addSigner: fc.boolean(),
  delegate: fc.boolean(),
  conditional: fc.boolean(),
})

const plainApproval = fc.record({
  mode,
  approvers: usernames.map((names): ApproverSpec[] => [{ kind: 'named', usernames: names }]),
  timeLimit,
  allow,
})

const chainApproval = fc.record({
  mode: fc.constant<SignMode>({ kind: 'any' }),
  approvers: fc.constantFrom<ApproverSpec[]>([{ kind: 'managerChain', levels: 3 }], [{ kind: 'authority' }]),
  timeLimit,
  allow,
})

const approval: fc.Arbitrary<Block> = fc
  .oneof({ weight: 4, arbitrary: plainApproval }, { weight: 1, arbitrary: chainApproval })
  .map((node) => ({ kind: 'approve', node }))

function blocks(depth: number): fc.Arbitrary<Block[]> {
  const simple = fc.oneof(
    { weight: 4, arbitrary: approval },
    { weight: 1, arbitrary: fc.constant<Block>({ kind: 'notify' }) },
  )
  if (depth === 0) return fc.array(simple, { minLength: 1, maxLength: 2 })
  const nested: fc.Arbitrary<Block> = fc.record({
    kind: fc.constantFrom('condition' as const, 'parallel' as const),
    branches: fc.array(blocks(depth - 1), { minLength: 2, maxLength: 3 }),
  })
  return fc.array(fc.oneof({ weight: 2, arbitrary: simple }, { weight: 1, arbitrary: nested }), {
    minLength: 1,
    maxLength: 3,
  })
}

/** Random flows that fulfil the validation: blocks in blocks, with at least one signature on every way. */
export const validFlows: fc.Arbitrary<Flow> = fc
  .tuple(approval, blocks(2))
  .map(([first, rest]) => drawn([first, ...rest]))

function drawn(all: readonly Block[]): Flow {
  const nodes: FlowNode[] = [{ kind: 'start', id: 'start', name: none, position }]
  const edges: FlowEdge[] = []
  const link = (from: Loose, to: string) => {
    const branch = from.branch === undefined ? {} : { branch: from.branch }
    edges.push({ id: `e${edges.length}`, from: from.node, to, ...branch })
  }
  const place = (node: FlowNode, from: readonly Loose[]): Loose[] => {
    for (const one of from) link(one, node.id)
    nodes.push(node)
    return [{ node: node.id }]
  }
  const drawBlock = (block: Block, from: readonly Loose[]): Loose[] => {
    const id = `n${nodes.length}`
    const base = { id, name: none, position }
    if (block.kind === 'approve') return place({ ...base, kind: 'approve', ...block.node }, from)
    if (block.kind === 'notify') {
      return place({ ...base, kind: 'notify', recipients: [{ kind: 'role', role: 'admin' }] }, from)
    }
    if (block.kind === 'condition') return drawCondition(base, block.branches, from)
    place({ ...base, kind: 'parallel' }, from)
    const ends = block.branches.flatMap((branch) => drawAll(branch, [{ node: id }]))
    return place({ ...base, id: `${id}-join`, kind: 'join' }, ends)
  }
  const drawCondition = (
    base: { id: string; name: typeof none; position: typeof position },
    branches: readonly (readonly Block[])[],
    from: readonly Loose[],
  ): Loose[] => {
    const last = branches.length - 1
    place(
      {
        ...base,
        kind: 'condition',
        branches: branches.map((_, index) => ({
          id: `b${index}`,
          name: none,
          when:
            index === last
              ? null
              : {
                  match: 'all',
                  tests: [{ field: 'amount', operator: 'gt', value: String((last - index) * 100) }],
                },
        })),
      },
      from,
    )
    return branches.flatMap((branch, index) => drawAll(branch, [{ node: base.id, branch: `b${index}` }]))
  }
  const drawAll = (sequence: readonly Block[], from: readonly Loose[]): Loose[] =>
    sequence.reduce((ends, block) => drawBlock(block, ends), [...from])
  const ends = drawAll(all, [{ node: 'start' }])
  place({ kind: 'end', id: 'end', name: none, position, outcome: 'approved' }, ends)
  return flowOf(nodes, edges)
}

/** Where the drawing goes on. */
interface Loose {
  readonly node: string
  readonly branch?: string
}
