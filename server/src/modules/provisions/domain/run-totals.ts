import { noMovement, sumMovements, type Movement } from './movement.js'
import type { Method, ProvisionLine } from './provision.js'

/** What is provided for in one bucket of one risk group, in minor units of the base currency. */
export interface RunCell {
  readonly method: Method
  readonly riskGroup: string
  readonly bucketNo: number
  readonly accounts: number
  /** Open receivables. */
  readonly grossMinor: bigint
  /** The same less the credits that are set off. */
  readonly baseMinor: bigint
  /** The rate that counted; null where each customer has its own. */
  readonly lossBp: number | null
  readonly provisionMinor: bigint
}

export interface SegmentMovement {
  readonly segmentCode: string
  readonly movement: Movement
}

export interface RunTotals {
  readonly cells: readonly RunCell[]
  readonly segments: readonly SegmentMovement[]
}

/** Sums of lines by method, risk group and bucket; an account with several currencies counts once per currency. */
export function cellsOf(
  lines: readonly ProvisionLine[],
  grossOf: (line: ProvisionLine) => bigint,
): RunCell[] {
  const cells = new Map<string, RunCell>()
  for (const line of lines) {
    const { method, bucketNo } = line
    const riskGroup = method === 'matrix' ? line.riskGroup : ''
    const key = JSON.stringify([method, riskGroup, bucketNo])
    const sum = cells.get(key)
    cells.set(key, {
      ...{ method, riskGroup, bucketNo, accounts: (sum?.accounts ?? 0) + 1 },
      grossMinor: (sum?.grossMinor ?? 0n) + grossOf(line),
      baseMinor: (sum?.baseMinor ?? 0n) + line.baseMinor,
      lossBp: method === 'individual' ? null : line.lossBp,
      provisionMinor: (sum?.provisionMinor ?? 0n) + line.provisionMinor,
    })
  }
  const order = ({ method, riskGroup }: RunCell) => `${method === 'matrix' ? 0 : 1}${method} ${riskGroup}`
  return [...cells.values()].sort((a, b) => order(a).localeCompare(order(b), 'en') || a.bucketNo - b.bucketNo)
}

/** Movements of accounts added up by segment, by code. */
export function movementsBySegment(
  movements: Iterable<{ readonly segmentCode: string; readonly movement: Movement }>,
): SegmentMovement[] {
  const bySegment = new Map<string, Movement>()
  for (const { segmentCode, movement } of movements)
    bySegment.set(segmentCode, sumMovements([bySegment.get(segmentCode) ?? noMovement, movement]))
  return [...bySegment]
    .map(([segmentCode, movement]) => ({ segmentCode, movement }))
    .sort((a, b) => a.segmentCode.localeCompare(b.segmentCode, 'en'))
}
