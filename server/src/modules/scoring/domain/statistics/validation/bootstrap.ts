import { seededRandom } from '../numeric/random.js'
import type { Outcomes } from './discrimination.js'
import { quantileOf } from './psi.js'
import { orderOf } from './ranks.js'

/**
 * 95 % interval of the AUC over samples drawn with replacement: percentiles. Unlike DeLong's it needs no normal
 * distribution. The same for the same seed; null when a class is missing.
 */
export function bootstrapAuc(outcomes: Outcomes, seed: number, resamples = 1000): [number, number] | null {
  const { y, p } = outcomes
  const order = Int32Array.from(orderOf(p))
  const random = seededRandom(seed)
  const times = new Uint16Array(order.length)
  const aucs: number[] = []
  for (let sample = 0; sample < resamples; sample++) {
    times.fill(0)
    for (let draw = 0; draw < times.length; draw++) {
      const drawn = Math.floor(random() * times.length)
      times[drawn] = (times[drawn] ?? 0) + 1
    }
    const auc = weightedAuc(y, p, order, times)
    if (auc !== null) aucs.push(auc)
  }
  if (aucs.length === 0) return null
  const sorted = Float64Array.from(aucs).sort()
  return [quantileOf(sorted, 0.025), quantileOf(sorted, 0.975)]
}

/** AUC of cases that count several times, in one pass over them in the order of their predictions. */
function weightedAuc(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  order: Int32Array,
  times: Uint16Array,
): number | null {
  let pairs = 0
  let goodsBelow = 0
  let bads = 0
  let tiedGood = 0
  let tiedBad = 0
  for (let place = 0; place < order.length; place++) {
    const at = order[place] ?? 0
    const count = times[at] ?? 0
    if (y[at] === 1) tiedBad += count
    else tiedGood += count
    if (place + 1 < order.length && p[order[place + 1] ?? 0] === p[at]) continue
    pairs += tiedBad * (goodsBelow + tiedGood / 2)
    bads += tiedBad
    goodsBelow += tiedGood
    tiedBad = 0
    tiedGood = 0
  }
  return bads > 0 && goodsBelow > 0 ? pairs / (bads * goodsBelow) : null
}
