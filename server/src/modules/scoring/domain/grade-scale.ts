/** The five grades that policies, rules and lists know; best first. */
export const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const
export type Grade = (typeof grades)[number]

/** The nine grades of GB/T 22116 (Classification of enterprise credit grades); best first. */
export const nineGrades = ['AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C'] as const

/** A letter of either scale. */
export type ScaleGrade = (typeof nineGrades)[number]

export const scales = { five: grades, nine: nineGrades } as const satisfies Record<
  string,
  readonly ScaleGrade[]
>
export type Scale = keyof typeof scales
export const scaleNames = Object.keys(scales) as Scale[]

/**
 * As which of the five grades each of the nine usually counts. A scorecard on nine grades says it for each of its bands;
 * this is the proposal, and what holds for a letter without a band.
 */
export const usuallyCountsAs: Readonly<Record<ScaleGrade, Grade>> = {
  AAA: 'AAA',
  AA: 'AA',
  A: 'A',
  BBB: 'B',
  BB: 'B',
  B: 'C',
  CCC: 'C',
  CC: 'C',
  C: 'C',
}
