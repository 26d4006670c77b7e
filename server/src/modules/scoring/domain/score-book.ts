import type { BookColumns } from './book-columns.js'
import type { FeatureCode } from './features.js'
import { fewestPoints, grades, indicatorsOf, type Indicator, type Scorecard, type Veto } from './scorecard.js'

/** What a scorecard gives to each customer of a book, by row. */
export interface BookScores {
  /** Hundredths of a point. */
  readonly scores: Uint16Array
  /** Places in `grades`, caps applied. */
  readonly grades: Uint8Array
  /** Basis points. */
  readonly coverage: Uint16Array
  /** 1 where a veto holds. */
  readonly vetoed: Uint8Array
}

/** Points of each row of an indicator, whether stale or not; −1 where nothing can be read. */
type PointsOfRow = (row: number) => number

interface Column {
  readonly weight: number
  readonly points: PointsOfRow
  readonly stale: Uint8Array | undefined
  /** What a missing value is given; null leaves the indicator out. */
  readonly given: number | null
}

/**
 * Scores rows `from` to before `to` of a book into `out`, exactly as `evaluate` does one customer, without explaining.
 * A caller that must not block takes a few thousand rows at a time.
 */
export function scoreRows(
  scorecard: Scorecard,
  columns: BookColumns,
  out: BookScores,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const indicators = columnsOf(scorecard, columns)
  const seen = new Int16Array(indicators.length)
  const capOf = gradeCaps(scorecard)
  const vetoes = scorecard.vetoes.map((veto) => vetoOf(veto, columns))
  for (let row = from; row < to; row += 1) {
    const coverage = scoreRow(indicators, seen, row, out)
    let grade = Math.max(gradeOf(scorecard, out.scores[row] ?? 0), capOf(coverage))
    let vetoed = 0
    for (const { at, unverified, hits, isUnknown } of vetoes) {
      if (hits(row)) {
        grade = Math.max(grade, at)
        vetoed = 1
      } else if (isUnknown(row)) grade = Math.max(grade, unverified)
    }
    out.grades[row] = grade
    out.coverage[row] = coverage
    out.vetoed[row] = vetoed
  }
}

export function emptyScores(rows: number): BookScores {
  return {
    scores: new Uint16Array(rows),
    grades: new Uint8Array(rows),
    coverage: new Uint16Array(rows),
    vetoed: new Uint8Array(rows),
  }
}

/** Writes the score of one row and gives its coverage. The rules of missing and stale values are those of `evaluate`. */
function scoreRow(indicators: readonly Column[], seen: Int16Array, row: number, out: BookScores): number {
  let earned = 0
  let coverage = 0
  indicators.forEach(({ points, stale, weight }, index) => {
    const given = points(row)
    seen[index] = given
    if (given < 0 || stale?.[row] === 1) return
    earned += weight * given
    coverage += weight
  })
  let total = earned
  let counted = coverage
  const mean = coverage === 0 ? 0 : Math.floor(earned / coverage)
  indicators.forEach(({ weight, stale, given }, index) => {
    const own = seen[index] ?? -1
    if (own >= 0 && stale?.[row] !== 1) return
    const points = filled(own, given, { earned, coverage, mean })
    if (points < 0) return
    total += weight * points
    counted += weight
  })
  out.scores[row] = counted === 0 ? 0 : Math.floor((200 * total + counted) / (2 * counted))
  return coverage
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

function columnsOf(scorecard: Scorecard, columns: BookColumns): Column[] {
  return indicatorsOf(scorecard).map((indicator) => {
    const { whenMissing } = indicator
    const worst = fewestPoints(indicator)
    return {
      weight: indicator.weightBasisPoints,
      points: pointsReader(indicator, columns),
      stale: columns.stale.get(indicator.feature),
      given: whenMissing === 'exclude' ? null : whenMissing === 'neutral' ? scorecard.neutralPoints : worst,
    }
  })
}

function pointsReader(indicator: Indicator, columns: BookColumns): PointsOfRow {
  const codes = columns.codes.get(indicator.feature)
  if (codes) {
    const points = columns.texts.map((text) =>
      text === null || indicator.codes.length === 0
        ? -1
        : (indicator.codes.find(({ code }) => code === text)?.points ?? fewestPoints(indicator)),
    )
    return (row) => points[codes[row] ?? 0] ?? -1
  }
  const numbers = columns.numbers.get(indicator.feature)
  if (!numbers || indicator.bins.length === 0) return () => -1
  const points = indicator.bins.map((bin) => bin.points)
  return (row) => {
    const value = numbers[row] ?? Number.NaN
    return Number.isNaN(value) ? -1 : (points[binIndex(indicator, value)] ?? -1)
  }
}

/** The bin of a value among gapless bins. */
export function binIndex({ bins }: Indicator, value: number): number {
  let index = 0
  while (index < bins.length - 1 && value >= (bins[index]?.to ?? Infinity)) index += 1
  return index
}

const WORST = grades.length - 1

function gradeOf(scorecard: Scorecard, score: number): number {
  const band = scorecard.grades.find(({ fromHundredths }) => score >= fromHundredths)
  return band ? grades.indexOf(band.grade) : WORST
}

function gradeCaps({ coverageCaps }: Scorecard): (coverage: number) => number {
  const caps = coverageCaps.map((cap) => ({
    below: cap.belowBasisPoints,
    at: grades.indexOf(cap.gradeAtMost),
  }))
  return (coverage) => {
    let worst = 0
    for (const { below, at } of caps) if (coverage < below && at > worst) worst = at
    return worst
  }
}

function vetoOf(veto: Veto, columns: BookColumns) {
  const known = knownReader(veto.feature, columns)
  const stale = columns.stale.get(veto.feature)
  return {
    at: grades.indexOf(veto.gradeAtMost),
    unverified: veto.unknownAtMost === null ? 0 : grades.indexOf(veto.unknownAtMost),
    hits: hitReader(veto, columns),
    isUnknown: (row: number) => !known(row) || stale?.[row] === 1,
  }
}

function knownReader(feature: FeatureCode, columns: BookColumns): (row: number) => boolean {
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
