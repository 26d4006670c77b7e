import { seededRandom } from '../numeric/random.js'
import { quantileOf } from '../validation/psi.js'
import { intervalOf } from '../binning/binning.js'
import { cellOf, columnOf, type Column } from './column.js'
import type { Sample } from './sample.js'

/**
 * How cases without an outcome (refused, held) take part. `parcelling`: each gets a class by chance, with the bad rate
 * that accepted cases of its band of scores had, made worse by a factor. `fuzzy`: each counts twice, as bad with its
 * probability (made worse likewise) and as good with the rest.
 */
export const rejectMethods = ['parcelling', 'fuzzy'] as const
export type RejectMethod = (typeof rejectMethods)[number]

export interface RejectRules {
  readonly method: RejectMethod
  /** How many times as often rejected cases turn bad as accepted ones of the same score. */
  readonly worseBy: number
  readonly seed: number
}

/** One case of an augmented sample. */
export interface InferredCase {
  readonly row: number
  readonly target: 0 | 1
  readonly weight: number
}

const BANDS = 10

/** The classes and weights of rejected rows, from the probabilities of a model that accepted rows gave. */
export function inferRejects(
  accepted: Sample,
  rejected: Int32Array,
  pdOf: (row: number) => number,
  rules: RejectRules,
): InferredCase[] {
  const worse = (rate: number) => Math.min(1, rate * rules.worseBy)
  if (rules.method === 'fuzzy') {
    return Array.from(rejected).flatMap((row) => {
      const bad = worse(pdOf(row))
      const both: InferredCase[] = [
        { row, target: 1, weight: bad },
        { row, target: 0, weight: 1 - bad },
      ]
      return both.filter(({ weight }) => weight > 0)
    })
  }
  const { edges, rates } = bandsOf(accepted, pdOf)
  const random = seededRandom(rules.seed)
  return Array.from(rejected, (row) => {
    const rate = worse(rates[intervalOf(edges, pdOf(row))] ?? 0)
    return { row, target: random() < rate ? 1 : 0, weight: 1 }
  })
}

/** Deciles of the accepted cases' probabilities, with the bad rate of each. */
function bandsOf(accepted: Sample, pdOf: (row: number) => number): { edges: number[]; rates: number[] } {
  const pds = Float64Array.from(accepted.rows, pdOf)
  const sorted = pds.toSorted()
  const edges = [
    ...new Set(Array.from({ length: BANDS - 1 }, (_, at) => quantileOf(sorted, (at + 1) / BANDS))),
  ]
  const bad = new Float64Array(edges.length + 1)
  const all = new Float64Array(edges.length + 1)
  for (const [at, row] of accepted.rows.entries()) {
    const band = intervalOf(edges, pds[at] ?? 0)
    all[band] = (all[band] ?? 0) + 1
    bad[band] = (bad[band] ?? 0) + (accepted.target[row] ?? 0)
  }
  return { edges, rates: Array.from(all, (count, band) => (count > 0 ? (bad[band] ?? 0) / count : 0)) }
}

/** Columns and a sample of the accepted cases and the inferred ones together, row by row. */
export function withInferred(
  columns: readonly Column[],
  accepted: Sample,
  inferred: readonly InferredCase[],
): { columns: Column[]; sample: Sample } {
  const cases = [
    ...Array.from(accepted.rows, (row) => ({
      row,
      target: accepted.target[row] ?? 0,
      weight: accepted.weights[row] ?? 0,
    })),
    ...inferred,
  ]
  return {
    columns: columns.map((column) =>
      columnOf(
        column.name,
        column.kind,
        cases.map(({ row }) => cellOf(column, row)),
      ),
    ),
    sample: {
      target: Int8Array.from(cases, ({ target }) => target),
      weights: Float64Array.from(cases, ({ weight }) => weight),
      rows: Int32Array.from(cases.keys()),
    },
  }
}
