import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { applyMoved } from './apply-moved.js'
import { caseContext, surroundings } from './case-context.js'
import { caseNumber, type CaseRecord, type NewRequest } from './case-record.js'
import { findCase, insertCase, lockRunningCase, writeSnapshot } from './case-store.js'
import { begin } from './domain/act.js'
import { newCase } from './domain/case-state.js'
import { recordEvent } from './event-store.js'
import { flowFor, graphOfStored } from './flow-in-force.js'
import { subjectOf, type Approvals } from './subject.js'

/**
 * Starts the approval of a request on the flow that serves it today. Refuses a second one for the same object while
 * the first one runs. Gives the case, which may have ended already when the flow says so without asking anybody.
 */
export async function startCase(
  tx: Tx,
  approvals: Approvals,
  request: NewRequest,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<CaseRecord> {
  const running = await lockRunningCase(tx, request.subject, request.objectId)
  if (running) throw new Refusal('approval_running', { number: caseNumber(running) })
  const context = await caseContext(tx, approvals, at)
  const flow = await flowFor(tx, approvals, request.subject, request.fields)
  const id = newId()
  await insertCase(tx, id, request, { code: flow.flowCode, version: flow.version }, at)
  const stored = await findCase(tx, id)
  if (!stored) throw new Error('the case was not stored')
  const { now: snapshot } = await subjectOf(approvals, request.subject).dossier(tx, stored, context)
  await writeSnapshot(tx, id, snapshot)
  const record = { ...stored, snapshot }
  await recordEvent(tx, id, { at, actor: actor.label, kind: 'submitted', comment: request.reason })
  const graph = graphOfStored(flow)
  const barred = [...new Set([request.submitter, ...request.barred])]
  const { submitter, ownerUsername: owner, fields } = request
  const moved = begin(graph, newCase({ submitter, barred, owner, fields }), surroundings(context))
  return applyMoved(
    tx,
    graph,
    { ...record, state: { ...record.state, barred } },
    moved,
    { actor, comment: request.reason },
    context,
  )
}
