/** A tensor of an ONNX file: numbers as doubles, texts, or neither where its type is read by nobody. */
export interface OnnxTensor {
  readonly dims: readonly number[]
  readonly numbers: readonly number[]
}

/** An attribute of a node; of the many kinds that ONNX knows those that models of tables use. */
export interface OnnxAttribute {
  readonly float?: number
  readonly int?: number
  readonly text?: string
  readonly floats: readonly number[]
  readonly ints: readonly number[]
  readonly texts: readonly string[]
  readonly tensor?: OnnxTensor
}

export interface OnnxNode {
  readonly operator: string
  /** Empty for the operators of ONNX itself, `ai.onnx.ml` for those of machine learning. */
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, OnnxAttribute>
}

/** An input or output with the type and the shape of its tensor. */
export interface OnnxValue {
  readonly name: string
  /** As in TensorProto.DataType: 1 float, 7 int64, 8 text, 11 double; null for sequences and maps. */
  readonly type: number | null
  /** Null for a dimension that is not fixed. */
  readonly dims: readonly (number | null)[]
}

/** A model in the Open Neural Network Exchange format: a graph of operators. */
export interface OnnxGraph {
  readonly producer: string
  readonly operatorSets: readonly { readonly domain: string; readonly version: number }[]
  readonly nodes: readonly OnnxNode[]
  readonly initializers: ReadonlyMap<string, OnnxTensor>
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
}
