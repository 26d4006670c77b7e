export interface Link {
  from: string
  to: string
}

export interface Place {
  x: number
  y: number
}

/** Distance between the left edges of neighbours and between the top edges of layers, in canvas pixels. */
export const columnStep = 248
export const rowStep = 150

/** Links that lead back to a node on the way here are left out, so that the rest has layers. */
function withoutLoops(keys: readonly string[], links: readonly Link[]): readonly Link[] {
  const kept: Link[] = []
  const state = new Map<string, 'open' | 'done'>()
  const walk = (key: string): void => {
    state.set(key, 'open')
    for (const link of links) {
      if (link.from !== key || state.get(link.to) === 'open') continue
      kept.push(link)
      if (!state.has(link.to)) walk(link.to)
    }
    state.set(key, 'done')
  }
  const targets = new Set(links.map((link) => link.to))
  for (const key of [...keys.filter((one) => !targets.has(one)), ...keys]) if (!state.has(key)) walk(key)
  return kept
}

/** The layer of a node is one below the deepest node that leads to it. */
function layersOf(keys: readonly string[], links: readonly Link[]): Map<string, number> {
  const layers = new Map<string, number>()
  const depth = (key: string): number => {
    const known = layers.get(key)
    if (known !== undefined) return known
    const above = links.filter((link) => link.to === key).map((link) => depth(link.from))
    const own = above.length === 0 ? 0 : Math.max(...above) + 1
    layers.set(key, own)
    return own
  }
  for (const key of keys) depth(key)
  return layers
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Puts the wishes of one layer side by side, in order, each at least one column from the last, centred as wished. */
function spread(wishes: readonly { key: string; wish: number }[]): Map<string, number> {
  const placed: number[] = []
  for (const { wish } of wishes) placed.push(Math.max(wish, (placed.at(-1) ?? -Infinity) + 1))
  const shift = (mean(wishes.map(({ wish }) => wish)) ?? 0) - (mean(placed) ?? 0)
  return new Map(wishes.map(({ key }, index) => [key, (placed[index] ?? 0) + shift]))
}

/**
 * Places the nodes of a flow from top to bottom: a layer per step, each node below the middle of those that lead to
 * it, branches side by side in the order of their links. Made for flows, which are nearly trees with joins.
 */
export function layOut(keys: readonly string[], allLinks: readonly Link[]): Map<string, Place> {
  const known = new Set(keys)
  const links = withoutLoops(
    keys,
    allLinks.filter(({ from, to }) => known.has(from) && known.has(to)),
  )
  const layers = layersOf(keys, links)
  const columns = new Map<string, number>()
  const deepest = Math.max(0, ...layers.values())
  for (let layer = 0; layer <= deepest; layer += 1) {
    const wishes = keys
      .filter((key) => layers.get(key) === layer)
      .map((key, index) => ({ key, wish: wishOf(key, links, columns) ?? index }))
      .sort((a, b) => a.wish - b.wish)
    for (const [key, column] of spread(wishes)) columns.set(key, column)
  }
  return new Map(
    keys.map((key) => [
      key,
      { x: Math.round((columns.get(key) ?? 0) * columnStep), y: (layers.get(key) ?? 0) * rowStep },
    ]),
  )
}

/** The middle of the nodes above, moved to the side for one of several branches of the same node. */
function wishOf(
  key: string,
  links: readonly Link[],
  columns: ReadonlyMap<string, number>,
): number | undefined {
  return mean(
    links
      .filter((link) => link.to === key)
      .map(({ from }) => {
        const branches = links.filter((link) => link.from === from).map((link) => link.to)
        return (columns.get(from) ?? 0) + branches.indexOf(key) - (branches.length - 1) / 2
      }),
  )
}
