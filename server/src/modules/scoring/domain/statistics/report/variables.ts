import { intervalOf, regularBins } from '../binning/binning.js'
import type { Contribution, ScorecardFeature } from '../scorecard/statistical-scorecard.js'
import { parseCell } from '../training/column.js'
import { columnsOf, type FittedModel } from '../training/model.js'
import { quantileOf } from '../validation/psi.js'
import { thinned, type Case } from './case.js'
import { featureStability, type Stability } from './stability.js'

const EFFECT_BINS = 8
const EFFECT_CASES_MAX = 2_000

export interface VariableBin {
  /** `[-inf,12)`, the texts of a group, a special code, or `missing`. */
  readonly label: string
  readonly count: number
  readonly bad: number
  readonly badRate: number
  /** Scorecards: of the training sample. */
  readonly woe: number | null
  readonly iv: number | null
  readonly points: number | null
  /** Boosted models: mean contribution to the log-odds of bad. */
  readonly effect: number | null
}

export interface Variable {
  readonly feature: string
  readonly kind: 'number' | 'category'
  readonly stability: Stability | null
  /** Scorecards only, as are the next four. */
  readonly iv: number | null
  readonly trend: string | null
  readonly coefficient: number | null
  readonly standardError: number | null
  readonly pValue: number | null
  readonly bins: readonly VariableBin[]
}

export interface VariableSource {
  readonly model: FittedModel
  readonly train: readonly Case[]
  readonly test: readonly Case[]
  readonly textOf: (feature: string, row: number) => string
  readonly contributionsOf: (row: number) => readonly Contribution[]
}

/** Every variable of a model with its bins: of a scorecard as fitted, of a boosted model as its trees use them. */
export function variablesOf(source: VariableSource): Variable[] {
  const { model, train, test, textOf } = source
  const stability = (feature: string, kind: 'number' | 'category') =>
    featureStability(
      kind,
      train.map(({ row }) => textOf(feature, row)),
      test.map(({ row }) => textOf(feature, row)),
    )
  if (model.method === 'scorecard') {
    return model.features.map((one) => ({
      ...{ feature: one.binning.feature, kind: one.binning.kind, iv: one.iv, trend: one.trend },
      ...{ coefficient: one.coefficient, standardError: one.standardError, pValue: one.pValue },
      stability: stability(one.binning.feature, one.binning.kind),
      bins: scorecardBins(one),
    }))
  }
  const cases = thinned([...train, ...test], EFFECT_CASES_MAX)
  const parts = new Map(cases.map(({ row }) => [row, source.contributionsOf(row)]))
  return columnsOf(model).map(({ feature, kind }) => ({
    ...{ feature, kind, iv: null, trend: null, coefficient: null, standardError: null, pValue: null },
    stability: stability(feature, kind),
    bins: effectBins(cases, {
      kind,
      textOf: (row) => textOf(feature, row),
      effectOf: (row) => parts.get(row)?.find((part) => part.feature === feature)?.logOdds ?? 0,
    }),
  }))
}

function scorecardBins({ labels, table, points, binning }: ScorecardFeature): VariableBin[] {
  const bins = table.map(({ count, bad, badRate, woe, iv }, at) => ({
    ...{ label: labels[at] ?? '', count, bad, badRate, woe, iv },
    ...{ points: points[at] ?? null, effect: null },
  }))
  // A bin without cases says nothing, unless it is one of the intervals or groups.
  return bins.filter(({ count }, at) => count > 0 || at < regularBins(binning))
}

function effectBins(
  cases: readonly Case[],
  column: {
    readonly kind: 'number' | 'category'
    readonly textOf: (row: number) => string
    readonly effectOf: (row: number) => number
  },
): VariableBin[] {
  const cells = cases.map((one) => ({ one, cell: parseCell(column.kind, column.textOf(one.row)) }))
  const numbers = cells
    .map(({ cell }) => cell)
    .filter((cell) => typeof cell === 'number')
    .sort((a, b) => a - b)
  const edges = Array.from({ length: EFFECT_BINS - 1 }, (_, at) =>
    quantileOf(numbers, (at + 1) / EFFECT_BINS),
  )
  const breaks = [...new Set(edges)].filter((edge) => Number.isFinite(edge) && edge > (numbers[0] ?? 0))
  const groups = new Map<string, { order: number; cases: Case[] }>()
  for (const { one, cell } of cells) {
    const bin = typeof cell === 'number' ? intervalOf(breaks, cell) : EFFECT_BINS + (cell === null ? 2 : 1)
    const label = typeof cell === 'number' ? intervalLabel(breaks, bin) : (cell ?? 'missing')
    const group = groups.get(label) ?? { order: bin, cases: [] }
    group.cases.push(one)
    groups.set(label, group)
  }
  return [...groups]
    .sort((a, b) => a[1].order - b[1].order || b[1].cases.length - a[1].cases.length)
    .slice(0, 30)
    .map(([label, { cases: within }]) => {
      const bad = within.reduce((sum, { y }) => sum + y, 0)
      const effect = within.reduce((sum, { row }) => sum + column.effectOf(row), 0) / within.length
      const evidence = { count: within.length, bad, badRate: bad / within.length }
      return { label, ...evidence, woe: null, iv: null, points: null, effect }
    })
}

function intervalLabel(breaks: readonly number[], bin: number): string {
  return `[${breaks[bin - 1] ?? '-inf'},${breaks[bin] ?? 'inf'})`
}
