import { shuffled } from '../numeric/random.js'

/** Rows to fit on and rows to test with. */
export interface Split {
  readonly train: Int32Array
  readonly test: Int32Array
}

/** A random split that keeps the bad rate: the same for the same seed. Rows in the order of the file. */
export function stratifiedSplit(target: Int8Array, rows: Int32Array, testShare: number, seed: number): Split {
  const folds = stratifiedFolds(target, rows, Math.round(1000 * testShare), 1000, seed)
  return {
    train: rows.filter((_, at) => (folds[at] ?? 0) === 0),
    test: rows.filter((_, at) => (folds[at] ?? 0) === 1),
  }
}

/** Per row 1 for `part` of each `whole` of its class, else 0. */
function stratifiedFolds(
  target: Int8Array,
  rows: Int32Array,
  part: number,
  whole: number,
  seed: number,
): Int8Array {
  const chosen = new Int8Array(rows.length)
  for (const cases of byClass(target, rows)) {
    const order = shuffled(cases.length, seed)
    const size = Math.round((cases.length * part) / whole)
    for (const at of order.slice(0, size)) chosen[cases[at] ?? 0] = 1
  }
  return chosen
}

/** Fold 0 … k−1 of each row, each with the same share of either class; the same for the same seed. */
export function foldsOf(target: Int8Array, rows: Int32Array, k: number, seed: number): Int8Array {
  const folds = new Int8Array(rows.length)
  for (const cases of byClass(target, rows)) {
    for (const [place, at] of shuffled(cases.length, seed).entries()) folds[cases[at] ?? 0] = place % k
  }
  return folds
}

/** Places in `rows` of the good and of the bad. */
function byClass(target: Int8Array, rows: Int32Array): number[][] {
  const places = Array.from(rows.keys())
  return [0, 1].map((value) => places.filter((at) => target[rows[at] ?? 0] === value))
}
