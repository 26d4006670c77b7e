import type { Dimension, Indicator, Scorecard } from './api'

export type Content = Scorecard['content']

export function indicatorsOf(content: Content): Indicator[] {
  return content.dimensions.flatMap((dimension) => dimension.indicators)
}

/** Divides a whole number in proportion to parts, exactly, by largest remainders; nobody gets less than one. */
export function divide(parts: readonly number[], total: number): number[] {
  const sum = parts.reduce((whole, part) => whole + part, 0)
  const shares = parts.map((part) => (sum === 0 ? total / parts.length : (part * total) / sum))
  const given = shares.map(Math.floor)
  const left = total - given.reduce((whole, part) => whole + part, 0)
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) given[index] = (given[index] ?? 0) + 1
  for (const [index, one] of given.entries()) {
    if (one > 0) continue
    const largest = given.indexOf(Math.max(...given))
    given[index] = 1
    given[largest] = (given[largest] ?? 0) - 1
  }
  return given
}

/**
 * Gives some indicators together a weight in basis points; they and all others keep their proportions among
 * themselves, locked ones their weight, and the whole stays exactly 100 %.
 */
export function setWeight(
  content: Content,
  codes: readonly string[],
  wanted: number,
  locked: ReadonlySet<string>,
): Content {
  const all = indicatorsOf(content)
  const single = codes.length === 1
  const isFree = ({ code }: Indicator) => !locked.has(code) || (single && codes.includes(code))
  const inside = all.filter((one) => codes.includes(one.code))
  const [chosen, rest] = [
    inside.filter(isFree),
    all.filter((one) => !codes.includes(one.code) && isFree(one)),
  ]
  if (chosen.length === 0 || rest.length === 0) return content
  const sum = (list: readonly Indicator[]) => list.reduce((total, one) => total + one.weightBasisPoints, 0)
  const insideFixed = sum(inside) - sum(chosen)
  const available = sum(chosen) + sum(rest)
  const most = available - rest.length
  const target = Math.min(most, Math.max(chosen.length, Math.round(wanted) - insideFixed))
  const weights = new Map<string, number>()
  const assign = (list: readonly Indicator[], total: number) => {
    const parts = divide(
      list.map(({ weightBasisPoints }) => weightBasisPoints),
      total,
    )
    list.forEach(({ code }, index) => weights.set(code, parts[index] ?? 1))
  }
  assign(chosen, target)
  assign(rest, available - target)
  return mapIndicators(content, (one) => ({
    ...one,
    weightBasisPoints: weights.get(one.code) ?? one.weightBasisPoints,
  }))
}

/** Changes indicators; the weight of each dimension is the sum of its own. */
function mapIndicators(content: Content, change: (indicator: Indicator) => Indicator): Content {
  return {
    ...content,
    dimensions: content.dimensions.map((dimension): Dimension => {
      const indicators = dimension.indicators.map(change)
      const weightBasisPoints = indicators.reduce((sum, one) => sum + one.weightBasisPoints, 0)
      return { ...dimension, indicators, weightBasisPoints }
    }),
  }
}

export function replaceIndicator(content: Content, indicator: Indicator): Content {
  return mapIndicators(content, (one) => (one.code === indicator.code ? indicator : one))
}

/** The bounds between the bins, rising. */
export function boundsOf({ bins }: Indicator): number[] {
  return bins.flatMap(({ to }) => (to === null ? [] : [to]))
}

/** Moves the bounds; the same indicator when they would not rise. */
export function moveBounds(indicator: Indicator, bounds: readonly number[]): Indicator {
  const rises = bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] ?? -Infinity))
  if (!rises || bounds.length !== indicator.bins.length - 1) return indicator
  const bins = indicator.bins.map((bin, index) => ({
    ...{ from: bounds[index - 1] ?? null, to: bounds[index] ?? null },
    points: bin.points,
  }))
  return { ...indicator, bins }
}

export function setBinPoints(indicator: Indicator, index: number, points: number): Indicator {
  const bins = indicator.bins.map((bin, at) => (at === index ? { ...bin, points } : bin))
  return { ...indicator, bins }
}

export function setCodePoints(indicator: Indicator, index: number, points: number): Indicator {
  const codes = indicator.codes.map((code, at) => (at === index ? { ...code, points } : code))
  return { ...indicator, codes }
}

/** Cuts a bin in two at its middle, or one step inside an open end; the same indicator when there is no room. */
export function splitBin(indicator: Indicator, index: number): Indicator {
  const bin = indicator.bins[index]
  if (bin === undefined) return indicator
  const { from, to, points } = bin
  const middle =
    from !== null && to !== null ? Math.floor((from + to) / 2) : (from ?? (to === null ? 0 : to - 2)) + 1
  if ((from !== null && middle <= from) || (to !== null && middle >= to)) return indicator
  const halves = [
    { from, to: middle, points },
    { from: middle, to, points },
  ]
  return { ...indicator, bins: indicator.bins.toSpliced(index, 1, ...halves) }
}

/** Gives a bin's range to its neighbour; the last bin stays. */
export function removeBin(indicator: Indicator, index: number): Indicator {
  if (indicator.bins.length < 2) return indicator
  const bounds = boundsOf(indicator).toSpliced(Math.min(index, indicator.bins.length - 2), 1)
  const points = indicator.bins.map((bin) => bin.points).toSpliced(index, 1)
  const bins = points.map((given, at) => ({
    ...{ from: bounds[at - 1] ?? null, to: bounds[at] ?? null, points: given },
  }))
  return { ...indicator, bins }
}
