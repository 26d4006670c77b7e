import { ColumnBuilder, inputsAt, type BookColumns } from './book-columns.js'
import {
  badRows,
  compareBook,
  spreadOf,
  topMoves,
  type BookComparison,
  type IndicatorSpread,
  type Move,
} from './compare-book.js'
import { featureCodes, type FeatureCode, type FeatureInputs } from './features.js'
import type { Formula } from './formula.js'
import { grades, type Grade } from './grade-scale.js'
import { histogramOf, numbersHistogram, type FeatureHistogram } from './histogram.js'
import { moveReasons } from './move-reasons.js'
import type { Overlay } from './overlay.js'
import { formulaReader } from './read-columns.js'
import { emptyScores, scoreRows, type BookScores } from './score-book.js'
import type { Scorecard } from './scorecard.js'
import type { Bilingual } from '../../../kernel/bilingual.js'

/** Rows scored before others get their turn: a few milliseconds. */
const SLICE = 5_000
const MOVERS = 10

/** A customer who moves, and why. */
export interface Mover extends Omit<Move, 'row'> {
  readonly customerId: string
  readonly reasons: readonly Bilingual[]
}

export interface BookPreview extends BookComparison {
  readonly spread: readonly IndicatorSpread[]
  readonly moversUp: readonly Mover[]
  readonly moversDown: readonly Mover[]
}

/** A customer whose grade changes. */
export interface GradeMove {
  readonly customerId: string
  readonly gradeNow: Grade
  readonly gradeAfter: Grade
}

/** How much of the book knows a feature. */
export interface FeatureCoverage {
  readonly feature: FeatureCode
  readonly known: number
  readonly stale: number
}

/** Lets whoever else waits run. */
export type Pause = () => Promise<void>

/** A book in memory, and the scorecards that are tried on it. */
export class BookEngine {
  private builder = new ColumnBuilder(0)
  private columns: BookColumns = this.builder.build()
  /** Scores by the scorecard in force, which every preview compares with. */
  private known: { readonly scorecard: string; readonly scores: BookScores } | undefined

  begin(customers: number, overlays: readonly Overlay[]): void {
    this.builder = new ColumnBuilder(customers, overlays)
  }

  /**
   * Takes lines of a customer's id (36 characters), the places of the overlays in force for it separated by commas, and
   * the inputs of its rating as a JSON object.
   */
  load(lines: string): void {
    for (const line of lines.split('\n')) {
      if (line === '') continue
      const json = line.indexOf('{', 36)
      const inputs = JSON.parse(line.slice(json)) as FeatureInputs
      this.builder.add(line.slice(0, 36), inputs, line.slice(36, json))
    }
  }

  finish(): void {
    this.columns = this.builder.build()
    this.known = undefined
  }

  private async scoresInForce(scorecard: Scorecard, pause: Pause): Promise<BookScores> {
    const { columns } = this
    const key = JSON.stringify(scorecard)
    if (this.known?.scorecard === key) return this.known.scores
    const scores = await scored(scorecard, columns, pause)
    // Another book may have been loaded meanwhile.
    if (columns === this.columns) this.known = { scorecard: key, scores }
    return scores
  }

  /** Applies a scorecard beside the one in force to the whole book. */
  async preview(inForce: Scorecard, tried: Scorecard, pause: Pause): Promise<BookPreview> {
    return this.compare(inForce, { left: inForce, right: tried }, pause)
  }

  /** Applies two scorecards to the whole book; who is bad the one in force says. */
  async compare(
    inForce: Scorecard,
    { left, right }: { readonly left: Scorecard; readonly right: Scorecard },
    pause: Pause,
  ): Promise<BookPreview> {
    const { columns } = this
    const known = await this.scoresInForce(inForce, pause)
    const now = { scorecard: left, scores: left === inForce ? known : await scored(left, columns, pause) }
    const after = { scorecard: right, scores: await scored(right, columns, pause) }
    const bad = badRows(columns, known)
    const { up, down } = topMoves(now, after, MOVERS)
    const moverOf = ({ row, ...move }: Move): Mover => ({
      ...move,
      customerId: columns.ids[row] ?? '',
      reasons: moveReasons(left, right, inputsAt(columns, row)),
    })
    return {
      ...compareBook(bad, now, after),
      spread: spreadOf(right, columns, bad),
      moversUp: up.map(moverOf),
      moversDown: down.map(moverOf),
    }
  }

  /** Customers whose grade would change, in order of the book. */
  async gradeMoves(inForce: Scorecard, tried: Scorecard, pause: Pause): Promise<GradeMove[]> {
    const { columns } = this
    const now = await this.scoresInForce(inForce, pause)
    const after = await scored(tried, columns, pause)
    return columns.ids.flatMap((customerId, row): GradeMove[] => {
      const [from, to] = [grades[now.grades[row] ?? 0], grades[after.grades[row] ?? 0]]
      return from && to && from !== to ? [{ customerId, gradeNow: from, gradeAfter: to }] : []
    })
  }

  /** How a feature, or the value of a formula, spreads over the book, with the bad customers of each part. */
  async histogram(of: FeatureCode | Formula, inForce: Scorecard, pause: Pause): Promise<FeatureHistogram> {
    const { columns } = this
    const bad = badRows(columns, await this.scoresInForce(inForce, pause))
    if (typeof of === 'string') return histogramOf(columns, of, bad)
    const read = formulaReader(of, columns)
    return numbersHistogram(
      Float64Array.from(columns.ids, (_, row) => read(row)),
      bad,
    )
  }

  coverage(): { readonly customers: number; readonly features: readonly FeatureCoverage[] } {
    const { columns } = this
    const features = featureCodes.map((feature): FeatureCoverage => {
      const codes = columns.codes.get(feature)
      const numbers = columns.numbers.get(feature)
      const stale = columns.stale.get(feature)
      let known = 0
      let old = 0
      for (let row = 0; row < columns.ids.length; row += 1) {
        const isKnown = codes ? (codes[row] ?? 0) > 0 : !Number.isNaN(numbers?.[row] ?? Number.NaN)
        if (isKnown) known += 1
        if (isKnown && stale?.[row] === 1) old += 1
      }
      return { feature, known, stale: old }
    })
    return { customers: columns.ids.length, features }
  }
}

async function scored(scorecard: Scorecard, columns: BookColumns, pause: Pause): Promise<BookScores> {
  const rows = columns.ids.length
  const scores = emptyScores(rows)
  for (let from = 0; from < rows; from += SLICE) {
    scoreRows(scorecard, columns, scores, { from, to: Math.min(rows, from + SLICE) })
    await pause()
  }
  return scores
}
