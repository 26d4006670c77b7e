import { addDays } from '../../../kernel/calendar-day.js'
import { evaluate, type Finding } from './evaluate.js'
import type { Facts } from './facts.js'
import { measure, type Measures } from './measure.js'
import { reasonOf, type Reason } from './reasons.js'
import type { Rule, RulesDocument, Strength } from './rules.js'
import { applicableRules } from './scope.js'

export type Outcome = 'approved' | 'warned' | 'held' | 'rejected'

export interface Decision {
  readonly outcome: Outcome
  readonly reasons: readonly Reason[]
  readonly measures: Measures
}

/** Judges an order by the rules. Pure: the same facts and rules always give the same decision. */
export function decide(facts: Facts, document: RulesDocument): Decision {
  const measures = measure(facts)
  const rules = applicableRules(document, facts).filter((rule) => !inGrace(rule, facts))
  const findings = evaluate(rules, facts, measures)
  const released = isReleased(facts)
  const standing = strongest(findings.filter((finding) => !(released && finding.strength !== 'block')))
  return {
    outcome: outcomeOf(standing.map((finding) => finding.strength)),
    reasons: standing.map((finding: Finding) => reasonOf(finding, facts, measures)),
    measures,
  }
}

/** Of several findings on one topic (warn at 90 %, hold at 100 %) only the strongest is told, once. */
function strongest(findings: readonly Finding[]): Finding[] {
  const rank: Readonly<Record<Strength, number>> = { warn: 0, hold: 1, block: 2 }
  const best = new Map<string, Finding>()
  for (const finding of findings) {
    const topic = finding.undetermined ? 'fx_rate_missing' : finding.condition.dimension
    const known = best.get(topic)
    if (!known || rank[finding.strength] > rank[known.strength]) best.set(topic, finding)
  }
  return [...best.values()]
}

function outcomeOf(strengths: readonly Strength[]): Outcome {
  if (strengths.includes('block')) return 'rejected'
  if (strengths.includes('hold')) return 'held'
  return strengths.includes('warn') ? 'warned' : 'approved'
}

/**
 * A release covers its document, and all deliveries and invoices of its order together, up to its amount and through
 * its last day; an order that was recorded larger than it was released has none. Blocking rules are not released.
 */
function isReleased({ release, amountMinor, currency, today, own }: Facts): boolean {
  if (release === null || release.currency !== currency || today > release.until) return false
  if (amountMinor + (release.usedMinor ?? 0n) > release.maxMinor) return false
  const { boundMinor } = release
  return boundMinor === undefined || own.every(({ recordedMinor }) => recordedMinor <= boundMinor)
}

function inGrace(rule: Rule, facts: Facts): boolean {
  if (facts.checkpoint === 'order' || facts.approvedOn === null || rule.graceDays === 0) return false
  return facts.today <= addDays(facts.approvedOn, rule.graceDays)
}
