import { fewestPoints, type Indicator, type LinePoint } from './scorecard.js'

/** Points of a value, null when it cannot be read. */
export function pointsOf(indicator: Indicator, value: number | string): number | null {
  if (typeof value === 'string') {
    if (indicator.codes.length === 0) return null
    return indicator.codes.find(({ code }) => code === value)?.points ?? fewestPoints(indicator)
  }
  if (indicator.line !== undefined) return onLine(indicator.line, value)
  const bin = indicator.bins.find(
    ({ from, to }) => (from === null || value >= from) && (to === null || value < to),
  )
  return bin?.points ?? null
}

/** Points on straight lines between corners, whole, rounded half up; as at the nearest corner outside of them. */
export function onLine(line: readonly LinePoint[], value: number): number | null {
  const after = line.findIndex(({ at }) => at >= value)
  const right = after < 0 ? line.at(-1) : line[after]
  const left = line[after - 1]
  if (right === undefined) return null
  if (after <= 0 || left === undefined || right.at === value) return right.points
  const [run, rise] = [right.at - left.at, right.points - left.points]
  return left.points + Math.floor((2 * (value - left.at) * rise + run) / (2 * run))
}

/** In how many steps an indicator shows the book: bins, or the stretches of a line, or codes and all others. */
export function stepsOf({ bins, codes, line }: Indicator): number {
  if (codes.length > 0) return codes.length + 1
  return line === undefined ? bins.length : line.length + 1
}

/** The step of a number. */
export function stepAt({ bins, line }: Indicator, value: number): number {
  if (line === undefined) return binAt(bins, value)
  let index = 0
  while (index < line.length && value >= (line[index]?.at ?? Infinity)) index += 1
  return index
}

/** The bin of a value among gapless bins. */
function binAt(bins: Indicator['bins'], value: number): number {
  let index = 0
  while (index < bins.length - 1 && value >= (bins[index]?.to ?? Infinity)) index += 1
  return index
}
