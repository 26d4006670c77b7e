import { aucDeLong } from '../validation/delong.js'
import { outcomesOf, type Case } from './case.js'

const SEGMENTS_MAX = 20

export interface SegmentFigures {
  /** The text of the segment column; empty where it says nothing, null for all the rare ones together. */
  readonly segment: string | null
  readonly n: number
  readonly bad: number
  readonly badRate: number
  readonly meanPd: number
  readonly auc: number | null
  readonly aucStandardError: number | null
}

/** How good the predictions are for each text of a column; beyond 20 of them the rarest go together. */
export function segmentFigures(cases: readonly Case[], segmentOf: (row: number) => string): SegmentFigures[] {
  const groups = new Map<string, Case[]>()
  for (const one of cases) {
    const segment = segmentOf(one.row).trim()
    const group = groups.get(segment)
    if (group === undefined) groups.set(segment, [one])
    else group.push(one)
  }
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
  const shown = sorted.slice(0, sorted.length > SEGMENTS_MAX ? SEGMENTS_MAX - 1 : SEGMENTS_MAX)
  const rest = sorted.slice(shown.length).flatMap(([, group]) => group)
  return [
    ...shown.map(([segment, group]) => figuresOfSegment(segment, group)),
    ...(rest.length === 0 ? [] : [figuresOfSegment(null, rest)]),
  ]
}

function figuresOfSegment(segment: string | null, cases: readonly Case[]): SegmentFigures {
  const n = cases.length
  const bad = cases.reduce((sum, { y }) => sum + y, 0)
  const estimate = aucDeLong(outcomesOf(cases))
  return {
    ...{ segment, n, bad, badRate: bad / n, meanPd: cases.reduce((sum, { pd }) => sum + pd, 0) / n },
    auc: estimate?.auc ?? null,
    aucStandardError: estimate?.standardError ?? null,
  }
}
