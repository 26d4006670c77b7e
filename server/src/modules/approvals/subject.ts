import type { Permission, Principal } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Money } from '../../kernel/money.js'
import { ownValue } from '../../kernel/own-value.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { AuthorityKind, ConvertTo } from '../identity/domain/authority.js'
import type { CaseRecord } from './case-record.js'
import type { StandingConditions } from './domain/standing-conditions.js'
import type { SubjectField } from './domain/flow.js'
import type { Dossier } from './dossier.js'

/** When and by whom a case is ended. */
export interface Ending {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
  /** What the last person wrote. */
  readonly comment: string | null
}

/** Where and by whom an automatic action is run. */
export interface ActionRun extends Ending {
  readonly nodeId: string
  /** What the flow calls the node. */
  readonly name: Bilingual
  /** What the flow says; null when it says nothing. */
  readonly days: number | null
}

export interface SubjectAction {
  readonly key: string
  readonly name: Bilingual
  /** The flow must say for how many days. */
  readonly asksDays: boolean
  /** Runs in the transaction in which the case passes the node. */
  readonly run: (tx: Tx, record: CaseRecord, run: ActionRun) => Promise<void>
}

/** In which ways a request may be approved conditionally: smaller, shorter, against security. */
export interface AllowedConditions {
  readonly amount: boolean
  readonly validity: boolean
  readonly security: boolean
}

/** A request is approved as it is or not at all. */
export const unconditional: AllowedConditions = { amount: false, validity: false, security: false }

/** What the publications of documents that concern no one customer have in common: scorecards, policies, models. */
export const publicationBasics = {
  conditions: unconditional,
  hasAmount: false,
  hasOwner: false,
  authority: 'publication',
} as const

/** Of a request that concerns no one customer. */
export const ofNoCustomer = {
  ownerUsername: null,
  customerCode: null,
  customerName: null,
  segmentCode: null,
  amount: null,
  overLimitBp: null,
} as const

/** Something that is decided by approval: how its cases look, and what happens when they end. */
export interface ApprovalSubject {
  readonly key: string
  readonly name: Bilingual
  readonly fields: readonly SubjectField[]
  readonly actions: readonly SubjectAction[]
  /** In which ways it may be approved conditionally. */
  readonly conditions: AllowedConditions
  /** The same for one request, where not every one of them can be approved in every way. */
  readonly conditionsFor?: (record: CaseRecord) => AllowedConditions
  readonly hasAmount: boolean
  /** How far the decision goes over the limit when it is made smaller; left out: as far as what was asked for. */
  readonly overLimitBpFor?: (record: CaseRecord, amountMinor: bigint) => number
  readonly hasOwner: boolean
  /** Which authority a node by authority asks for. */
  readonly authority: AuthorityKind
  /** Whose permission decides while the authority table says nothing of this kind; null: nobody's. */
  readonly permissionWhenUnsaid: Permission | null
  /** Takes the locks that the effect needs, before the case's own: everybody locks in this order. */
  readonly lock: (tx: Tx, record: CaseRecord) => Promise<void>
  /** Which of these objects still wait for a decision; the cases of the others are void. */
  readonly stillOpen: (db: Queryable, objectIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** Puts what was approved in force. A refusal keeps the last approval from being given. */
  readonly grant: (tx: Tx, record: CaseRecord, granted: Granted) => Promise<void>
  /** What happens when it was not approved: rejected or withdrawn. */
  readonly decline: (tx: Tx, record: CaseRecord, ending: Ending) => Promise<void>
  /** Everything that an approver should know, as it is now. */
  readonly dossier: (db: Queryable, record: CaseRecord, now: Now) => Promise<Dossier>
}

export interface Granted extends Ending {
  readonly conditions: StandingConditions | null
}

export interface Now {
  readonly at: Date
  readonly today: CalendarDay
}

/** The subjects of the program, and what approvals need of later modules. */
export interface Approvals {
  readonly subjects: Readonly<Record<string, ApprovalSubject>>
  /** Today's rates, for comparing an amount with an authority in another currency. */
  readonly converter: (db: Queryable, amount: Money, on: CalendarDay) => Promise<ConvertTo>
  /** The salesperson whose customer it is now; null for nobody, undefined when the customer is out of sight. */
  readonly ownerOf: (db: Queryable, customerCode: string) => Promise<string | null | undefined>
}

/** The subject of this name; undefined when nothing is decided under it. */
export function findSubject({ subjects }: Approvals, key: string): ApprovalSubject | undefined {
  return ownValue(subjects, key)
}

export function subjectOf(approvals: Approvals, key: string): ApprovalSubject {
  const subject = findSubject(approvals, key)
  if (!subject) throw new Error(`nothing is decided as ${key}`)
  return subject
}

/** In which ways this request may be approved conditionally. */
export function conditionsAllowed(approvals: Approvals, record: CaseRecord): AllowedConditions {
  const subject = subjectOf(approvals, record.subject)
  return subject.conditionsFor?.(record) ?? subject.conditions
}
