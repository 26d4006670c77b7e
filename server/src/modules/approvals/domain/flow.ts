import type { Bilingual } from '../../../kernel/bilingual.js'

/**
 * The flow document: what an administrator draws on the canvas. A published version never changes; a case keeps the
 * version it started with. Node and edge ids are the canvas's own.
 */
export interface Flow {
  readonly name: Bilingual
  /** Key of the subject that cases of this flow decide on, for example `hold-release`. */
  readonly subject: string
  /** The flow serves requests that fulfil this; null: every request of the subject. */
  readonly startWhen: Expression | null
  /** Who decides where a node finds nobody. */
  readonly fallback: ApproverSpec
  /** Whether somebody who has approved already is asked again at a later node; left out: `consecutive`. */
  readonly repeatedSigner?: RepeatedSigner | undefined
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
}

/**
 * 相同审批人: `consecutive` passes over whoever approved at the node right before, `always` whoever approved at any node
 * before; `ask` asks everybody at every node.
 */
export type RepeatedSigner = 'consecutive' | 'always' | 'ask'

export interface FlowEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Id of the branch of a condition node that this edge continues. */
  readonly branch?: string | undefined
}

export interface Position {
  readonly x: number
  readonly y: number
}

interface NodeBase {
  readonly id: string
  readonly name: Bilingual
  readonly position: Position
}

export interface StartNode extends NodeBase {
  readonly kind: 'start'
}

export interface ApproveNode extends NodeBase {
  readonly kind: 'approve'
  readonly mode: SignMode
  /** A chain (`managerChain`, `authority`) stands alone: its levels sign one after the other. */
  readonly approvers: readonly ApproverSpec[]
  readonly timeLimit: TimeLimit | null
  readonly allow: Allowances
}

export interface ConditionNode extends NodeBase {
  readonly kind: 'condition'
  /** Tried in order; the last one holds otherwise (`when: null`). */
  readonly branches: readonly Branch[]
}

/** Every outgoing edge is walked at once until the matching join. */
export interface ParallelNode extends NodeBase {
  readonly kind: 'parallel'
}

/** Goes on when every branch of its parallel node has arrived. */
export interface JoinNode extends NodeBase {
  readonly kind: 'join'
}

/** 抄送: these people see the case from here on. */
export interface NotifyNode extends NodeBase {
  readonly kind: 'notify'
  readonly recipients: readonly ApproverSpec[]
}

/** An automatic action of the subject, by its key. */
export interface ActionNode extends NodeBase {
  readonly kind: 'action'
  readonly action: string
  /** For how many days, of an action that asks for it. */
  readonly days?: number | undefined
}

export interface EndNode extends NodeBase {
  readonly kind: 'end'
  readonly outcome: 'approved' | 'rejected'
}

export type FlowNode =
  StartNode | ApproveNode | ConditionNode | ParallelNode | JoinNode | NotifyNode | ActionNode | EndNode

/**
 * How many of the people of a node must sign. `any` 或签: the first decision decides. `all` 会签: everybody approves,
 * the first rejection rejects. `nOf`: so many approvals, rejections are outvoted while that many can still be reached.
 * `veto`: so many approvals, but a single rejection before that rejects.
 */
export type SignMode =
  | { readonly kind: 'any' }
  | { readonly kind: 'all' }
  | { readonly kind: 'nOf'; readonly needed: number }
  | { readonly kind: 'veto'; readonly needed: number }

export type ApproverSpec =
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'position'; readonly position: string }
  /** The submitter's manager, that person's manager and so on: one level signs after the other. */
  | { readonly kind: 'managerChain'; readonly levels: number }
  /** The manager of the salesperson who owns the customer. */
  | { readonly kind: 'ownerManager' }
  | { readonly kind: 'named'; readonly usernames: readonly string[] }
  /** Climbs from the submitter's manager until somebody's authority covers the request. */
  | { readonly kind: 'authority' }

export interface TimeLimit {
  /** Working hours of the organisation's calendar from the moment a level is asked. */
  readonly workingHours: number
  /** So many working hours before the limit the people are reminded; null: no reminder. */
  readonly remindBefore: number | null
  /** `remind`: again every working day. `escalate`: `escalateTo` decides instead. `reject`: the case is rejected. */
  readonly onTimeout: 'remind' | 'escalate' | 'reject'
  readonly escalateTo: ApproverSpec | null
}

/** What the people of a node may do besides approve, reject and comment. */
export interface Allowances {
  readonly return: boolean
  readonly addSigner: boolean
  readonly delegate: boolean
  /** Approve less than was asked, for less long, or against security. */
  readonly conditional: boolean
}

export interface Branch {
  readonly id: string
  readonly name: Bilingual
  readonly when: Expression | null
}

/** Tests of the subject's fields, joined by and (`all`) or or (`any`). */
export interface Expression {
  readonly match: 'all' | 'any'
  readonly tests: readonly FieldTest[]
}

export const operators = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'notIn'] as const

export type Operator = (typeof operators)[number]

export interface FieldTest {
  readonly field: string
  readonly operator: Operator
  /** A decimal string for amounts and numbers; a list for `in` and `notIn`. */
  readonly value: string | boolean | readonly string[]
}

/** A field that a subject declares for conditions. Amounts are in the organisation's base currency. */
export interface SubjectField {
  readonly key: string
  readonly name: Bilingual
  readonly type: 'amount' | 'number' | 'text' | 'choice' | 'flag'
  /** For `choice`: the possible values. */
  readonly choices?: readonly string[] | undefined
}

/** Values of a subject's fields for one case: decimal strings, texts, flags; null: not known. */
export type FieldValues = Readonly<Record<string, string | boolean | null>>

/** A flow has at most so many nodes, a node so many edges. */
export const NODES_MAX = 100
