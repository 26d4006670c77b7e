import type { Candidate, CaseState } from './case-state.js'
import type { SignMode } from './flow.js'

/** People found for a node or an escalation. `fallback`: the flow's fallback, asked when a node finds too few. */
export interface Found {
  readonly stages: readonly (readonly Candidate[])[]
  readonly fallback: readonly Candidate[]
}

/** Whether this person may not sign at all in this case. */
export function isBarred(state: Pick<CaseState, 'barred' | 'submitter'>, username: string): boolean {
  return username === state.submitter || state.barred.includes(username)
}

/**
 * Those who may sign together in one stage: nobody who asked, nobody twice, and the customer's owner only where others
 * must sign as well. A deputy who may not sign leaves the turn to the person deputised for.
 */
export function eligible(
  state: Pick<CaseState, 'barred' | 'submitter' | 'owner'>,
  candidates: readonly Candidate[],
  mode: SignMode,
): Candidate[] {
  const chosen = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const acting = standIn(state, candidate, chosen)
    if (acting && !chosen.has(acting.username)) chosen.set(acting.username, acting)
  }
  const all = [...chosen.values()]
  const { owner } = state
  const others = all.filter(
    ({ username, onBehalfOf }) => owner === null || (username !== owner && onBehalfOf !== owner),
  )
  const ownerAlone = mode.kind === 'any' || (mode.kind !== 'all' && mode.needed < 2) || others.length === 0
  return ownerAlone ? others : all
}

function standIn(
  state: Pick<CaseState, 'barred' | 'submitter'>,
  candidate: Candidate,
  chosen: ReadonlyMap<string, Candidate>,
): Candidate | null {
  const { username, onBehalfOf } = candidate
  if (onBehalfOf === null) return isBarred(state, username) ? null : candidate
  if (isBarred(state, onBehalfOf)) return null
  const free = !isBarred(state, username) && !chosen.has(username)
  return free ? candidate : { username: onBehalfOf, onBehalfOf: null }
}
