import type { Bilingual } from '../../../kernel/bilingual.js'
import type { LossParameters } from './expected-loss.js'

/** What customers of one grade get. Amounts are decimal texts in the organisation's base currency. */
export interface PolicyRule {
  readonly grade: string
  /** Codes of segments; empty means every segment. A rule that names the segment goes before one that does not. */
  readonly segments: readonly string[]
  /** limit = months × average monthly purchases × factor. */
  readonly months: number
  readonly factorBasisPoints: number
  /** At most this share of the customer's net assets. */
  readonly netAssetsShareBasisPoints: number
  /** At most so much while the net assets are not known: not knowing never gives more. */
  readonly capWithoutNetAssets: string
  /** At most so much in any case. */
  readonly cap: string
  /** For a customer without purchases in the period. */
  readonly startingLimit: string
  readonly netDays: number
  readonly reviewMonths: number
}

/** Grade × segment → limit and terms. */
export interface CreditPolicy {
  readonly title: Bilingual
  readonly description: Bilingual
  /** Windows of 30 days over which purchases are averaged; a younger relation counts from its first, at least three. */
  readonly averageOverMonths: number
  /** A raise goes at most this far above the base limit in force; null is without bound. */
  readonly raiseAtMostBasisPoints: number | null
  /** Limits are rounded down to so many significant digits. */
  readonly significantDigits: number
  /** A smaller limit is none. */
  readonly minimum: string
  /** A change of less than this share of the limit in force, with the same terms, is not proposed. */
  readonly ignoreChangesBelowBasisPoints: number
  readonly rules: readonly PolicyRule[]
  /** What losses are expected from; left out: the general parameters. */
  readonly loss?: LossParameters | undefined
}

/** The rule for a grade in a segment: the first that names the segment, else the first for all segments. */
export function findRule(policy: CreditPolicy, grade: string, segmentCode: string): PolicyRule | undefined {
  const ofGrade = policy.rules.filter((rule) => rule.grade === grade)
  return (
    ofGrade.find((rule) => rule.segments.includes(segmentCode)) ??
    ofGrade.find((rule) => rule.segments.length === 0)
  )
}
