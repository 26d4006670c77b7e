/** Where a letter stands on the five colour steps, for the five-grade and the nine-grade scale (GB/T 22116). */
const steps: Readonly<Record<string, number>> = {
  AAA: 0,
  AA: 1,
  A: 2,
  BBB: 2,
  BB: 3,
  B: 3,
  CCC: 4,
  CC: 4,
  C: 4,
}

/** The colour step of a grade, 0 (best) to 4; an unknown letter stands at the middle. */
export function gradeStep(grade: string): number {
  return steps[grade.replace(/[+-]$/, '').toUpperCase()] ?? 2
}

export const fiveGrades = ['AAA', 'AA', 'A', 'B', 'C'] as const
