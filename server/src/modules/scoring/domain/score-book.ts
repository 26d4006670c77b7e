import type { BookColumns } from './book-columns.js'
import { bandFloors, hasFloors, settle, type BandFloors } from './floors.js'
import { grades } from './grade-scale.js'
import { moveBy } from './overlay.js'
import { variantsOf } from './profiles.js'
import {
  conditionReader,
  pointsReader,
  staleReader,
  type PointsOfRow,
  type TestOfRow,
} from './read-columns.js'
import { countsAs, fewestPoints, lettersOf, rejects, type Scorecard, type Veto } from './scorecard.js'

/** What a scorecard gives to each customer of a book, by row. */
export interface BookScores {
  /** Hundredths of a point. */
  readonly scores: Uint16Array
  /** Places in `grades`, caps and floors applied. */
  readonly grades: Uint8Array
  /** Places among the letters of the scorecard's scale. */
  readonly letters: Uint8Array
  /** Places of the profile that was applied; past the last one: none. */
  readonly profiles: Uint8Array
  /** Basis points. */
  readonly coverage: Uint16Array
  /** 1 where a veto holds. */
  readonly vetoed: Uint8Array
}

interface Column {
  readonly weight: number
  /** Place of its dimension. */
  readonly dimension: number
  readonly points: PointsOfRow
  readonly isStale: TestOfRow
  /** What a missing value is given; null leaves the indicator out. */
  readonly given: number | null
}

/** A scorecard as one profile has it, over the columns of a book. */
interface Scorer {
  readonly isMeant: TestOfRow
  readonly columns: readonly Column[]
  /** Points of the row at hand. */
  readonly seen: Int16Array
  readonly bands: readonly BandFloors[]
  readonly asksFloors: boolean
  readonly earned: Float64Array
  readonly weight: Float64Array
}

/**
 * Scores rows `from` to before `to` of a book into `out`, exactly as `evaluate` does one customer and the overlays that
 * are in force after it, without explaining.
 * A caller that must not block takes a few thousand rows at a time.
 */
export function scoreRows(
  document: Scorecard,
  columns: BookColumns,
  out: BookScores,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const scorers = variantsOf(document).map(({ when, scorecard }) => scorerOf(when, scorecard, columns))
  const capOf = gradeCaps(document)
  const bandOf = gradePlaces(document)
  const five = lettersOf(document).map((letter) => grades.indexOf(countsAs(document, letter)))
  const vetoes = document.vetoes.map((veto) => vetoOf(veto, document, columns))
  for (let row = from; row < to; row += 1) {
    let profile = 0
    while (profile < scorers.length - 1 && scorers[profile]?.isMeant(row) !== true) profile += 1
    const scorer = scorers[profile]
    if (!scorer) continue
    const coverage = scoreRow(scorer, row, out)
    let capped = capOf(coverage)
    let vetoed = 0
    for (const { at, unverified, rejecting, hits, isUnknown } of vetoes) {
      if (hits(row)) {
        capped = Math.max(capped, at)
        vetoed |= rejecting
      } else if (isUnknown(row)) capped = Math.max(capped, unverified)
    }
    let byScore = bandOf(out.scores[row] ?? 0)
    const overlays = columns.overlays(row)
    if (overlays.length > 0) {
      const standing = { score: out.scores[row] ?? 0, place: byScore }
      const moved = moveBy(overlays, standing, { five: grades[five[byScore] ?? 0] ?? 'C', bandOf })
      out.scores[row] = moved.score
      byScore = Math.min(moved.place, five.length - 1)
    }
    const place = scorer.asksFloors
      ? settle(scorer.bands, { byScore, capped }, scorer)
      : Math.max(byScore, capped)
    out.letters[row] = place
    out.grades[row] = five[place] ?? 0
    out.profiles[row] = profile
    out.coverage[row] = coverage
    out.vetoed[row] = vetoed
  }
}

export function emptyScores(rows: number): BookScores {
  return {
    scores: new Uint16Array(rows),
    grades: new Uint8Array(rows),
    letters: new Uint8Array(rows),
    profiles: new Uint8Array(rows),
    coverage: new Uint16Array(rows),
    vetoed: new Uint8Array(rows),
  }
}

function scorerOf(
  when: Parameters<typeof conditionReader>[0],
  scorecard: Scorecard,
  book: BookColumns,
): Scorer {
  const columns = columnsOf(scorecard, book)
  const bands = bandFloors(scorecard)
  return {
    isMeant: conditionReader(when, book),
    columns,
    seen: new Int16Array(columns.length),
    bands,
    asksFloors: hasFloors(bands),
    earned: new Float64Array(scorecard.dimensions.length),
    weight: new Float64Array(scorecard.dimensions.length),
  }
}

/**
 * Writes the score of one row and gives its coverage; leaves what its dimensions earned in the scorer where floors ask
 * for it. The rules of missing and stale values are those of `evaluate`.
 */
function scoreRow(scorer: Scorer, row: number, out: BookScores): number {
  const { columns, seen, asksFloors } = scorer
  let earned = 0
  let coverage = 0
  if (asksFloors) {
    scorer.earned.fill(0)
    scorer.weight.fill(0)
  }
  columns.forEach(({ points, isStale, weight, dimension }, index) => {
    const given = points(row)
    seen[index] = given
    if (given < 0 || isStale(row)) return
    earned += weight * given
    coverage += weight
    if (asksFloors) add(scorer, dimension, weight, given)
  })
  let total = earned
  let counted = coverage
  const mean = coverage === 0 ? 0 : Math.floor(earned / coverage)
  columns.forEach(({ weight, isStale, given, dimension }, index) => {
    const own = seen[index] ?? -1
    if (own >= 0 && !isStale(row)) return
    const points = filled(own, given, { earned, coverage, mean })
    if (points < 0) return
    total += weight * points
    counted += weight
    if (asksFloors) add(scorer, dimension, weight, points)
  })
  out.scores[row] = counted === 0 ? 0 : Math.floor((200 * total + counted) / (2 * counted))
  return coverage
}

function add({ earned, weight }: Scorer, dimension: number, of: number, points: number): void {
  earned[dimension] = (earned[dimension] ?? 0) + of * points
  weight[dimension] = (weight[dimension] ?? 0) + of
}

/** Points of a missing or stale value; −1 leaves the indicator out. */
function filled(
  own: number,
  given: number | null,
  known: { readonly earned: number; readonly coverage: number; readonly mean: number },
): number {
  if (given === null) return own >= 0 && own * known.coverage < known.earned ? own : -1
  const points = Math.min(given, known.mean)
  return own >= 0 && own < points ? own : points
}

function columnsOf(scorecard: Scorecard, book: BookColumns): Column[] {
  return scorecard.dimensions.flatMap(({ indicators }, dimension) =>
    indicators.map((indicator): Column => {
      const { whenMissing } = indicator
      const worst = fewestPoints(indicator)
      return {
        weight: indicator.weightBasisPoints,
        dimension,
        points: pointsReader(indicator, book),
        isStale: staleReader(indicator, book),
        given: whenMissing === 'exclude' ? null : whenMissing === 'neutral' ? scorecard.neutralPoints : worst,
      }
    }),
  )
}

function gradePlaces(scorecard: Scorecard): (score: number) => number {
  const letters = lettersOf(scorecard)
  const bands = scorecard.grades.map(({ grade, fromHundredths }) => ({
    from: fromHundredths,
    place: letters.indexOf(grade),
  }))
  return (score) => {
    for (const { from, place } of bands) if (score >= from) return place
    return letters.length - 1
  }
}

function gradeCaps(scorecard: Scorecard): (coverage: number) => number {
  const letters = lettersOf(scorecard)
  const caps = scorecard.coverageCaps.map((cap) => ({
    below: cap.belowBasisPoints,
    at: letters.indexOf(cap.gradeAtMost),
  }))
  return (coverage) => {
    let worst = 0
    for (const { below, at } of caps) if (coverage < below && at > worst) worst = at
    return worst
  }
}

function vetoOf(veto: Veto, scorecard: Scorecard, columns: BookColumns) {
  const letters = lettersOf(scorecard)
  const known = knownReader(veto.feature, columns)
  const stale = columns.stale.get(veto.feature)
  return {
    at: letters.indexOf(veto.gradeAtMost),
    unverified: veto.unknownAtMost === null ? 0 : letters.indexOf(veto.unknownAtMost),
    rejecting: rejects(scorecard, veto) ? 1 : 0,
    hits: hitReader(veto, columns),
    isUnknown: (row: number) => !known(row) || stale?.[row] === 1,
  }
}

function knownReader(feature: Veto['feature'], columns: BookColumns): (row: number) => boolean {
  const codes = columns.codes.get(feature)
  if (codes) return (row) => (codes[row] ?? 0) > 0
  const numbers = columns.numbers.get(feature)
  return (row) => !Number.isNaN(numbers?.[row] ?? Number.NaN)
}

function hitReader({ feature, when }: Veto, columns: BookColumns): (row: number) => boolean {
  const codes = columns.codes.get(feature)
  if (codes) {
    const hits = columns.texts.map((text) => text !== null && meets(when, text))
    return (row) => hits[codes[row] ?? 0] ?? false
  }
  const numbers = columns.numbers.get(feature)
  return (row) => {
    const value = numbers?.[row] ?? Number.NaN
    return !Number.isNaN(value) && meets(when, value)
  }
}

/** Whether a known value is what a veto speaks of. */
function meets(when: Veto['when'], value: number | string): boolean {
  return when.kind === 'one-of' ? when.values.includes(String(value)) : Number(value) >= when.value
}
