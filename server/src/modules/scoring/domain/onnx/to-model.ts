import { Refusal } from '../../../../kernel/errors.js'
import type { OnnxGraph } from '../../../../kernel/onnx-graph.js'
import type { BoostedModel, ModelInput } from '../statistics/boosting/boosted-model.js'
import type { LinearModel, LinearTerm } from '../statistics/linear/linear-model.js'
import { standardScaling } from '../statistics/scorecard/scaling.js'
import type { FittedModel } from '../statistics/training/model.js'
import { columnsOfGraph, type MappedColumn, type OnnxColumn } from './columns.js'
import { lineOf, type Element } from './element.js'
import { foretoldBy, type Foretold } from './evaluate.js'
import { complement, type Chance, type Margin } from './margin.js'

export interface OnnxMapping {
  /** By column of the file. */
  readonly columns: readonly MappedColumn[]
  /** The class that is bad; left out: `1`, or the second. */
  readonly badClass?: string | undefined
}

/** What a file is, before anybody has said what its columns are. */
export interface OnnxSummary {
  readonly producer: string
  readonly operators: readonly string[]
  readonly columns: readonly OnnxColumn[]
  readonly classes: readonly string[]
  readonly kind: 'trees' | 'linear'
  readonly trees: number
}

/** Looks into a file. Refuses what cannot become a model, with the reason. */
export function summaryOf(graph: OnnxGraph): OnnxSummary {
  const columns = columnsOfGraph(graph)
  const { chances, classes } = foretoldBy(graph, columns)
  const margin = marginOf(chances)
  return {
    producer: graph.producer,
    operators: [...new Set(graph.nodes.map(({ operator }) => operator))],
    ...{ columns, classes, kind: margin.kind },
    trees: margin.kind === 'trees' ? margin.trees.length : 0,
  }
}

/**
 * A file as a document of this program, which scores, explains, exports and is replayed as one that was trained here.
 * It says what the file says to about the sixth digit: the file adds up in 32 bits, we in 64; every split is decided
 * alike.
 */
export function modelOfOnnx(graph: OnnxGraph, mapping: OnnxMapping): FittedModel {
  const columns = columnsOfGraph(graph)
  assertMapping(columns, mapping.columns)
  const bad = badChance(foretoldBy(graph, columns, mapping.columns), mapping.badClass)
  const { margin, link } = bad
  if (margin.kind === 'trees') return treesOf(margin, link, columns, mapping)
  if (link === 'identity') throw new Refusal('onnx_no_probability')
  return linearOf(margin, columns, mapping)
}

function marginOf(chances: readonly Chance[]): Margin {
  const [first] = chances
  if (first === undefined) throw new Refusal('onnx_no_probability')
  return first.margin
}

function badChance({ chances, classes }: Foretold, badClass: string | undefined): Chance {
  const [first, second = first] = chances
  if (first === undefined || second === undefined) throw new Refusal('onnx_no_probability')
  if (badClass === undefined) return classes[0] === '1' ? first : second
  const names = classes.length === 2 ? classes : ['0', '1']
  const place = names.indexOf(badClass)
  if (place < 0) throw new Refusal('onnx_class', { class: badClass, classes: names.join(', ') })
  // A file that gives one probability gives that of its second class.
  return place === 1 ? second : chances.length === 2 ? first : complement(first)
}

function assertMapping(columns: readonly OnnxColumn[], mapped: readonly MappedColumn[]): void {
  if (mapped.length !== columns.length) {
    throw new Refusal('onnx_mapping', { columns: columns.length, given: mapped.length })
  }
  const seen = new Set<string>()
  for (const { feature, level } of mapped) {
    const key = JSON.stringify([feature, level ?? null])
    const whole = JSON.stringify([feature, null])
    if (seen.has(key) || (level !== undefined && seen.has(whole))) {
      throw new Refusal('onnx_feature_twice', { feature })
    }
    seen.add(key)
  }
}

/** The column of an element as our models read it; `text` columns of the file come one level at a time. */
function inputOf({ column, level }: Element, mapped: readonly MappedColumn[]): ModelInput {
  return { feature: mapped[column]?.feature ?? '', level }
}

function kindsOf(columns: readonly OnnxColumn[], mapped: readonly MappedColumn[]): BoostedModel['columns'] {
  const kinds = new Map<string, 'number' | 'category'>()
  for (const [at, { feature, level }] of mapped.entries()) {
    kinds.set(feature, columns[at]?.text === true || level !== undefined ? 'category' : 'number')
  }
  return [...kinds].map(([feature, kind]) => ({ feature, kind }))
}

function treesOf(
  { base, trees, elements }: Extract<Margin, { kind: 'trees' }>,
  link: Chance['link'],
  columns: readonly OnnxColumn[],
  { columns: mapped }: OnnxMapping,
): BoostedModel {
  return {
    ...{ method: 'gbm', scaling: standardScaling, columns: kindsOf(columns, mapped) },
    inputs: elements.map((element) => inputOf(element, mapped)),
    ensemble: { base, trees },
    calibration: { kind: link === 'identity' ? 'probability' : 'none' },
  }
}

function linearOf(
  { intercept, terms }: Extract<Margin, { kind: 'linear' }>,
  columns: readonly OnnxColumn[],
  { columns: mapped }: OnnxMapping,
): LinearModel {
  let sum = intercept
  const ours = terms.map(({ element, coefficient }): LinearTerm => {
    const { slope, shift, missing } = lineOf(element)
    sum += coefficient * shift
    // A scaled column says nothing at its mean.
    const mean = slope === 0 || element.level !== null ? 0 : -shift / slope
    const stands = mapped[element.column]?.missing ?? missing ?? mean
    return {
      ...{ input: inputOf(element, mapped), coefficient: coefficient * slope },
      ...{ missing: stands, neutral: shift === 0 ? stands : mean },
    }
  })
  return {
    ...{ method: 'linear', scaling: standardScaling, columns: kindsOf(columns, mapped) },
    ...{ intercept: sum, terms: ours },
  }
}
