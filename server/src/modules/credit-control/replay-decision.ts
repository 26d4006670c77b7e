import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import { findDecisions, findFacts } from './decision-store.js'
import { decide } from './domain/decide.js'
import { factsFromJson } from './domain/facts-json.js'
import { presentDecision } from './present-decision.js'
import { rulesVersion } from './rules-store.js'

/**
 * Decides again from the recorded facts and the rules of then, and compares. Release decisions are people's and are
 * not computed; their replay shows what the rules said.
 */
export async function replayDecision(tx: Queryable, id: Id, owner: string | null) {
  const [decision] = await findDecisions(tx, [id], owner)
  if (!decision) throw new Refusal('decision_not_found', { id })
  const rules = await rulesVersion(tx, decision.rulesVersion)
  if (!rules) throw new Error(`control rules ${decision.rulesVersion} have vanished`)
  const facts = factsFromJson(await findFacts(tx, id))
  const again = decide(facts, rules.content)
  const recorded = { outcome: decision.outcome, reasons: decision.result.reasons }
  const recomputed = { outcome: again.outcome, reasons: again.reasons }
  return {
    recorded,
    recomputed,
    agrees: JSON.stringify(ordered(recorded)) === JSON.stringify(ordered(recomputed)),
    decision: presentDecision(decision),
  }
}

/** JSON storage orders the keys of an object its own way; comparison must not depend on it. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, ordered(part)]))
}
