import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson, toMoneyJson } from '../../kernel/money.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import { listAttachments } from './attachment-store.js'
import { caseNumber, type CaseRecord } from './case-record.js'
import { findCase, readClosing } from './case-store.js'
import { findCaseItem, listEarlier, namesOf, takesPart, type CaseItem } from './case-list-store.js'
import { changesAmong, figuresSince } from './dossier.js'
import { actionsOf } from './domain/actions-of.js'
import type { Step, Visit } from './domain/case-state.js'
import {
  conditionsOf,
  securitiesOf,
  type AskedSecurity,
  type StandingConditions,
} from './domain/standing-conditions.js'
import { waitingEnd } from './domain/secure.js'
import { nodeOf, reachableFrom, type FlowGraph } from './domain/flow-graph.js'
import { workingMinutes, type WorkingCalendar } from './domain/working-time.js'
import { listEvents, type CaseEvent } from './event-store.js'
import { findFlow } from './flow-store.js'
import { graphOfVersion } from './flow-in-force.js'
import { mayConfirm } from './may-confirm.js'
import { conditionsAllowed, subjectOf, type Approvals, type Now } from './subject.js'
import { urgeAgainAt } from './urge-case.js'

type Names = ReadonlyMap<string, string>

export function personJson(names: Names, username: string) {
  return { username, displayName: names.get(username) ?? username }
}

/** A case as lists show it. */
export function caseItemJson(item: CaseItem, now: Date) {
  const { amountMinor, currency, customerCode, customerName } = item
  return {
    id: item.id,
    number: caseNumber(item),
    subject: item.subject,
    title: { zh: item.titleZh, en: item.titleEn },
    status: item.status,
    submitter: { username: item.submitter, displayName: item.submitterName ?? item.submitter },
    submittedAt: item.submittedAt.toISOString(),
    closedAt: item.closedAt?.toISOString() ?? null,
    customer: customerCode === null ? null : { code: customerCode, name: customerName ?? customerCode },
    segment: item.segmentCode,
    amount: amountMinor === null || currency === null ? null : moneyJson(amountMinor, currency),
    objectId: item.objectId,
    waitingFor: [...item.waitingFor],
    dueAt: item.status === 'running' ? (item.dueAt?.toISOString() ?? null) : null,
    overdue: item.status === 'running' && item.dueAt !== null && item.dueAt < now,
  }
}

/** The case for somebody who takes part in it, manages approvals or may confirm its security; to others it does not exist. */
export async function caseFor(db: Queryable, id: Id, reader: Principal): Promise<CaseRecord> {
  const record = await findCase(db, id)
  const allowed =
    record !== undefined &&
    (reader.permissions.has('approvals:manage') ||
      (securitiesOf(record.state).length > 0 && mayConfirm(reader, record)) ||
      (await takesPart(db, id, reader.label)))
  if (!allowed) throw new Refusal('approval_case_not_found', { id })
  return record
}

/** Everything about a case: the path, what was said, what the reader may do, and what an approver should know. */
export async function presentCase(
  db: Queryable,
  approvals: Approvals,
  record: CaseRecord,
  reader: Principal,
  now: Now & { readonly calendar: WorkingCalendar },
) {
  const subject = subjectOf(approvals, record.subject)
  const item = await findCaseItem(db, record.id)
  if (!item) throw new Error(`case ${record.id} has vanished`)
  const graph = await graphOfVersion(db, record.flowCode, record.flowVersion)
  const flow = await findFlow(db, record.flowCode)
  const events = await listEvents(db, record.id)
  const names = await namesOf(db, usernamesIn(record, events))
  // Of an ended case the figures that its last decision saw.
  const closing = record.closedAt === null ? null : await readClosing(db, record.id)
  const { now: current, ...dossier } = closing ?? (await subject.dossier(db, record, now))
  const figures = figuresSince(record.snapshot, current)
  const manages = reader.permissions.has('approvals:manage')
  const possible = actionsOf(graph, record.state, reader.label, {
    manages,
    vouches: mayConfirm(reader, record),
  })
  const conditions = conditionsOf(record.state)
  return {
    ...caseItemJson(item, now.at),
    reason: record.reason,
    conditions: conditions && conditionsJson(conditions, record, names),
    waitsForSecurity:
      record.state.status === 'running' && waitingEnd(graph, record.state.visits) !== undefined,
    flow: {
      code: record.flowCode,
      version: record.flowVersion,
      name: graph.flow.name,
      newest: flow?.currentVersion === record.flowVersion,
      content: graph.flow,
    },
    path: record.state.visits.map((visit) => visitJson(visit, record, graph, names, now)),
    ahead: aheadOf(graph, record),
    events: await eventsJson(db, record, events, names),
    mine: {
      stepId: possible.step?.id ?? null,
      actions: [...possible.actions],
      returnTo: possible.returnTo.map((nodeId) => ({ nodeId, name: nodeOf(graph, nodeId).name })),
      conditions: conditionsAllowed(approvals, record),
      urgeAgainAt: urgeAgainAt(record, now.at)?.toISOString() ?? null,
    },
    dossier: {
      ...dossier,
      figures,
      changes: changesAmong(figures),
      asOf: (closing === null ? now.at : (record.closedAt ?? now.at)).toISOString(),
      decisions: await earlierJson(db, record),
    },
  }
}

function usernamesIn({ state }: CaseRecord, events: readonly CaseEvent[]): string[] {
  return [
    state.submitter,
    ...state.steps.flatMap(({ username, onBehalfOf, conditions }) => [
      username,
      ...(conditions?.security?.confirmed ? [conditions.security.confirmed.by] : []),
      ...(onBehalfOf === null ? [] : [onBehalfOf]),
    ]),
    ...events.flatMap(({ actor, mentions }) => [actor, ...mentions]),
  ]
}

function conditionsJson(
  { amountMinor, validUntil, securities }: StandingConditions,
  record: CaseRecord,
  names: Names,
) {
  const currency = record.amount?.currency ?? null
  return {
    amount: amountMinor === null || currency === null ? null : moneyJson(amountMinor, currency),
    validUntil,
    securities: securities.map((security) => securityJson(security, record, names)),
  }
}

function securityJson(security: AskedSecurity, { state }: CaseRecord, names: Names) {
  const { stepId, askedBy, kind, amount, dueOn, note, confirmed } = security
  return {
    ...{ stepId, kind, dueOn, note },
    askedBy: personJson(names, askedBy),
    amount: amount && toMoneyJson(amount),
    status: confirmed ? ('confirmed' as const) : state.status === 'running' ? 'awaited' : 'lapsed',
    confirmed: confirmed && {
      by: personJson(names, confirmed.by),
      at: confirmed.at.toISOString(),
      reference: confirmed.reference,
    },
  } as const
}

function visitJson(
  visit: Visit,
  record: CaseRecord,
  graph: FlowGraph,
  names: Names,
  { at, calendar }: { readonly at: Date; readonly calendar: WorkingCalendar },
) {
  const node = nodeOf(graph, visit.nodeId)
  return {
    id: visit.id,
    nodeId: visit.nodeId,
    name: node.name,
    kind: node.kind,
    status: visit.status,
    round: visit.round,
    enteredAt: visit.enteredAt.toISOString(),
    dueAt: visit.dueAt?.toISOString() ?? null,
    overdue: visit.dueAt !== null && (visit.leftAt ?? at) > visit.dueAt,
    leftAt: visit.leftAt?.toISOString() ?? null,
    unassigned: visit.unassigned,
    steps: record.state.steps
      .filter(({ visitId }) => visitId === visit.id)
      .map((step) => stepJson(step, record, names, calendar)),
  }
}

function stepJson(step: Step, record: CaseRecord, names: Names, calendar: WorkingCalendar) {
  const { conditions, decidedAt } = step
  return {
    id: step.id,
    assignee: personJson(names, step.username),
    onBehalfOf: step.onBehalfOf === null ? null : personJson(names, step.onBehalfOf).displayName,
    kind: step.kind,
    status: step.status,
    stage: step.stage,
    openedAt: step.openedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    decidedBy: step.decidedBy,
    comment: step.comment,
    conditions: conditions && conditionsJson({ ...conditions, securities: askedIn(step) }, record, names),
    earlierStepId: step.earlier,
    workingMinutes:
      decidedAt && step.decidedBy !== null ? workingMinutes(calendar, step.openedAt, decidedAt) : null,
  }
}

function askedIn({ id, username, conditions }: Step): AskedSecurity[] {
  return conditions?.security ? [{ ...conditions.security, stepId: id, askedBy: username }] : []
}

/** Nodes at which people may still have to sign, as far as the drawing tells. */
function aheadOf(graph: FlowGraph, { state }: CaseRecord) {
  if (state.status !== 'running') return []
  const active = new Set(state.visits.filter(({ status }) => status === 'active').map(({ nodeId }) => nodeId))
  const reachable = new Set([...active].flatMap((nodeId) => [...reachableFrom(graph, nodeId)]))
  return graph.flow.nodes
    .filter(({ id, kind }) => kind === 'approve' && reachable.has(id) && !active.has(id))
    .map(({ id, name }) => ({ nodeId: id, name, people: [] }))
}

async function eventsJson(db: Queryable, record: CaseRecord, events: readonly CaseEvent[], names: Names) {
  const files = new Map((await listAttachments(db, record.id)).map((file) => [file.id, file]))
  return events.map((event) => ({
    id: event.id,
    at: event.at.toISOString(),
    actor: personJson(names, event.actor),
    kind: event.kind,
    nodeId: event.nodeId,
    comment: event.comment,
    mentions: event.mentions.map((username) => personJson(names, username)),
    attachments: event.attachments.flatMap((id) => {
      const file = files.get(id)
      return file ? [{ id, name: file.name, size: file.size }] : []
    }),
    detail: { ...event.detail },
  }))
}

async function earlierJson(db: Queryable, record: CaseRecord) {
  if (record.customerCode === null) return []
  const earlier = await listEarlier(db, record.customerCode, record.id)
  const names = await namesOf(
    db,
    earlier.flatMap(({ decidedBy }) => (decidedBy === null ? [] : [decidedBy])),
  )
  return earlier.map((one) => ({
    caseId: one.id,
    number: caseNumber(one),
    subject: one.subject,
    title: one.title,
    status: one.status,
    amount:
      one.amountMinor === null || one.currency === null ? null : moneyJson(one.amountMinor, one.currency),
    closedAt: one.closedAt.toISOString(),
    decidedBy: one.decidedBy === null ? null : personJson(names, one.decidedBy),
    comment: one.comment,
  }))
}
