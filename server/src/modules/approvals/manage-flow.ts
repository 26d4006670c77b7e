import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { findPerson, usersInPosition, usersWithRole } from '../identity/organisation-chart-store.js'
import type { ApproverSpec, Flow } from './domain/flow.js'
import { flowFaults, type FlowFault } from './domain/validate-flow.js'
import { ensureDefaultFlows } from './flow-in-force.js'
import {
  findFlow,
  insertFlow,
  insertVersion,
  lockFlow,
  writeDraft,
  writeSettings,
  type FlowRecord,
} from './flow-store.js'
import { findSubject, type Approvals } from './subject.js'

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

const PRIORITY = 100

/** Begins a flow as a draft. */
export async function createFlow(tx: Tx, code: string, content: Flow, { actor, at }: Doing): Promise<void> {
  const context = { by: actor.label, at }
  const flow = { code, subject: content.subject, priority: PRIORITY, builtIn: false }
  if (!(await insertFlow(tx, flow, context))) throw new Refusal('flow_exists', { code })
  await writeDraft(tx, code, content, context)
  await audit(tx, 'approval-flow.created', code, { actor, at }, { subject: content.subject })
}

/** Saves the draft, unless somebody else has saved another one since `revision`. */
export async function saveDraft(
  tx: Tx,
  code: string,
  draft: { readonly content: Flow | null; readonly revision: number | null },
  { actor, at }: Doing,
): Promise<void> {
  const flow = await lockedFlow(tx, code)
  checkRevision(flow, draft.revision)
  if (draft.content && draft.content.subject !== flow.subject) throw new Refusal('flow_subject_fixed')
  await writeDraft(tx, code, draft.content, { by: actor.label, at })
}

/** Puts the draft in force as the next version. Running cases keep the version that they started with. */
export async function publishFlow(
  tx: Tx,
  approvals: Approvals,
  code: string,
  { revision, note }: { readonly revision: number; readonly note: string | null },
  doing: Doing,
): Promise<void> {
  const flow = await lockedFlow(tx, code)
  checkRevision(flow, revision)
  if (!flow.draft) throw new Refusal('flow_draft_missing')
  const faults = await faultsOf(tx, approvals, flow.draft)
  if (faults.length > 0) {
    const detail = [...new Set(faults.map(({ message }) => `${message.zh} ${message.en}`))].join(' ')
    throw new Refusal('flow_invalid', { detail })
  }
  const version = (flow.currentVersion ?? 0) + 1
  const context = { by: doing.actor.label, at: doing.at }
  await insertVersion(tx, {
    ...{ flowCode: code, version, content: flow.draft, note },
    ...{ publishedAt: doing.at, publishedBy: doing.actor.label },
  })
  await writeDraft(tx, code, null, context)
  await audit(tx, 'approval-flow.published', code, doing, { version }, note)
}

/** Changes the order in which flows are tried, or switches one on or off. The built-in flow serves what is left. */
export async function changeFlow(
  tx: Tx,
  code: string,
  change: { readonly priority?: number | undefined; readonly active?: boolean | undefined },
  doing: Doing,
): Promise<void> {
  const flow = await lockedFlow(tx, code)
  const { priority = flow.priority, active = flow.active } = change
  await writeSettings(tx, code, { priority, active: active || flow.builtIn })
  await audit(tx, 'approval-flow.changed', code, doing, { priority, active })
}

/** What keeps a flow from working, with the people and roles of today. */
export async function faultsOf(db: Queryable, approvals: Approvals, flow: Flow): Promise<FlowFault[]> {
  const subject = findSubject(approvals, flow.subject)
  if (!subject) throw new Refusal('not_found')
  const specs = flow.nodes.flatMap((node) => {
    if (node.kind === 'notify') return node.recipients
    if (node.kind !== 'approve') return []
    return [...node.approvers, ...(node.timeLimit?.escalateTo ? [node.timeLimit.escalateTo] : [])]
  })
  const found = new Map<string, boolean>()
  for (const spec of [...specs, flow.fallback]) found.set(JSON.stringify(spec), await findsSomebody(db, spec))
  const { fields, hasAmount, hasOwner, conditions } = subject
  const shape = {
    ...{ fields, hasAmount, hasOwner, actions: subject.actions },
    conditional: conditions.amount || conditions.validity || conditions.security,
  }
  return flowFaults(flow, shape, (spec) => found.get(JSON.stringify(spec)) ?? false)
}

/** Chains depend on who asks and are never empty: the fallback stands behind them. */
async function findsSomebody(db: Queryable, spec: ApproverSpec): Promise<boolean> {
  if (spec.kind === 'role') return (await usersWithRole(db, spec.role)).length > 0
  if (spec.kind === 'position') return (await usersInPosition(db, spec.position)).length > 0
  if (spec.kind !== 'named') return true
  const people = await Promise.all(spec.usernames.map((username) => findPerson(db, username)))
  return people.every((person) => person !== undefined)
}

async function lockedFlow(tx: Tx, code: string): Promise<FlowRecord> {
  const flow = await lockFlow(tx, code)
  if (!flow) throw new Refusal('flow_not_found', { code })
  return flow
}

/** The flow; the built-in ones come into being when somebody first looks for them. */
export async function getFlow(tx: Tx, approvals: Approvals, code: string): Promise<FlowRecord> {
  const known = await findFlow(tx, code)
  if (known) return known
  await ensureDefaultFlows(tx, approvals)
  const flow = await findFlow(tx, code)
  if (!flow) throw new Refusal('flow_not_found', { code })
  return flow
}

function checkRevision(flow: FlowRecord, revision: number | null): void {
  // Without a draft there is nothing that could be lost.
  if (revision !== null && flow.draft !== null && flow.draftRevision !== revision) {
    throw new Refusal('flow_draft_changed', { by: flow.draftSavedBy ?? '—' })
  }
}

async function audit(
  tx: Tx,
  action: string,
  code: string,
  { actor, at }: Doing,
  after: Readonly<Record<string, unknown>>,
  reason: string | null = null,
): Promise<void> {
  const object = { objectType: 'approval-flow', objectId: code }
  await recordAudit(tx, { actor, action, ...object, after, at, ...(reason === null ? {} : { reason }) })
}
