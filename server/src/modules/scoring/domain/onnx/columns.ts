import type { OnnxGraph } from '../../../../kernel/onnx-graph.js'
import { unsupported } from './attributes.js'

/** One number or text that a file wants to be given. */
export interface OnnxColumn {
  /** The input it belongs to. */
  readonly input: string
  readonly name: string
  readonly text: boolean
  /** Numbers of 32 bits. */
  readonly single: boolean
}

/** What stands in a column of the file. */
export interface MappedColumn {
  readonly feature: string
  /** 1 where the feature has this text, 0 where another. */
  readonly level?: string | undefined
  /** The file wants the feature times this, for example 0.0001 for basis points as a share. */
  readonly factor?: number | undefined
  /** What a record counts as that has nothing there; of linear models only, trees know a way for it. */
  readonly missing?: number | undefined
}

const FLOAT = 1
const TEXT = 8
const numeric = new Set([FLOAT, 6, 7, 11])
const COLUMNS_MAX = 1_000

/** Columns of all inputs, in order. Refuses inputs whose width is not fixed, and types that are no table's. */
export function columnsOfGraph({ inputs }: OnnxGraph): OnnxColumn[] {
  const columns = inputs.flatMap(({ name, type, dims }): OnnxColumn[] => {
    if (type === null || !(type === TEXT || numeric.has(type))) throw unsupported(`${name}: ${type ?? '?'}`)
    const width = dims.length < 2 ? 1 : dims[1]
    if (width === null || width === undefined || width < 1 || dims.length > 2)
      throw unsupported(`${name}: [?]`)
    if (width > COLUMNS_MAX) throw unsupported(`${name}: ${width}`)
    const shape = { input: name, text: type === TEXT, single: type === FLOAT }
    return width === 1
      ? [{ ...shape, name }]
      : Array.from({ length: width }, (_, at) => ({ ...shape, name: `${name}[${at}]` }))
  })
  if (columns.length === 0 || columns.length > COLUMNS_MAX) throw unsupported(`${columns.length} inputs`)
  return columns
}
