import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { StoredConditions, StoredSecurity } from './case-record.js'
import type { CaseState, Step, Visit } from './domain/case-state.js'
import type { Conditions, Security } from './domain/conditions.js'

type VisitRow = Omit<Visit, 'timer' | 'needs'> & {
  readonly timerKind: 'remind' | 'due' | null
  readonly timerAt: Date | null
}

type StepRow = Omit<Step, 'conditions'> & { readonly conditions: StoredConditions | null }

/** The visits and steps of a case, in their order. */
export async function readPath(db: Queryable, caseId: Id): Promise<Pick<CaseState, 'visits' | 'steps'>> {
  const visits = await db.rows<VisitRow>(sql`
    SELECT id, node_id AS "nodeId", round, status, entered_at AS "enteredAt", left_at AS "leftAt", plan, stage, needed,
      vetoing, covered, unassigned, fallback, escalated, due_at AS "dueAt", timer_kind AS "timerKind",
      timer_at AS "timerAt", branch
    FROM approval_visit WHERE case_id = ${caseId}::uuid ORDER BY seq`)
  const steps = await db.rows<StepRow>(sql`
    SELECT id, visit_id AS "visitId", node_id AS "nodeId", stage, slot, username, on_behalf_of AS "onBehalfOf", kind,
      status, before_step AS before, opened_at AS "openedAt", decided_at AS "decidedAt", decided_by AS "decidedBy",
      comment, conditions, earlier_step AS earlier
    FROM approval_step WHERE case_id = ${caseId}::uuid ORDER BY seq`)
  return { visits: visits.map(visitOf), steps: steps.map(stepOf) }
}

function visitOf({ timerKind, timerAt, ...row }: VisitRow): Visit {
  const timer = timerKind !== null && timerAt !== null ? { kind: timerKind, at: timerAt } : null
  return { ...row, needs: null, timer }
}

function stepOf({ conditions, ...row }: StepRow): Step {
  return { ...row, conditions: conditions && conditionsOf(conditions) }
}

function conditionsOf({ amountMinor, validUntil, security }: StoredConditions): Conditions {
  return {
    amountMinor: amountMinor === null ? null : BigInt(amountMinor),
    validUntil,
    security: security && securityOf(security),
  }
}

function securityOf({ amount, confirmed, ...rest }: StoredSecurity): Security {
  return {
    ...rest,
    amount: amount && { minor: BigInt(amount.minor), currency: amount.currency },
    confirmed: confirmed && { ...confirmed, at: new Date(confirmed.at) },
  }
}

/** Conditions as they are kept. */
export function storedConditions({ amountMinor, validUntil, security }: Conditions): StoredConditions {
  return {
    amountMinor: amountMinor?.toString() ?? null,
    validUntil,
    security: security && {
      ...security,
      amount: security.amount && { ...security.amount, minor: security.amount.minor.toString() },
      confirmed: security.confirmed && { ...security.confirmed, at: security.confirmed.at.toISOString() },
    },
  }
}

const visitColumns = {
  id: 'uuid',
  case_id: 'uuid',
  seq: 'int',
  node_id: 'text',
  round: 'int',
  status: 'text',
  entered_at: 'timestamptz',
  left_at: 'timestamptz',
  plan: 'jsonb',
  stage: 'int',
  needed: 'int',
  vetoing: 'bool',
  covered: 'bool',
  unassigned: 'bool',
  fallback: 'bool',
  escalated: 'bool',
  due_at: 'timestamptz',
  timer_kind: 'text',
  timer_at: 'timestamptz',
  branch: 'text',
} as const

const stepColumns = {
  id: 'uuid',
  case_id: 'uuid',
  seq: 'int',
  visit_id: 'uuid',
  node_id: 'text',
  stage: 'int',
  slot: 'int',
  username: 'text',
  on_behalf_of: 'text',
  kind: 'text',
  status: 'text',
  before_step: 'uuid',
  opened_at: 'timestamptz',
  decided_at: 'timestamptz',
  decided_by: 'text',
  comment: 'text',
  conditions: 'jsonb',
  earlier_step: 'uuid',
  late: 'bool',
  working_minutes: 'int',
} as const

/** How long a step took, for the statistics. */
export interface Took {
  readonly minutes: number | null
  readonly late: boolean
}

/** Writes the visits and steps that differ from what was read (`before`), new and changed ones alike. */
export async function writePath(
  tx: Tx,
  caseId: Id,
  before: Pick<CaseState, 'visits' | 'steps'>,
  after: Pick<CaseState, 'visits' | 'steps'>,
  took: (step: Step, visit: Visit | undefined) => Took,
): Promise<void> {
  const visits = after.visits.flatMap((visit, seq) => (before.visits[seq] === visit ? [] : [{ visit, seq }]))
  await insertRows(
    tx,
    'approval_visit',
    visitColumns,
    visits.map(({ visit: v, seq }) => [
      ...[
        v.id,
        caseId,
        seq,
        v.nodeId,
        v.round,
        v.status,
        v.enteredAt,
        v.leftAt,
        JSON.stringify(v.plan),
        v.stage,
      ],
      ...[v.needed, v.vetoing, v.covered, v.unassigned, v.fallback, v.escalated, v.dueAt],
      ...[v.timer?.kind ?? null, v.timer?.at ?? null, v.branch],
    ]),
    replacing(visitColumns),
  )
  const byId = new Map(after.visits.map((visit) => [visit.id, visit]))
  const steps = after.steps.flatMap((step, seq) => (before.steps[seq] === step ? [] : [{ step, seq }]))
  await insertRows(
    tx,
    'approval_step',
    stepColumns,
    steps.map(({ step: s, seq }) => {
      const { minutes, late } = took(s, byId.get(s.visitId))
      return [
        ...[
          s.id,
          caseId,
          seq,
          s.visitId,
          s.nodeId,
          s.stage,
          s.slot,
          s.username,
          s.onBehalfOf,
          s.kind,
          s.status,
        ],
        ...[
          s.before,
          s.openedAt,
          s.decidedAt,
          s.decidedBy,
          s.comment,
          s.conditions && JSON.stringify(storedConditions(s.conditions)),
          s.earlier,
          late,
          minutes,
        ],
      ]
    }),
    replacing(stepColumns),
  )
}

function replacing(columns: Readonly<Record<string, string>>): string {
  const fixed = new Set(['id', 'case_id', 'seq'])
  const changing = Object.keys(columns).filter((name) => !fixed.has(name))
  return `ON CONFLICT (id) DO UPDATE SET ${changing.map((name) => `${name} = excluded.${name}`).join(', ')}`
}

/** Visits whose time limit has something to do, oldest first. */
export async function dueTimers(
  db: Queryable,
  now: Date,
  limit: number,
): Promise<{ caseId: Id; visitId: Id }[]> {
  return db.rows<{ caseId: Id; visitId: Id }>(sql`
    SELECT case_id AS "caseId", id AS "visitId" FROM approval_visit
    WHERE timer_at <= ${now} ORDER BY timer_at LIMIT ${limit}`)
}
