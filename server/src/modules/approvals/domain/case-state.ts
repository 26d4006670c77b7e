import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import type { Conditions } from './conditions.js'
import type { FieldValues } from './flow.js'

export const caseStatuses = ['running', 'approved', 'rejected', 'withdrawn', 'void'] as const

/** `void`: what was asked for is settled in another way. */
export type CaseStatus = (typeof caseStatuses)[number]

/** Everything about a case that decides what may happen next. */
export interface CaseState {
  readonly status: CaseStatus
  /** Username, or label of the API key, that asked. */
  readonly submitter: string
  /** Who looks after the request since the submitter has left; null while the submitter does. */
  readonly caretaker: string | null
  /** Usernames that may not decide: the submitter, whoever looks after the request, who made what is decided on. */
  readonly barred: readonly string[]
  /** The customer's salesperson, who never decides alone. */
  readonly owner: string | null
  readonly fields: FieldValues
  /** In the order of entering. */
  readonly visits: readonly Visit[]
  /** In the order of creation. */
  readonly steps: readonly Step[]
  /** Branches (edge ids) that have arrived at the join of a parallel node. */
  readonly arrivals: Readonly<Record<string, readonly string[]>>
  /** How often it was sent back. */
  readonly returns: number
}

export type VisitStatus = 'active' | 'passed' | 'rejected' | 'returned' | 'cancelled' | 'expired'

/** One stay of the case at a node. */
export interface Visit {
  readonly id: Id
  readonly nodeId: string
  readonly round: number
  readonly status: VisitStatus
  readonly enteredAt: Date
  readonly leftAt: Date | null
  /** Whose names must be looked up before anybody can act here. */
  readonly needs: 'people' | 'escalation' | null
  /** Who signs: levels, one after the other. */
  readonly plan: readonly (readonly Candidate[])[]
  readonly stage: number
  /** Approvals that the current stage needs. */
  readonly needed: number
  /** A single rejection in the current stage rejects. */
  readonly vetoing: boolean
  /** In a node by authority: an approval so far came from somebody whose authority covers the request. */
  readonly covered: boolean
  /** Too few people can decide: somebody has to be assigned. */
  readonly unassigned: boolean
  readonly fallback: boolean
  readonly escalated: boolean
  readonly dueAt: Date | null
  readonly timer: Timer | null
  /** Of a condition: the branch taken. */
  readonly branch: string | null
}

export interface Timer {
  readonly kind: 'remind' | 'due'
  readonly at: Date
}

/** Somebody who may sign; `onBehalfOf` is the absent person whom a deputy stands in for. */
export interface Candidate {
  readonly username: string
  readonly onBehalfOf: string | null
}

export const stepStatuses = [
  'waiting',
  'open',
  'approved',
  'rejected',
  'returned',
  'delegated',
  'escalated',
  'superseded',
] as const

/** `waiting`: an added signer comes first. `superseded`: no longer needed, because others decided. */
export type StepStatus = (typeof stepStatuses)[number]

export type StepKind = 'approver' | 'deputy' | 'delegate' | 'added' | 'escalation' | 'assigned' | 'revision'

/** One person's turn. The steps of one slot together give one signature. */
export interface Step extends Candidate {
  readonly id: Id
  readonly visitId: Id
  readonly nodeId: string
  readonly stage: number
  readonly slot: number
  readonly kind: StepKind
  readonly status: StepStatus
  /** The step that waits until this one, asked to sign first, is decided. */
  readonly before: Id | null
  readonly openedAt: Date
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly comment: string | null
  readonly conditions: Conditions | null
  /** The same person's earlier approval by which this turn was passed over; null: somebody has to sign, or did. */
  readonly earlier: Id | null
}

/** What the use case must do besides storing the new state. */
export type Effect =
  | { readonly kind: 'opened'; readonly stepId: Id; readonly visitId: Id; readonly username: string }
  | { readonly kind: 'notify'; readonly nodeId: string }
  | { readonly kind: 'action'; readonly nodeId: string; readonly action: string }
  | {
      readonly kind: 'remind'
      readonly visitId: Id
      readonly usernames: readonly string[]
      readonly late: boolean
    }
  | { readonly kind: 'unassigned'; readonly visitId: Id }
  /** Approved, but not in force before somebody confirms the security. */
  | { readonly kind: 'security-awaited'; readonly visitId: Id }
  | { readonly kind: 'completed'; readonly status: Exclude<CaseStatus, 'running'> }

export interface Moved {
  readonly state: CaseState
  readonly effects: readonly Effect[]
}

/** What the pure functions take from the world. */
export interface Surroundings {
  readonly at: Date
  readonly newId: () => Id
  /** The instant so many working hours from now. */
  readonly after: (workingHours: number) => Date
  /** The first instant after a day of the organisation. */
  readonly endOf: (day: CalendarDay) => Date
}

/** A case is sent back at most so often, a node signed by at most so many added people. */
export const RETURNS_MAX = 20
export const STEPS_PER_VISIT_MAX = 100

/** A case that nobody has acted on yet; it has not entered any node. */
export function newCase(input: Pick<CaseState, 'submitter' | 'barred' | 'owner' | 'fields'>): CaseState {
  return { ...input, caretaker: null, status: 'running', visits: [], steps: [], arrivals: {}, returns: 0 }
}
