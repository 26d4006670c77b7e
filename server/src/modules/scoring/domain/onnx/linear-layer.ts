import type { OnnxNode, OnnxTensor } from '../../../../kernel/onnx-graph.js'
import { unsupported } from './attributes.js'
import { difference, pairOf, type Said } from './classifiers.js'
import type { Element } from './element.js'
import type { Margin } from './margin.js'

type Margins = Extract<Said, { readonly kind: 'margins' }>

/**
 * MatMul and Gemm of a record with constant weights: a linear margin for each column of the weights. So neural network
 * libraries write logistic regression.
 */
export function linearLayer(
  node: OnnxNode,
  elements: readonly Element[],
  weights: OnnxTensor,
  shift: readonly number[],
): Margins {
  const gemm = node.operator === 'Gemm'
  const flag = (name: string) => gemm && (node.attributes.get(name)?.int ?? 0) !== 0
  const [alpha, beta] = ['alpha', 'beta'].map((name) => (gemm ? node.attributes.get(name)?.float : null) ?? 1)
  const [rows = 0, columns = 1] = flag('transB') ? [...weights.dims].reverse() : weights.dims
  const fits =
    weights.dims.length <= 2 && rows === elements.length && weights.numbers.length === rows * columns
  if (flag('transA') || !fits) throw unsupported(`${node.operator} ${weights.dims.join('×')}`)
  const weight = (row: number, column: number) =>
    weights.numbers[flag('transB') ? column * rows + row : row * columns + column] ?? 0
  const margins = Array.from({ length: columns }, (_, column): Margin => ({
    kind: 'linear',
    intercept: 0,
    terms: elements.map((element, row) => ({ element, coefficient: (alpha ?? 1) * weight(row, column) })),
  }))
  return shiftedBy(
    node,
    margins,
    shift.map((one) => (beta ?? 1) * one),
  )
}

/** What is added after a layer: one number for each of its margins, or one for all; nothing where there is none. */
export function shiftedBy(node: OnnxNode, margins: readonly Margin[], shift: readonly number[]): Margins {
  if (![0, 1, margins.length].includes(shift.length)) throw unsupported(node.operator)
  return {
    kind: 'margins',
    margins: margins.map((margin, at) => {
      if (margin.kind !== 'linear') throw unsupported(node.operator)
      return { ...margin, intercept: margin.intercept + ((shift.length === 1 ? shift[0] : shift[at]) ?? 0) }
    }),
  }
}

/** Softmax of two margins: the probability of the second class is that of their difference. */
export function softmax(node: OnnxNode, margins: readonly Margin[]): Said {
  const [first, second] = margins
  if (first === undefined || second === undefined || margins.length > 2) {
    throw unsupported(`${node.operator}: ${margins.length}`)
  }
  return pairOf({ margin: difference(second, first), link: 'logistic' }, [])
}
