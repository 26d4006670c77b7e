import { lettersOf, type Scorecard } from './scorecard.js'

/** A band with what it needs; places are those of the scale's letters, of the dimensions in their order. */
export interface BandFloors {
  readonly place: number
  readonly floors: readonly { readonly dimension: number; readonly atLeast: number }[]
}

/** Points times weight, and weight, of what counts in each dimension. */
export interface DimensionSums {
  readonly earned: ArrayLike<number>
  readonly weight: ArrayLike<number>
}

/**
 * What each band of a scorecard (as one profile has it) needs, best first. A floor of a dimension that the profile does
 * not use asks nothing.
 */
export function bandFloors(scorecard: Scorecard): BandFloors[] {
  const letters = lettersOf(scorecard)
  const dimensions = scorecard.dimensions.map(({ code }) => code)
  return scorecard.grades.map(({ grade, floors = [] }) => ({
    place: letters.indexOf(grade),
    floors: floors
      .map(({ dimension, atLeast }) => ({ dimension: dimensions.indexOf(dimension), atLeast }))
      .filter(({ dimension }) => dimension >= 0),
  }))
}

export function hasFloors(bands: readonly BandFloors[]): boolean {
  return bands.some(({ floors }) => floors.length > 0)
}

/** Where a floor was missed: the band, which of its floors, and the place of the next band. */
export interface Missed {
  readonly band: number
  readonly floor: number
  readonly next: number
}

/**
 * The place of the grade once floors have been looked at: the band that the score and the caps allow, or the next one
 * down whose floors are met. A dimension of which nothing counts meets no floor. `onMissed` is told of every floor
 * that was missed on the way.
 */
export function settle(
  bands: readonly BandFloors[],
  { byScore, capped }: { readonly byScore: number; readonly capped: number },
  { earned, weight }: DimensionSums,
  onMissed?: (missed: Missed) => void,
): number {
  let place = Math.max(byScore, capped)
  for (let band = 0; band < bands.length - 1; band += 1) {
    const { place: own = 0, floors = [] } = bands[band] ?? {}
    const next = bands[band + 1]?.place ?? own
    if (own < byScore) continue
    if (own > place) break
    for (let floor = 0; floor < floors.length; floor += 1) {
      const { dimension = 0, atLeast = 0 } = floors[floor] ?? {}
      const [got = 0, of = 0] = [earned[dimension], weight[dimension]]
      if (of > 0 && got >= atLeast * of) continue
      place = Math.max(place, next)
      onMissed?.({ band, floor, next })
    }
  }
  return place
}
