import type { Scorecard } from './api'

type Content = Scorecard['content']
export type Letter = Content['grades'][number]['grade']

const five: readonly Letter[] = ['AAA', 'AA', 'A', 'B', 'C']
const nine: readonly Letter[] = ['AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C']

/** The letters of a scorecard's scale, best first. */
export function lettersOf(content: Content): readonly Letter[] {
  return content.scale === 'nine' ? nine : five
}
