import type { BookColumns } from './book-columns.js'
import { binIndex, type BookScores } from './score-book.js'
import { grades, indicatorsOf, type Grade, type Indicator, type Scorecard } from './scorecard.js'

/** A customer counts as bad with an item more than this many days past due, or while a veto of the scorecard in force holds. */
export const BAD_OVER_DAYS = 90

/** How a book looks under one scorecard. */
export interface BookPicture {
  readonly grades: readonly { readonly grade: Grade; readonly customers: number; readonly bad: number }[]
  /** Customers by score, in steps of five points from 0; 100 counts with the last. */
  readonly scores: readonly number[]
  /** Below the alert threshold. */
  readonly alerts: number
  readonly vetoed: number
  /** Hundredths of a point. */
  readonly meanScore: number
  /** How well the score tells bad from good today, 0–1; null without both. */
  readonly auc: number | null
}

/** What a scorecard would change on a book. */
export interface BookComparison {
  readonly customers: number
  readonly bad: number
  readonly now: BookPicture
  readonly after: BookPicture
  readonly up: number
  readonly down: number
  /** Of the customers that keep their grade, those whose score differs. */
  readonly scoreOnly: number
  /** Customers by grade now (rows) and after (columns), in the order of `grades`. */
  readonly migration: readonly (readonly number[])[]
}

/** A row with its grade and score under both scorecards. */
export interface Move {
  readonly row: number
  readonly gradeNow: Grade
  readonly gradeAfter: Grade
  readonly scoreNow: number
  readonly scoreAfter: number
}

const STEP = 500
const STEPS = 20
const GRADES = grades.length

/** 1 for each bad customer of the book. */
export function badRows({ numbers, ids }: BookColumns, inForce: BookScores): Uint8Array {
  const overdue = numbers.get('overdue_days_max')
  return Uint8Array.from(ids, (_, row) =>
    inForce.vetoed[row] === 1 || (overdue?.[row] ?? Number.NaN) > BAD_OVER_DAYS ? 1 : 0,
  )
}

export function compareBook(
  bad: Uint8Array,
  now: { readonly scorecard: Scorecard; readonly scores: BookScores },
  after: { readonly scorecard: Scorecard; readonly scores: BookScores },
): BookComparison {
  const migration = Array.from({ length: GRADES }, () => Array.from({ length: GRADES }, () => 0))
  let up = 0
  let down = 0
  let scoreOnly = 0
  for (let row = 0; row < bad.length; row += 1) {
    const from = now.scores.grades[row] ?? 0
    const to = after.scores.grades[row] ?? 0
    const cells = migration[from]
    if (cells) cells[to] = (cells[to] ?? 0) + 1
    if (to < from) up += 1
    else if (to > from) down += 1
    else if (now.scores.scores[row] !== after.scores.scores[row]) scoreOnly += 1
  }
  return {
    customers: bad.length,
    bad: bad.reduce((sum, one) => sum + one, 0),
    now: pictureOf(bad, now),
    after: pictureOf(bad, after),
    ...{ up, down, scoreOnly, migration },
  }
}

function pictureOf(
  bad: Uint8Array,
  { scorecard, scores: given }: { readonly scorecard: Scorecard; readonly scores: BookScores },
): BookPicture {
  const customers = new Uint32Array(GRADES)
  const badOnes = new Uint32Array(GRADES)
  const steps = new Uint32Array(STEPS)
  let alerts = 0
  let vetoed = 0
  let total = 0
  for (let row = 0; row < bad.length; row += 1) {
    const score = given.scores[row] ?? 0
    const grade = given.grades[row] ?? 0
    const step = Math.min(STEPS - 1, Math.floor(score / STEP))
    customers[grade] = (customers[grade] ?? 0) + 1
    badOnes[grade] = (badOnes[grade] ?? 0) + (bad[row] ?? 0)
    steps[step] = (steps[step] ?? 0) + 1
    if (score < scorecard.alertBelowHundredths) alerts += 1
    vetoed += given.vetoed[row] ?? 0
    total += score
  }
  return {
    grades: grades.map((grade, place) => ({
      ...{ grade, customers: customers[place] ?? 0, bad: badOnes[place] ?? 0 },
    })),
    scores: [...steps],
    ...{ alerts, vetoed, meanScore: bad.length === 0 ? 0 : Math.round(total / bad.length) },
    auc: aucOf(bad, given.scores),
  }
}

/** The share of pairs of a bad and a good customer in which the good one scores higher; ties count half. */
function aucOf(bad: Uint8Array, scores: Uint16Array): number | null {
  const badAt = new Float64Array(10_001)
  const goodAt = new Float64Array(10_001)
  for (let row = 0; row < bad.length; row += 1) {
    const at = bad[row] === 1 ? badAt : goodAt
    const score = scores[row] ?? 0
    at[score] = (at[score] ?? 0) + 1
  }
  let badBelow = 0
  let goods = 0
  let pairs = 0
  for (let score = 0; score < badAt.length; score += 1) {
    const good = goodAt[score] ?? 0
    const here = badAt[score] ?? 0
    pairs += good * (badBelow + here / 2)
    badBelow += here
    goods += good
  }
  return badBelow === 0 || goods === 0 ? null : pairs / (badBelow * goods)
}

/** The rows that move furthest, upwards and downwards: by notches, then by score, then in order of the book. */
export function topMoves(now: BookScores, after: BookScores, each: number): { up: Move[]; down: Move[] } {
  const up: Move[] = []
  const down: Move[] = []
  for (let row = 0; row < now.scores.length; row += 1) {
    const notches = (now.grades[row] ?? 0) - (after.grades[row] ?? 0)
    const points = (after.scores[row] ?? 0) - (now.scores[row] ?? 0)
    if (notches > 0 || (notches === 0 && points > 0)) keepFurthest(up, moveOf(row, now, after), each)
    else if (notches < 0 || points < 0) keepFurthest(down, moveOf(row, now, after), each)
  }
  return { up, down }
}

function moveOf(row: number, now: BookScores, after: BookScores): Move {
  return {
    row,
    gradeNow: grades[now.grades[row] ?? 0] ?? 'C',
    gradeAfter: grades[after.grades[row] ?? 0] ?? 'C',
    scoreNow: now.scores[row] ?? 0,
    scoreAfter: after.scores[row] ?? 0,
  }
}

function distance(move: Move): number {
  const notches = Math.abs(grades.indexOf(move.gradeNow) - grades.indexOf(move.gradeAfter))
  return notches * 100_000 + Math.abs(move.scoreNow - move.scoreAfter)
}

/** Inserts into a short list that is kept in order, furthest first. */
function keepFurthest(list: Move[], move: Move, most: number): void {
  const far = distance(move)
  const last = list[most - 1]
  if (last && distance(last) >= far) return
  const place = list.findIndex((one) => distance(one) < far)
  list.splice(place < 0 ? list.length : place, 0, move)
  if (list.length > most) list.pop()
}

/** How the book spreads over the bins of an indicator. */
export interface IndicatorSpread {
  readonly indicator: string
  readonly missing: { readonly customers: number; readonly bad: number }
  /** In the order of the indicator's bins, or of its codes followed by one for codes that are not listed. */
  readonly steps: readonly { readonly customers: number; readonly bad: number }[]
}

export function spreadOf(scorecard: Scorecard, columns: BookColumns, bad: Uint8Array): IndicatorSpread[] {
  return indicatorsOf(scorecard).map((indicator) => {
    const stepOf = stepReader(indicator, columns)
    const size = indicator.codes.length > 0 ? indicator.codes.length + 1 : indicator.bins.length
    const steps = Array.from({ length: size }, () => ({ customers: 0, bad: 0 }))
    const missing = { customers: 0, bad: 0 }
    for (let row = 0; row < bad.length; row += 1) {
      const step = steps[stepOf(row)] ?? missing
      step.customers += 1
      step.bad += bad[row] ?? 0
    }
    return { indicator: indicator.code, missing, steps }
  })
}

function stepReader(indicator: Indicator, columns: BookColumns): (row: number) => number {
  const codes = columns.codes.get(indicator.feature)
  if (codes) {
    const steps = columns.texts.map((text) => {
      if (text === null) return -1
      const place = indicator.codes.findIndex(({ code }) => code === text)
      return place < 0 ? indicator.codes.length : place
    })
    return (row) => steps[codes[row] ?? 0] ?? -1
  }
  const numbers = columns.numbers.get(indicator.feature)
  return (row) => {
    const value = numbers?.[row] ?? Number.NaN
    return Number.isNaN(value) ? -1 : binIndex(indicator, value)
  }
}
