import type { Bilingual } from '../../kernel/bilingual.js'
import type {
  Allowances,
  ApproveNode,
  ApproverSpec,
  Flow,
  FlowNode,
  SignMode,
} from '../approvals/domain/flow.js'

interface DemoFlow {
  readonly code: string
  /** Published but switched off: for somebody to switch on. */
  readonly active: boolean
  readonly content: Flow
}

const text = (zh: string, en: string): Bilingual => ({ zh, en })
const everything: Allowances = { return: true, addSigner: true, delegate: true, conditional: true }
const unconditional: Allowances = { ...everything, conditional: false }
const manager: ApproverSpec = { kind: 'named', usernames: ['manager'] }
const director: ApproverSpec = { kind: 'named', usernames: ['admin'] }
const finance: ApproverSpec = { kind: 'role', role: 'finance' }

function approve(
  id: string,
  name: Bilingual,
  row: number,
  approvers: readonly ApproverSpec[],
  more: { mode?: SignMode; hours?: number; allow?: Allowances } = {},
): ApproveNode {
  const { mode = { kind: 'any' }, hours = 8, allow = everything } = more
  return {
    ...{ kind: 'approve', id, name, position: { x: 0, y: row * 140 }, mode, approvers, allow },
    timeLimit: { workingHours: hours, remindBefore: hours / 2, onTimeout: 'escalate', escalateTo: director },
  }
}

/** Nodes one after the other between a start and an approved end. */
function inARow(
  subject: string,
  name: Bilingual,
  startWhen: Flow['startWhen'],
  between: readonly FlowNode[],
): Flow {
  const nodes: FlowNode[] = [
    { kind: 'start', id: 'start', name: text('提交', 'Submit'), position: { x: 0, y: 0 } },
    ...between,
    {
      ...{ kind: 'end', id: 'end', name: text('通过', 'Approved'), outcome: 'approved' },
      position: { x: 0, y: (between.length + 1) * 140 },
    },
  ]
  const edges = nodes.slice(1).map(({ id }, index) => ({
    ...{ id: `e${index}`, from: nodes[index]?.id ?? 'start', to: id },
  }))
  const fallback: ApproverSpec = { kind: 'role', role: 'admin' }
  return { name, subject, startWhen, fallback, nodes, edges }
}

const atLeast = (field: string, value: string): Flow['startWhen'] => ({
  match: 'all',
  tests: [{ field, operator: 'gte', value }],
})

/** Flows of the demo office: one per subject, each for what is large enough to need more than one pair of eyes. */
export const demoFlows: readonly DemoFlow[] = [
  {
    code: 'large-release',
    active: true,
    content: inARow('hold-release', text('大额放行会签', 'Large release'), atLeast('amount', '3000000'), [
      approve('credit', text('风控经理', 'Credit manager'), 1, [manager], { allow: unconditional }),
      approve('board', text('总经理', 'Director'), 2, [director], { hours: 16, allow: unconditional }),
    ]),
  },
  {
    code: 'limit-raise',
    active: true,
    content: inARow('limit-change', text('额度调整', 'Limit change'), atLeast('rise', '1000000'), [
      approve('review', text('财务与风控会签', 'Finance and credit'), 1, [finance, manager], {
        mode: { kind: 'all' },
      }),
      approve('board', text('总经理', 'Director'), 2, [director], { hours: 16 }),
    ]),
  },
  {
    code: 'season',
    active: true,
    content: inARow('temporary-limit', text('临时额度', 'Temporary limit'), null, [
      approve('credit', text('风控经理', 'Credit manager'), 1, [manager]),
      {
        ...{ kind: 'notify', id: 'tell', name: text('抄送财务', 'Tell finance'), recipients: [finance] },
        position: { x: 0, y: 280 },
      },
    ]),
  },
  {
    code: 'first-credit',
    active: true,
    content: inARow('credit-opening', text('新客户授信', 'First credit'), atLeast('amount', '500000'), [
      approve('credit', text('风控经理', 'Credit manager'), 1, [manager]),
      approve('board', text('总经理', 'Director'), 2, [director], { hours: 16 }),
    ]),
  },
  {
    code: 'grade',
    active: true,
    content: inARow('rating-override', text('评级上调', 'Grade raised by hand'), atLeast('notches', '1'), [
      approve('credit', text('风控经理', 'Credit manager'), 1, [manager]),
    ]),
  },
  {
    code: 'rules',
    active: false,
    content: inARow('control-rules', text('管控规则发布', 'Control rules'), null, [
      approve('board', text('总经理', 'Director'), 1, [director], { hours: 16, allow: unconditional }),
    ]),
  },
  {
    code: 'credit-policy',
    active: false,
    content: inARow('policy', text('授信政策发布', 'Credit policy'), null, [
      approve('board', text('总经理', 'Director'), 1, [director], { hours: 16, allow: unconditional }),
    ]),
  },
]
