import type { ManualBins } from './fit-binning.js'

/** True when cut points grow one by one, or groups are filled and no text is in two. */
export function areBins({ breaks, groups }: ManualBins): boolean {
  if ((breaks === undefined) === (groups === undefined)) return false
  if (breaks !== undefined) {
    return breaks.every((edge, at) => Number.isFinite(edge) && (at === 0 || edge > (breaks[at - 1] ?? edge)))
  }
  const texts = groups?.flat() ?? []
  return groups?.every((group) => group.length > 0) === true && new Set(texts).size === texts.length
}
