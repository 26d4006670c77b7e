import { Refusal } from '../../../../kernel/errors.js'
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../../../kernel/onnx-graph.js'
import { numbersOf, textOf, unsupported } from './attributes.js'
import { linearClassifier, linearRegressor, treeClassifier, treeRegressor, type Said } from './classifiers.js'
import type { MappedColumn, OnnxColumn } from './columns.js'
import { withStep, type Element, type Step } from './element.js'
import { linearLayer, shiftedBy, softmax } from './linear-layer.js'
import { complement, type Chance } from './margin.js'

/** What stands at a place of the graph, as far as it is followed. */
type Value =
  | { readonly kind: 'record'; readonly elements: readonly Element[] }
  | { readonly kind: 'texts'; readonly columns: readonly number[] }
  | { readonly kind: 'numbers'; readonly tensor: OnnxTensor }
  | { readonly kind: 'labels' }
  | Said

export interface Foretold {
  /** Of one class, or of two that sum to one. */
  readonly chances: readonly Chance[]
  readonly classes: readonly string[]
}

/**
 * The probabilities that a graph ends with, of records as they are mapped to its columns. Refuses a graph that has none, and operators that are
 * not known.
 */
export function foretoldBy(
  graph: OnnxGraph,
  columns: readonly OnnxColumn[],
  mapped: readonly MappedColumn[] = [],
): Foretold {
  const follow = follower(graph, columns, mapped)
  let refused: Refusal | undefined
  for (const { name } of graph.outputs) {
    try {
      const value = follow(name, 0)
      if (value.kind === 'chances' && value.chances.length <= 2) return value
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused = error
    }
  }
  throw refused ?? new Refusal('onnx_no_probability')
}

/** Longer than any chain of operators that exporters write. */
const CHAIN_MAX = 200

function follower(graph: OnnxGraph, columns: readonly OnnxColumn[], mapped: readonly MappedColumn[]) {
  const makers = new Map(
    graph.nodes.flatMap((node) => node.outputs.map((name, at) => [name, { node, at }] as const)),
  )
  const known = new Map<string, Value>(
    [...graph.initializers].map(([name, tensor]) => [name, { kind: 'numbers', tensor }]),
  )
  for (const { name } of graph.inputs) known.set(name, inputValue(columns, mapped, name))
  const follow = (name: string, depth: number): Value => {
    const found = known.get(name)
    if (found !== undefined) return found
    const made = makers.get(name)
    if (made === undefined || depth > CHAIN_MAX) throw new Refusal('onnx_unreadable')
    const inputs = made.node.inputs.map((input) => follow(input, depth + 1))
    const value = outcomeOf(made.node, made.at, inputs)
    known.set(name, value)
    return value
  }
  return follow
}

function inputValue(columns: readonly OnnxColumn[], mapped: readonly MappedColumn[], name: string): Value {
  const places = columns.flatMap(({ input, text }, column) => (input === name ? [{ column, text }] : []))
  if (places.some(({ text }) => text)) return { kind: 'texts', columns: places.map(({ column }) => column) }
  // A tensor of 32 bits rounds what it is given.
  return {
    kind: 'record',
    elements: places.map(({ column }) => {
      const { factor = 1, level = null } = mapped[column] ?? {}
      const steps: Step[] = factor === 1 ? [] : [{ kind: 'scale', offset: 0, factor, single: false }]
      if (columns[column]?.single === true) steps.push({ kind: 'single' })
      return { column, level, steps }
    }),
  }
}

function outcomeOf(node: OnnxNode, at: number, inputs: readonly Value[]): Value {
  const [first] = inputs
  switch (node.operator) {
    case 'Identity':
    case 'Cast':
    case 'ZipMap':
      return cast(node, first)
    case 'Constant':
      return constant(node)
    case 'Concat':
    case 'FeatureVectorizer':
      return joined(node, inputs)
    case 'Scaler':
    case 'Imputer':
    case 'OneHotEncoder':
    case 'Sub':
    case 'Add':
    case 'Mul':
    case 'Div':
      return prepared(node, inputs)
    case 'MatMul':
    case 'Gemm':
      return layer(node, inputs)
    case 'LinearClassifier':
      return at === 0 ? { kind: 'labels' } : linearClassifier(node, elementsOf(node, first))
    case 'TreeEnsembleClassifier':
      return at === 0 ? { kind: 'labels' } : treeClassifier(node, elementsOf(node, first))
    case 'LinearRegressor':
      return linearRegressor(node, elementsOf(node, first))
    case 'TreeEnsembleRegressor':
      return treeRegressor(node, elementsOf(node, first))
    case 'Sigmoid':
      if (first?.kind !== 'margins') throw unsupported(node.operator)
      return {
        ...{ kind: 'chances', classes: [] },
        chances: first.margins.map((margin) => ({ margin, link: 'logistic' })),
      }
    case 'Softmax':
      if (first?.kind !== 'margins') throw unsupported(node.operator)
      return softmax(node, first.margins)
    case 'Normalizer':
      // Two probabilities that sum to one stay as they are.
      if (first?.kind !== 'chances' || textOf(node, 'norm', 'MAX') !== 'L1') throw unsupported(node.operator)
      return first
    case 'Reshape':
    case 'Flatten':
    case 'Squeeze':
      if (first?.kind === 'margins' && first.margins.length === 1) return first
      if (first?.kind === 'chances' && first.chances.length === 1) return first
      throw unsupported(node.operator)
    default:
      throw unsupported(node.operator)
  }
}

const FLOAT = 1
const DOUBLE = 11

function cast(node: OnnxNode, value: Value | undefined): Value {
  if (value === undefined) throw new Refusal('onnx_unreadable')
  if (node.operator !== 'Cast' || value.kind !== 'record') return value
  const to = node.attributes.get('to')?.int ?? 0
  if (to !== FLOAT && to !== DOUBLE) throw unsupported(`Cast to ${to}`)
  if (to === DOUBLE) return value
  return { kind: 'record', elements: value.elements.map((element) => withStep(element, { kind: 'single' })) }
}

function constant(node: OnnxNode): Value {
  const tensor = node.attributes.get('value')?.tensor
  if (tensor === undefined) throw unsupported(node.operator)
  return { kind: 'numbers', tensor }
}

function joined(node: OnnxNode, inputs: readonly Value[]): Value {
  if (inputs.every((one) => one.kind === 'record')) {
    return { kind: 'record', elements: inputs.flatMap(({ elements }) => elements) }
  }
  if (inputs.every((one) => one.kind === 'chances')) {
    return { kind: 'chances', chances: inputs.flatMap(({ chances }) => chances), classes: [] }
  }
  throw unsupported(node.operator)
}

/** A record times constant weights; a Gemm adds constants in the same step. */
function layer(node: OnnxNode, [record, weights, shift]: readonly Value[]): Value {
  const added = shift === undefined ? [] : shift.kind === 'numbers' ? shift.tensor.numbers : undefined
  if (weights?.kind !== 'numbers' || added === undefined) throw unsupported(node.operator)
  return linearLayer(node, elementsOf(node, record), weights.tensor, added)
}

function elementsOf(node: OnnxNode, value: Value | undefined): readonly Element[] {
  if (value?.kind !== 'record') throw unsupported(node.operator)
  return value.elements
}

/** What is done to a record before a model reads it; and one less a probability. */
function prepared(node: OnnxNode, [first, second]: readonly Value[]): Value {
  if (node.operator === 'OneHotEncoder') return oneHot(node, first)
  if (node.operator === 'Sub' && first?.kind === 'numbers' && second?.kind === 'chances') {
    if (first.tensor.numbers.some((one) => one !== 1)) throw unsupported(node.operator)
    return { ...second, chances: second.chances.map(complement) }
  }
  if (node.operator === 'Add') {
    // After a layer, in either order.
    const [sum, shift] = first?.kind === 'numbers' ? [second, first] : [first, second]
    if (sum?.kind === 'margins' && shift?.kind === 'numbers') {
      return shiftedBy(node, sum.margins, shift.tensor.numbers)
    }
  }
  if (first?.kind !== 'record') throw unsupported(node.operator)
  const { elements } = first
  const given = second?.kind === 'numbers' ? second.tensor.numbers : []
  // One number for all, or one for each.
  const each = (numbers: readonly number[], at: number, standard: number) =>
    (numbers.length === 1 ? numbers[0] : numbers[at]) ?? standard
  const scale = (offset: (at: number) => number, factor: (at: number) => number): Value => ({
    kind: 'record',
    elements: elements.map((element, at) => {
      const single = element.steps.some(({ kind }) => kind === 'single')
      return withStep(element, { kind: 'scale', offset: offset(at), factor: factor(at), single })
    }),
  })
  if (node.operator === 'Scaler') {
    const [offsets, factors] = [numbersOf(node, 'offset'), numbersOf(node, 'scale')]
    return scale(
      (at) => each(offsets, at, 0),
      (at) => each(factors, at, 1),
    )
  }
  if (node.operator === 'Imputer') return imputed(node, elements, each)
  if (![1, elements.length].includes(given.length)) throw unsupported(node.operator)
  if (node.operator === 'Sub' || node.operator === 'Add') {
    const sign = node.operator === 'Sub' ? 1 : -1
    return scale(
      (at) => sign * each(given, at, 0),
      () => 1,
    )
  }
  return scale(
    () => 0,
    (at) => (node.operator === 'Div' ? 1 / each(given, at, 1) : each(given, at, 1)),
  )
}

function imputed(
  node: OnnxNode,
  elements: readonly Element[],
  each: (numbers: readonly number[], at: number, standard: number) => number,
): Value {
  const values = numbersOf(node, 'imputed_value_floats')
  const replaced = node.attributes.get('replaced_value_float')?.float ?? Number.NaN
  if (values.length === 0 || !Number.isNaN(replaced)) throw unsupported(`${node.operator}: ${replaced}`)
  return {
    kind: 'record',
    elements: elements.map((element, at) =>
      withStep(element, { kind: 'impute', value: each(values, at, 0) }),
    ),
  }
}

function oneHot(node: OnnxNode, value: Value | undefined): Value {
  const levels = node.attributes.get('cats_strings')?.texts ?? []
  if (value?.kind !== 'texts' || levels.length === 0) throw unsupported(node.operator)
  return {
    kind: 'record',
    elements: value.columns.flatMap((column) => levels.map((level) => ({ column, level, steps: [] }))),
  }
}
