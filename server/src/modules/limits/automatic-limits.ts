import type { Principal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { lockGroups } from '../customers/group-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { policyDay } from '../policy/apply-policy.js'
import type { Obstacle } from '../policy/domain/automatic.js'
import { policyInForce } from '../policy/policy-in-force.js'
import { listOpenProposals, type OpenProposal } from '../policy/proposal-list-store.js'
import { lockOpenProposals, markAutomatic, type Proposal } from '../policy/proposal-store.js'
import { computedPages, proposeLimits } from '../policy/propose-limits.js'
import { acceptProposals } from './accept-proposals.js'
import { judgeAutomatic, type AutomaticFrame } from './judge-automatic.js'
import type { LimitEffects } from './limit-effects.js'

/** Of so few at a time the owner of each customer is told, and so few groups are locked together. */
const BATCH = 20
/** So many changes are listed by a dry run; all are counted. */
const LISTED_MAX = 200

/** What a run put in force by itself, or would; the rest is left to people, counted by each of its reasons. */
export interface AutomaticRun {
  readonly policyVersion: number
  /** False when the policy in force adjusts nothing by itself. */
  readonly enabled: boolean
  readonly proposed: number
  readonly applied: number
  readonly obstacles: ReadonlyMap<Obstacle, number>
  /** Of a dry run: what would be applied. */
  readonly listed: readonly Proposal[]
}

interface Tally {
  proposed: number
  applied: number
  readonly obstacles: Map<Obstacle, number>
  readonly listed: Proposal[]
}

const newTally = (): Tally => ({ proposed: 0, applied: 0, obstacles: new Map(), listed: [] })

/** What a run would put in force now; writes nothing. */
export async function tryAutomatic(deps: Deps, actor: Principal): Promise<AutomaticRun> {
  const { version, frame } = await frameOf(deps)
  const tally = newTally()
  for await (const proposals of computedPages(deps, actor)) {
    tally.proposed += proposals.length
    if (!frame) continue
    const obstacles = await deps.db.transaction((tx) => judgeAutomatic(tx, proposals, frame))
    for (const proposal of proposals) count(tally, proposal, obstacles.get(proposal.id) ?? [])
  }
  return { policyVersion: version, enabled: frame !== null, ...tally }
}

/**
 * Computes proposals for the book and puts those within the bounds of the policy in force; the rest stays open. Each
 * batch judges again under the lock of its credit groups, so that of two runs at once each change is made once, and
 * nothing is raised that was frozen or fell due in the meantime.
 */
export async function applyAutomatic(
  deps: Deps,
  actor: Principal,
  effects: LimitEffects,
): Promise<AutomaticRun> {
  const { version, frame } = await frameOf(deps)
  const tally = newTally()
  if (!frame) return { policyVersion: version, enabled: false, ...tally }
  const { runId, proposed } = await proposeLimits(deps, { actor })
  tally.proposed = proposed
  let after: Id | null = null
  for (;;) {
    const filter = { runId, kind: 'policy', onlyCustomersOf: null } as const
    const page: OpenProposal[] = await listOpenProposals(deps.db, filter, { after, limit: BATCH })
    const last = page.at(-1)
    if (!last) return { policyVersion: version, enabled: true, ...tally, listed: [] }
    after = last.id
    await deps.db.transaction((tx) => applyBatch(tx, page, { frame, tally, actor, effects, at: deps.now() }))
  }
}

interface Applying {
  readonly frame: AutomaticFrame
  readonly tally: Tally
  readonly actor: Principal
  readonly effects: LimitEffects
  readonly at: Date
}

async function applyBatch(tx: Tx, page: readonly OpenProposal[], applying: Applying): Promise<void> {
  const { frame, tally, actor, effects, at } = applying
  await lockGroups(
    tx,
    page.map(({ groupId }) => groupId),
  )
  const proposals = await lockOpenProposals(
    tx,
    page.map(({ id }) => id),
  )
  const obstacles = await judgeAutomatic(tx, proposals, frame)
  const clear = new Set(proposals.filter(({ id }) => obstacles.get(id)?.length === 0).map(({ id }) => id))
  const { accepted } = await acceptProposals(
    tx,
    page.filter(({ id }) => clear.has(id)),
    { actor, at, effects, today: frame.today, reason: reasonOf(proposals) },
  )
  await markAutomatic(tx, accepted)
  for (const proposal of proposals) count(tally, proposal, obstacles.get(proposal.id) ?? [])
}

function reasonOf(proposals: readonly Proposal[]): string {
  const version = String(proposals[0]?.policyVersion ?? '')
  return `按授信政策第 ${version} 版自动调整 / automatic by policy v${version}`
}

function count(tally: Tally, proposal: Proposal, obstacles: readonly Obstacle[]): void {
  for (const obstacle of obstacles) tally.obstacles.set(obstacle, (tally.obstacles.get(obstacle) ?? 0) + 1)
  if (obstacles.length > 0) return
  tally.applied += 1
  if (tally.listed.length < LISTED_MAX) tally.listed.push(proposal)
}

async function frameOf(deps: Deps): Promise<{ version: number; frame: AutomaticFrame | null }> {
  const at = deps.now()
  return deps.db.transaction(async (tx) => {
    const { timeZone } = await getOrganisation(tx)
    const today = dayInZone(at, timeZone)
    const { version, content } = await policyInForce(tx, at)
    const settings = content.automatic
    if (!settings) return { version, frame: null }
    return { version, frame: { settings, today, timeZone, day: await policyDay(tx, today, at) } }
  })
}
