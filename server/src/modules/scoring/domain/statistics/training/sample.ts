/** The cases that a model is fitted on: rows of the columns, with class and weight by row. */
export interface Sample {
  /** 1 bad, 0 good; by row of the table. */
  readonly target: Int8Array
  /** By row of the table. */
  readonly weights: Float64Array
  /** The rows that count. */
  readonly rows: Int32Array
}

export function unweighted(target: Int8Array, rows: Int32Array): Sample {
  return { target, rows, weights: new Float64Array(target.length).fill(1) }
}
