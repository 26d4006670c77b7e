import { systemPrincipal, type Principal } from '../../kernel/access.js'
import { unreachable } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { announce, type Announcement } from './announce.js'
import { surroundings, type CaseContext } from './case-context.js'
import type { CaseRecord } from './case-record.js'
import { updateCase, writeClosing } from './case-store.js'
import { copyTo } from './copy-store.js'
import { seat } from './domain/act.js'
import type { CaseState, Effect, Moved, Step, Visit } from './domain/case-state.js'
import { conditionsOf } from './domain/standing-conditions.js'
import { nodeOf, type FlowGraph } from './domain/flow-graph.js'
import { workingMinutes } from './domain/working-time.js'
import { recordEvent } from './event-store.js'
import { askedOf, confirmersOf, findForVisit, usernamesOf } from './find-people.js'
import { writePath, type Took } from './path-store.js'
import { subjectOf } from './subject.js'
import { tend } from './tend-case.js'

/**
 * Stores what an action made of a case and does what follows from it, the granted effect included, all in the
 * caller's transaction. The caller holds the lock of the case. Gives the case as it is now.
 */
export async function applyMoved(
  tx: Tx,
  graph: FlowGraph,
  record: CaseRecord,
  moved: Moved,
  by: { readonly actor: Principal; readonly comment: string | null },
  context: CaseContext,
): Promise<CaseRecord> {
  const seated = await seatEverybody(tx, graph, record, moved, context)
  const tended = await tend(tx, graph, record, seated.state, context)
  const { state } = tended
  if (state === record.state) return record
  await updateCase(tx, record.id, state, context.at)
  await writePath(tx, record.id, record.state, state, (step, visit) => tookOf(step, visit, context))
  const after: CaseRecord = {
    ...record,
    ownerUsername: state.owner,
    state,
    closedAt: state.status === 'running' ? null : context.at,
  }
  const announcements: Announcement[] = []
  for (const event of tended.events) await recordEvent(tx, record.id, event)
  if (state.caretaker !== null && state.caretaker !== record.state.caretaker) {
    announcements.push({ kind: 'copied', usernames: [state.caretaker] })
  }
  for (const effect of standing(state, [...seated.effects, ...tended.effects])) {
    announcements.push(...(await follow(tx, graph, after, effect, by, context)))
  }
  await announce(tx, after, announcements, context.at)
  return after
}

/** Nobody is told of a turn that was passed on in the same act. */
function standing(state: CaseState, effects: readonly Effect[]): Effect[] {
  const open = new Set(state.steps.flatMap(({ id, status }) => (status === 'open' ? [id] : [])))
  return effects.filter((effect) => effect.kind !== 'opened' || open.has(effect.stepId))
}

async function seatEverybody(
  tx: Tx,
  graph: FlowGraph,
  record: CaseRecord,
  moved: Moved,
  context: CaseContext,
): Promise<Moved> {
  let { state } = moved
  const effects: Effect[] = [...moved.effects]
  for (;;) {
    const visit = state.visits.find(({ needs, status }) => needs !== null && status === 'active')
    if (!visit) return { state, effects }
    const found = await findForVisit(tx, graph, askedOf(record), visit, context)
    const seated = seat(graph, state, visit, found, surroundings(context))
    state = seated.state
    effects.push(...seated.effects)
  }
}

function tookOf(step: Step, visit: Visit | undefined, { calendar, at }: CaseContext): Took {
  const until = step.decidedAt ?? at
  return {
    minutes: step.decidedAt === null ? null : workingMinutes(calendar, step.openedAt, step.decidedAt),
    late: visit?.dueAt !== null && visit?.dueAt !== undefined && until > visit.dueAt,
  }
}

async function follow(
  tx: Tx,
  graph: FlowGraph,
  record: CaseRecord,
  effect: Effect,
  { actor, comment }: { readonly actor: Principal; readonly comment: string | null },
  context: CaseContext,
): Promise<Announcement[]> {
  const subject = subjectOf(context.approvals, record.subject)
  const ending = { actor, comment, at: context.at, today: context.today }
  switch (effect.kind) {
    case 'opened':
      return [{ kind: 'todo', usernames: [effect.username] }]
    case 'remind':
      await recordEvent(tx, record.id, {
        ...{ at: context.at, actor: 'system', kind: effect.late ? 'overdue' : 'reminded' },
        detail: { usernames: effect.usernames },
      })
      return [{ kind: effect.late ? 'overdue' : 'reminder', usernames: effect.usernames }]
    case 'unassigned':
      await recordEvent(tx, record.id, { at: context.at, actor: 'system', kind: 'unassigned' })
      return [{ kind: 'unassigned', usernames: [] }]
    case 'security-awaited':
      await recordEvent(tx, record.id, { at: context.at, actor: 'system', kind: 'security-awaited' })
      return [{ kind: 'security', usernames: await tellConfirmers(tx, record, context.at) }]
    case 'notify': {
      const node = nodeOf(graph, effect.nodeId)
      const specs = node.kind === 'notify' ? node.recipients : []
      const usernames = await usernamesOf(tx, askedOf(record), specs, context)
      await copyTo(tx, record.id, usernames, { nodeId: effect.nodeId, at: context.at })
      return [{ kind: 'copied', usernames }]
    }
    case 'action': {
      const action = subject.actions.find(({ key }) => key === effect.action)
      if (!action) throw new Error(`${record.subject} has no action ${effect.action}`)
      const node = nodeOf(graph, effect.nodeId)
      const days = node.kind === 'action' ? (node.days ?? null) : null
      await action.run(tx, record, { ...ending, nodeId: node.id, name: node.name, days })
      await recordEvent(tx, record.id, {
        ...{ at: context.at, actor: 'system', kind: 'action', nodeId: effect.nodeId },
        detail: { action: effect.action },
      })
      return []
    }
    case 'completed':
      // Before the effect: what the last signature was given on.
      await writeClosing(tx, record.id, await subject.dossier(tx, record, context))
      if (effect.status === 'approved') {
        await subject.grant(tx, record, { ...ending, conditions: conditionsOf(record.state) })
      } else if (effect.status !== 'void') await subject.decline(tx, record, ending)
      await recordEvent(tx, record.id, { at: context.at, actor: actor.label, kind: effect.status })
      return [{ kind: 'completed', usernames: speakers(record.state) }]
    default:
      return unreachable(effect)
  }
}

/** Whoever may confirm the security sees the case from now on, and hears of it together with whoever asked. */
async function tellConfirmers(tx: Tx, record: CaseRecord, at: Date): Promise<string[]> {
  const usernames = await confirmersOf(tx, record)
  await copyTo(tx, record.id, usernames, { nodeId: null, at })
  return [...new Set([...usernames, ...speakers(record.state)])]
}

function speakers({ submitter, caretaker }: CaseState): string[] {
  return caretaker === null ? [submitter] : [submitter, caretaker]
}

/** The program itself, where a time limit decides. */
export const byItself = { actor: systemPrincipal, comment: null } as const
