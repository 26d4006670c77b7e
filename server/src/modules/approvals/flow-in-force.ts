import type { Queryable, Tx } from '../../platform/db/types.js'
import { defaultFlow } from './domain/default-flow.js'
import { holds } from './domain/evaluate-expression.js'
import type { FieldValues } from './domain/flow.js'
import { graphOf, type FlowGraph } from './domain/flow-graph.js'
import {
  findVersion,
  insertFlow,
  insertVersion,
  lockFlow,
  versionsInForce,
  type FlowVersion,
} from './flow-store.js'
import type { Approvals } from './subject.js'

/** The flow that a new request takes: the first that is active and whose start condition holds, else the built-in one. */
export async function flowFor(
  tx: Tx,
  approvals: Approvals,
  subject: string,
  fields: FieldValues,
): Promise<FlowVersion & { readonly builtIn: boolean }> {
  const versions = await versionsInForce(tx, subject)
  const found = versions.find(({ content }) => content.startWhen === null || holds(content.startWhen, fields))
  if (found) return { ...found, builtIn: found.flowCode === builtInCode(subject) }
  await ensureDefaultFlows(tx, approvals)
  return flowFor(tx, approvals, subject, fields)
}

/** Stores the built-in flow of every subject as version 1 unless it is there. */
export async function ensureDefaultFlows(tx: Tx, { subjects }: Approvals): Promise<void> {
  const at = new Date(0)
  for (const { key, hasAmount } of Object.values(subjects)) {
    const code = builtInCode(key)
    const by = 'system'
    if (!(await insertFlow(tx, { code, subject: key, priority: 1_000, builtIn: true }, { by, at }))) continue
    await lockFlow(tx, code)
    await insertVersion(tx, {
      ...{ flowCode: code, version: 1, content: defaultFlow(key, hasAmount), note: null },
      ...{ publishedAt: at, publishedBy: by },
    })
  }
}

function builtInCode(subject: string): string {
  return `default-${subject}`
}

const graphs = new Map<string, FlowGraph>()
const CACHE_MAX = 200

/** A published version as a graph. Versions never change, so that they are kept in memory. */
export async function graphOfVersion(db: Queryable, code: string, version: number): Promise<FlowGraph> {
  const stored = await findVersion(db, code, version)
  if (!stored) throw new Error(`version ${version} of the flow ${code} is missing`)
  return graphOfStored(stored)
}

/** The key holds the publication: a restored database may have another flow under the same code and version. */
export function graphOfStored({ flowCode, version, publishedAt, content }: FlowVersion): FlowGraph {
  const key = `${flowCode}/${version}/${publishedAt.getTime()}/${JSON.stringify(content).length}`
  const known = graphs.get(key)
  if (known) return known
  if (graphs.size >= CACHE_MAX) graphs.clear()
  const graph = graphOf(content)
  graphs.set(key, graph)
  return graph
}
