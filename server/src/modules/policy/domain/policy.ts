import type { Bilingual } from '../../../kernel/bilingual.js'
import type { SecurityKind } from '../../approvals/domain/conditions.js'
import type { AutomaticSettings } from './automatic.js'
import type { CustomerClass } from './customer-class.js'
import type { LossParameters } from './expected-loss.js'

/** How credit is paid back; the days are those of the row. */
export const termsKinds = ['net', 'month-end', 'instalments', 'cash-on-delivery'] as const
export type TermsKind = (typeof termsKinds)[number]

/** What customers of one grade get. Amounts are decimal texts in the organisation's base currency. */
export interface PolicyRule {
  readonly grade: string
  /** Codes of segments; empty means every segment. */
  readonly segments: readonly string[]
  /** Codes of customer classes of the policy; left out or empty means every customer. */
  readonly classes?: readonly string[] | undefined
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
  /** Days of credit: of month-end terms after the end of the month, of instalments until the last one. */
  readonly netDays: number
  readonly reviewMonths: number
  /** Left out: net days. */
  readonly terms?: { readonly kind: TermsKind; readonly instalments?: number | undefined } | undefined
  /** Share of each order that is paid before delivery. */
  readonly prepaymentBasisPoints?: number | undefined
  readonly priceTier?: string | undefined
  readonly discountBasisPoints?: number | undefined
  /** What must stand behind the limit, as a share of it. */
  readonly security?: { readonly kind: SecurityKind; readonly shareBasisPoints: number } | undefined
  /** Instead of the months. */
  readonly reviewIntervalDays?: number | undefined
  /** A limit by this row is never granted alone: flows choose by this word. */
  readonly approvalPath?: string | undefined
}

/** Grade × segment × customer class → limit, terms and conditions. */
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
  /** A customer belongs to the first class that fits, or to none. */
  readonly classes?: readonly CustomerClass[] | undefined
  readonly rules: readonly PolicyRule[]
  /** What losses are expected from; left out: the general parameters. */
  readonly loss?: LossParameters | undefined
  /** Which proposals it puts in force by itself; left out: none. */
  readonly automatic?: AutomaticSettings | undefined
}

/** A cell of the matrix: a grade in a segment, of customers of a class (null: of no class). */
interface Cell {
  readonly grade: string
  readonly segmentCode: string
  readonly classCode: string | null
}

/**
 * The row for a cell: the one that fits and names most of segment and class. A sound policy has never two of them
 * (`policyFaults`), so the order of its rows does not matter.
 */
export function findRule(policy: Pick<CreditPolicy, 'rules'>, cell: Cell): PolicyRule | undefined {
  const fitting = policy.rules.filter((rule) => fits(rule, cell))
  return fitting.reduce<PolicyRule | undefined>(
    (best, rule) => (best === undefined || specificity(rule) > specificity(best) ? rule : best),
    undefined,
  )
}

function fits({ grade, segments, classes = [] }: PolicyRule, cell: Cell): boolean {
  return (
    grade === cell.grade &&
    (segments.length === 0 || segments.includes(cell.segmentCode)) &&
    (classes.length === 0 || (cell.classCode !== null && classes.includes(cell.classCode)))
  )
}

/** How many of segment and class a row names. */
export function specificity({ segments, classes = [] }: PolicyRule): number {
  return (segments.length > 0 ? 1 : 0) + (classes.length > 0 ? 1 : 0)
}
