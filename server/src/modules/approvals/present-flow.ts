import { actsOf, type Principal } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Flow } from './domain/flow.js'
import { ensureDefaultFlows } from './flow-in-force.js'
import {
  countRunning,
  findVersion,
  listFlows,
  listVersions,
  versionsInForce,
  type FlowRecord,
  type FlowVersion,
} from './flow-store.js'
import { getFlow } from './manage-flow.js'
import type { Approvals } from './subject.js'

type Running = Awaited<ReturnType<typeof countRunning>>

/** Which permission acts on a flow need: the routes ask the same table. */
export const flowNeeds = { edit: 'flows:write', publish: 'flows:write', switch: 'flows:write' } as const

function itemJson(flow: FlowRecord, content: FlowVersion | undefined, running: Running, actor: Principal) {
  const mine = running.filter(({ flowCode }) => flowCode === flow.code)
  const sum = (rows: Running) => rows.reduce((total, row) => total + row.running, 0)
  return {
    code: flow.code,
    subject: flow.subject,
    name: nameOf(flow, content?.content),
    priority: flow.priority,
    active: flow.active,
    startWhen: content?.content.startWhen ?? flow.draft?.startWhen ?? null,
    version: flow.currentVersion,
    publishedAt: content?.publishedAt.toISOString() ?? null,
    publishedBy: content?.publishedBy ?? null,
    hasDraft: flow.draft !== null,
    running: sum(mine),
    runningOnOld: sum(mine.filter(({ version }) => version !== flow.currentVersion)),
    allowed: actsOf(actor, flowNeeds),
  }
}

function nameOf(flow: FlowRecord, content: Flow | undefined): Bilingual {
  return content?.name ?? flow.draft?.name ?? { zh: flow.code, en: flow.code }
}

/** Every flow with how many cases run on it. */
export async function presentFlows(tx: Tx, approvals: Approvals, actor: Principal) {
  await ensureDefaultFlows(tx, approvals)
  const flows = await listFlows(tx)
  const running = await countRunning(tx)
  const inForce = new Map((await versionsInForce(tx, null)).map((version) => [version.flowCode, version]))
  const items = []
  for (const flow of flows) {
    // A flow that is switched off is not in force but has its version all the same.
    const content = inForce.get(flow.code) ?? (await versionOf(tx, flow))
    items.push(itemJson(flow, content, running, actor))
  }
  return items
}

async function versionOf(
  db: Queryable,
  { code, currentVersion }: FlowRecord,
): Promise<FlowVersion | undefined> {
  return currentVersion === null ? undefined : findVersion(db, code, currentVersion)
}

/** One flow with its draft, the version in force and the list of versions. */
export async function presentFlow(tx: Tx, approvals: Approvals, code: string, actor: Principal) {
  const flow = await getFlow(tx, approvals, code)
  const running = await countRunning(tx)
  const content = await versionOf(tx, flow)
  return {
    ...itemJson(flow, content, running, actor),
    content: content?.content ?? null,
    draft: flow.draft && {
      content: flow.draft,
      revision: flow.draftRevision,
      savedAt: flow.draftSavedAt?.toISOString() ?? '',
      savedBy: flow.draftSavedBy ?? '',
    },
    versions: (await listVersions(tx, code)).map((version) => versionJson(version, running)),
  }
}

export function versionJson(version: FlowVersion, running: Running) {
  return {
    version: version.version,
    publishedAt: version.publishedAt.toISOString(),
    publishedBy: version.publishedBy,
    note: version.note,
    running:
      running.find((row) => row.flowCode === version.flowCode && row.version === version.version)?.running ??
      0,
  }
}
