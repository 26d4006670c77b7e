import type { BookColumns } from './book-columns.js'
import { grades, type ScaleGrade } from './grade-scale.js'
import { stepsOf } from './points.js'
import { variantsOf } from './profiles.js'
import { stepReader } from './read-columns.js'
import type { BookScores } from './score-book.js'
import { indicatorsOf, lettersOf, type Scorecard } from './scorecard.js'

/** A customer counts as bad with an item more than this many days past due, or while a veto of the scorecard in force holds. */
export const BAD_OVER_DAYS = 90

export interface GradeCount {
  readonly grade: ScaleGrade
  readonly customers: number
  readonly bad: number
}

/** How a book looks under one scorecard. */
export interface BookPicture {
  readonly grades: readonly GradeCount[]
  /** By profile and grade, in the order of the profiles and last without one; empty without profiles. */
  readonly profiles: readonly { readonly code: string | null; readonly grades: readonly GradeCount[] }[]
  /** By the letters of its scale, where the grades above are those that they count as; null where they are the same. */
  readonly letters: readonly GradeCount[] | null
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
  /** Customers by grade now (rows) and after (columns), in the order of the grades of both pictures. */
  readonly migration: readonly (readonly number[])[]
}

/** A row with its grade and score under both scorecards. */
export interface Move {
  readonly row: number
  readonly gradeNow: ScaleGrade
  readonly gradeAfter: ScaleGrade
  readonly scoreNow: number
  readonly scoreAfter: number
}

const STEP = 500
const STEPS = 20

/** 1 for each bad customer of the book. */
export function badRows({ numbers, ids }: BookColumns, inForce: BookScores): Uint8Array {
  const overdue = numbers.get('overdue_days_max')
  return Uint8Array.from(ids, (_, row) =>
    inForce.vetoed[row] === 1 || (overdue?.[row] ?? Number.NaN) > BAD_OVER_DAYS ? 1 : 0,
  )
}

/** A scorecard with what it gives. */
interface Tried {
  readonly scorecard: Scorecard
  readonly scores: BookScores
}

/** On which letters two scorecards can be compared: their own where they have the same scale, else the five grades. */
function ranksOf(now: Tried, after: Tried) {
  const [letters, others] = [lettersOf(now.scorecard), lettersOf(after.scorecard)]
  if (letters !== others) return { letters: grades, now: now.scores.grades, after: after.scores.grades }
  return { letters, now: now.scores.letters, after: after.scores.letters }
}

export function compareBook(bad: Uint8Array, now: Tried, after: Tried): BookComparison {
  const ranks = ranksOf(now, after)
  const size = ranks.letters.length
  const migration = Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
  let up = 0
  let down = 0
  let scoreOnly = 0
  for (let row = 0; row < bad.length; row += 1) {
    const from = ranks.now[row] ?? 0
    const to = ranks.after[row] ?? 0
    const cells = migration[from]
    if (cells) cells[to] = (cells[to] ?? 0) + 1
    if (to < from) up += 1
    else if (to > from) down += 1
    else if (now.scores.scores[row] !== after.scores.scores[row]) scoreOnly += 1
  }
  return {
    customers: bad.length,
    bad: bad.reduce((sum, one) => sum + one, 0),
    now: pictureOf(bad, now, ranks.letters),
    after: pictureOf(bad, after, ranks.letters),
    ...{ up, down, scoreOnly, migration },
  }
}

function pictureOf(bad: Uint8Array, tried: Tried, letters: readonly ScaleGrade[]): BookPicture {
  const { scorecard, scores: given } = tried
  const own = lettersOf(scorecard)
  const steps = new Uint32Array(STEPS)
  let alerts = 0
  let vetoed = 0
  let total = 0
  for (let row = 0; row < bad.length; row += 1) {
    const score = given.scores[row] ?? 0
    const step = Math.min(STEPS - 1, Math.floor(score / STEP))
    steps[step] = (steps[step] ?? 0) + 1
    if (score < scorecard.alertBelowHundredths) alerts += 1
    vetoed += given.vetoed[row] ?? 0
    total += score
  }
  const places = own === letters ? given.letters : given.grades
  const variants = variantsOf(scorecard)
  return {
    grades: countGrades(letters, places, bad),
    letters: own === letters ? null : countGrades(own, given.letters, bad),
    profiles:
      variants.length === 1
        ? []
        : variants.map(({ code }, profile) => ({
            code,
            grades: countGrades(letters, places, bad, (row) => given.profiles[row] === profile),
          })),
    scores: [...steps],
    ...{ alerts, vetoed, meanScore: bad.length === 0 ? 0 : Math.round(total / bad.length) },
    auc: aucOf(bad, given.scores),
  }
}

function countGrades(
  letters: readonly ScaleGrade[],
  places: Uint8Array,
  bad: Uint8Array,
  isMeant: (row: number) => boolean = () => true,
): GradeCount[] {
  const customers = new Uint32Array(letters.length)
  const badOnes = new Uint32Array(letters.length)
  for (let row = 0; row < bad.length; row += 1) {
    const place = places[row] ?? 0
    if (!isMeant(row)) continue
    customers[place] = (customers[place] ?? 0) + 1
    badOnes[place] = (badOnes[place] ?? 0) + (bad[row] ?? 0)
  }
  return letters.map((grade, place) => ({
    ...{ grade, customers: customers[place] ?? 0, bad: badOnes[place] ?? 0 },
  }))
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
export function topMoves(now: Tried, after: Tried, each: number): { up: Move[]; down: Move[] } {
  const ranks = ranksOf(now, after)
  const up: FarMove[] = []
  const down: FarMove[] = []
  for (let row = 0; row < now.scores.scores.length; row += 1) {
    const [from, to] = [ranks.now[row] ?? 0, ranks.after[row] ?? 0]
    const [scoreNow, scoreAfter] = [now.scores.scores[row] ?? 0, after.scores.scores[row] ?? 0]
    const rises = to < from || (to === from && scoreAfter > scoreNow)
    if (!rises && to === from && scoreAfter === scoreNow) continue
    const far = Math.abs(to - from) * 100_000 + Math.abs(scoreAfter - scoreNow)
    const list = rises ? up : down
    if (list.length === each && (list.at(-1)?.far ?? 0) >= far) continue
    const [gradeNow, gradeAfter] = [ranks.letters[from] ?? 'C', ranks.letters[to] ?? 'C']
    keepFurthest(list, { far, move: { row, gradeNow, gradeAfter, scoreNow, scoreAfter } }, each)
  }
  return { up: up.map(({ move }) => move), down: down.map(({ move }) => move) }
}

interface FarMove {
  readonly far: number
  readonly move: Move
}

/** Inserts into a short list that is kept in order, furthest first. */
function keepFurthest(list: FarMove[], one: FarMove, most: number): void {
  const place = list.findIndex(({ far }) => far < one.far)
  list.splice(place < 0 ? list.length : place, 0, one)
  if (list.length > most) list.pop()
}

/** How the book spreads over the bins of an indicator. */
export interface IndicatorSpread {
  readonly indicator: string
  readonly missing: { readonly customers: number; readonly bad: number }
  /** In the order of the indicator's bins or stretches of its line, or of its codes and then one for all others. */
  readonly steps: readonly { readonly customers: number; readonly bad: number }[]
}

export function spreadOf(scorecard: Scorecard, columns: BookColumns, bad: Uint8Array): IndicatorSpread[] {
  return indicatorsOf(scorecard).map((indicator) => {
    const stepOf = stepReader(indicator, columns)
    const size = stepsOf(indicator)
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
