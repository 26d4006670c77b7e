import type { Bins } from './bins-api'

/** Bins by hand: cut points of a number or groups of a category. */
export type ManualBins = { breaks: number[] } | { groups: string[][] }

/** What the bins are now, as bins by hand. */
export function manualOf({ kind, breaks, groups }: Pick<Bins, 'kind' | 'breaks' | 'groups'>): ManualBins {
  return kind === 'number' ? { breaks: [...breaks] } : { groups: groups.map((group) => [...group]) }
}

/** One bin of the bin at a place and the next one. */
export function merged(bins: ManualBins, at: number): ManualBins {
  if ('breaks' in bins) return { breaks: bins.breaks.filter((_, place) => place !== at) }
  const next = bins.groups[at + 1]
  if (next === undefined) return bins
  return {
    groups: bins.groups.flatMap((group, place) =>
      place === at ? [[...group, ...next]] : place === at + 1 ? [] : [group],
    ),
  }
}

/** A further cut point; the same bins where there is one already. */
export function cutAt({ breaks }: { breaks: readonly number[] }, cut: number): { breaks: number[] } {
  return { breaks: [...new Set([...breaks, cut])].sort((a, b) => a - b) }
}

/** Another number for the cut point at a place. */
export function cutMoved(
  { breaks }: { breaks: readonly number[] },
  at: number,
  to: number,
): { breaks: number[] } {
  return cutAt({ breaks: breaks.filter((_, place) => place !== at) }, to)
}

/** A text in another group (`to` past the last: in one of its own); groups that become empty go. */
export function levelMoved(
  { groups }: { groups: readonly (readonly string[])[] },
  level: string,
  to: number,
): { groups: string[][] } {
  const without = groups.map((group) => group.filter((text) => text !== level))
  const placed = without.map((group, at) => (at === to ? [...group, level] : group))
  return { groups: (to >= groups.length ? [...placed, [level]] : placed).filter((group) => group.length > 0) }
}
