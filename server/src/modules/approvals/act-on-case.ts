import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { findPerson } from '../identity/organisation-chart-store.js'
import { applyMoved } from './apply-moved.js'
import { checkAttachments } from './attachment-store.js'
import { caseContext, surroundings, type CaseContext } from './case-context.js'
import type { CaseRecord } from './case-record.js'
import { findCase, lockCase } from './case-store.js'
import { act, type Action } from './domain/act.js'
import type { Conditions } from './domain/conditions.js'
import { conditionsOf, type StandingConditions } from './domain/standing-conditions.js'
import { recordEvent } from './event-store.js'
import { mayConfirm } from './may-confirm.js'
import { askedOf, usernameCovers } from './find-people.js'
import { graphOfVersion } from './flow-in-force.js'
import { storedConditions } from './path-store.js'
import { conditionsAllowed, subjectOf, type Approvals } from './subject.js'
import { tendCase } from './tend-cases.js'

/** What somebody wants to do with a case, before the authorities are looked up. */
export type Wanted =
  | { readonly kind: 'approve'; readonly stepId: Id; readonly conditions: Conditions | null }
  | { readonly kind: 'reject'; readonly stepId: Id }
  | { readonly kind: 'return'; readonly stepId: Id; readonly toNodeId: string }
  | {
      readonly kind: 'add-signer'
      readonly stepId: Id
      readonly username: string
      readonly when: 'before' | 'after'
    }
  | { readonly kind: 'delegate'; readonly stepId: Id; readonly username: string }
  | { readonly kind: 'resubmit'; readonly stepId: Id }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'confirm-security'; readonly stepId: Id; readonly reference: string }
  | { readonly kind: 'assign'; readonly visitId: Id; readonly username: string }

export interface Doing {
  readonly caseId: Id
  readonly wanted: Wanted
  readonly comment: string | null
  readonly attachments: readonly Id[]
  readonly actor: Principal
  readonly at: Date
}

/**
 * Does one thing with a case under its lock. What the subject's effect locks is locked first, so that everybody locks
 * in the same order. A case whose object has been settled in another way becomes void instead: `state.status` says so.
 */
export async function actOnCase(tx: Tx, approvals: Approvals, doing: Doing): Promise<CaseRecord> {
  const seen = await findCase(tx, doing.caseId)
  if (!seen) throw new Refusal('approval_case_not_found', { id: doing.caseId })
  const subject = subjectOf(approvals, seen.subject)
  await subject.lock(tx, seen)
  const locked = await lockCase(tx, seen.id)
  if (!locked) throw new Refusal('approval_case_not_found', { id: doing.caseId })
  const context = await caseContext(tx, approvals, doing.at)
  const open = await subject.stillOpen(tx, [locked.objectId])
  const record = await tendCase(tx, locked, context)
  if (record.state.status === 'running' && !open.has(record.objectId)) {
    return settle(tx, record, { kind: 'void' }, doing, context)
  }
  checkPermission(record, doing)
  await checkAttachments(tx, record.id, doing.attachments)
  return settle(tx, record, await actionOf(tx, record, doing, context), doing, context)
}

/** Most acts belong to who is asked; these two to who has a permission. */
function checkPermission(record: CaseRecord, { wanted, actor }: Doing): void {
  if (wanted.kind === 'assign' && !actor.permissions.has('approvals:manage'))
    throw new Refusal('forbidden', { permission: 'approvals:manage' })
  if (wanted.kind === 'confirm-security' && !mayConfirm(actor, record))
    throw new Refusal('forbidden', { permission: 'securities:confirm' })
}

/** Ends a running case because its object was settled in another way. */
export async function voidCase(
  tx: Tx,
  approvals: Approvals,
  record: CaseRecord,
  { actor, at, comment }: Pick<Doing, 'actor' | 'at' | 'comment'>,
): Promise<CaseRecord> {
  const context = await caseContext(tx, approvals, at)
  return settle(tx, record, { kind: 'void' }, { actor, comment, attachments: [] }, context)
}

async function settle(
  tx: Tx,
  record: CaseRecord,
  action: Action,
  { actor, comment, attachments }: Pick<Doing, 'actor' | 'comment' | 'attachments'>,
  context: CaseContext,
): Promise<CaseRecord> {
  const graph = await graphOfVersion(tx, record.flowCode, record.flowVersion)
  const moved = act(graph, record.state, action, surroundings(context))
  if (moved.state === record.state) return record
  if (action.kind !== 'void') {
    await recordEvent(tx, record.id, {
      ...{ at: context.at, actor: actor.label, kind: action.kind, comment, attachments },
      nodeId: nodeIdOf(record, action),
      detail: detailOf(action),
    })
  }
  return applyMoved(tx, graph, record, moved, { actor, comment }, context)
}

function nodeIdOf(record: CaseRecord, action: Action): string | null {
  if ('stepId' in action) return record.state.steps.find(({ id }) => id === action.stepId)?.nodeId ?? null
  if ('visitId' in action) return record.state.visits.find(({ id }) => id === action.visitId)?.nodeId ?? null
  return null
}

function detailOf(action: Action): Record<string, unknown> {
  switch (action.kind) {
    case 'approve': {
      return action.conditions ? { conditions: storedConditions(action.conditions) } : {}
    }
    case 'confirm-security':
      return { reference: action.reference }
    case 'return':
      return { toNodeId: action.toNodeId }
    case 'add-signer':
      return { username: action.username, when: action.when }
    case 'delegate':
    case 'assign':
      return { username: action.username }
    default:
      return {}
  }
}

/** Adds what only the database knows: whether authorities cover the request, and whether an invited person exists. */
async function actionOf(
  tx: Tx,
  record: CaseRecord,
  { wanted, comment, actor }: Doing,
  context: CaseContext,
): Promise<Action> {
  const by = actor.label
  const covers = (username: string, conditions: Conditions | null) => {
    const amount = smallest(record, [conditions, conditionsOf(record.state)])
    return usernameCovers(tx, { ...askedOf(lessened(record, amount, context)), amount }, username, context)
  }
  switch (wanted.kind) {
    case 'approve': {
      checkConditions(record, wanted.conditions, context)
      return {
        ...wanted,
        by,
        comment,
        covers: await covers(signerOf(record, wanted.stepId, by), wanted.conditions),
      }
    }
    case 'add-signer':
      await checkPerson(tx, wanted.username)
      return { ...wanted, by, comment, covers: await covers(signerOf(record, wanted.stepId, by), null) }
    case 'delegate':
    case 'assign':
      await checkPerson(tx, wanted.username)
      return { ...wanted, by, comment, covers: await covers(wanted.username, null) }
    case 'withdraw':
      return { ...wanted, by }
    default:
      return { ...wanted, by, comment }
  }
}

/** The request with the share over the limit that the smaller amount of its conditions has. */
function lessened(record: CaseRecord, amount: CaseRecord['amount'], { approvals }: CaseContext): CaseRecord {
  if (!amount || amount.minor === record.amount?.minor) return record
  const { overLimitBpFor } = subjectOf(approvals, record.subject)
  return overLimitBpFor ? { ...record, overLimitBp: overLimitBpFor(record, amount.minor) } : record
}

/** Whose authority counts: a deputy signs with that of the person deputised for. */
function signerOf(record: CaseRecord, stepId: Id, by: string): string {
  const step = record.state.steps.find(({ id }) => id === stepId)
  return step?.kind === 'deputy' ? (step.onBehalfOf ?? by) : by
}

function smallest(
  record: CaseRecord,
  conditions: readonly (Pick<StandingConditions, 'amountMinor'> | null)[],
): CaseRecord['amount'] {
  if (!record.amount) return null
  const { minor, currency } = record.amount
  const amounts = conditions.flatMap((one) => (one?.amountMinor == null ? [] : [one.amountMinor]))
  return money(
    amounts.reduce((least, amount) => (amount < least ? amount : least), minor),
    currency,
  )
}

/** Conditions make less of a request, never more. */
function checkConditions(record: CaseRecord, conditions: Conditions | null, context: CaseContext): void {
  if (!conditions) return
  const allowed = conditionsAllowed(context.approvals, record)
  const { amountMinor, validUntil, security } = conditions
  const amountFits = amountMinor === null || (allowed.amount && amountMinor < (record.amount?.minor ?? 0n))
  const asked = record.request['until'] ?? record.request['validTo']
  const shorter = typeof asked !== 'string' || (validUntil !== null && validUntil <= asked)
  const dayFits = validUntil === null || (allowed.validity && validUntil >= context.today && shorter)
  const securityFits = security === null || (allowed.security && security.dueOn >= context.today)
  if (!amountFits || !dayFits || !securityFits) {
    throw new Refusal('approval_conditions_invalid')
  }
}

async function checkPerson(tx: Tx, username: string): Promise<void> {
  if (!(await findPerson(tx, username))) throw new Refusal('approval_person_unknown', { username })
}
