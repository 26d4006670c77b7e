import type { Column } from '../training/column.js'
import type { Sample } from '../training/sample.js'
import { withEvidence, type BinnedFeature } from './count-bins.js'
import { mergeOptimally, trends, type Merge, type Trend, type TrendChoice } from './optimal-merge.js'
import { splitByTree, type ValueCounts } from './prebin-tree.js'
import { evidence, type ClassCounts } from './woe.js'

export interface BinningSettings {
  /** `auto`: the trend with the most information. */
  readonly trend: TrendChoice
  readonly maxPrebins: number
  /** Smallest pre-bin as a share of the cases that have a value. */
  readonly minPrebinShare: number
  readonly maxBins: number
  /** Smallest bin as a share of all cases. */
  readonly minBinShare: number
  readonly minRateGap: number
  /** A peak or valley must have so much more information than the best monotone trend, as a share. */
  readonly turnGainMin: number
}

export const standardBinning: BinningSettings = {
  trend: 'auto',
  maxPrebins: 20,
  minPrebinShare: 0.05,
  maxBins: 20,
  minBinShare: 0,
  minRateGap: 0,
  turnGainMin: 0,
}

/**
 * For models: a turn of the bad rate that adds little is noise more often than not. Cross-validation on the reference
 * data is better with it, on either set.
 */
export const modelBinning: BinningSettings = { ...standardBinning, turnGainMin: 0.2 }

/** Bins that a person gave: they are taken as they are. */
export interface ManualBins {
  /** For a number. */
  readonly breaks?: readonly number[] | undefined
  /** For a category; what is in no group is unseen. */
  readonly groups?: readonly (readonly string[])[] | undefined
}

/** Bins a column of a sample: by hand where bins are given, else optimally over pre-bins of a tree. */
export function fitBinning(
  column: Column,
  sample: Sample,
  settings: BinningSettings = standardBinning,
  manual?: ManualBins,
): BinnedFeature {
  const found = tally(column, sample)
  const rest = { feature: column.name, kind: column.kind, codes: found.codes, missing: found.missing }
  if (manual !== undefined) {
    const breaks = [...(manual.breaks ?? [])].sort((a, b) => a - b)
    const groups = manual.groups ?? found.levels.map(({ level }) => [level])
    return withEvidence({ ...rest, breaks, groups }, 'manual', column, sample)
  }
  if (column.kind === 'number') {
    const { starts, merge } = optimise(found.values, found, settings)
    const breaks = starts.map((start) => between(found.values[start - 1]?.value, found.values[start]?.value))
    return withEvidence({ ...rest, breaks, groups: [] }, merge?.trend ?? 'none', column, sample)
  }
  const values = found.levels.map(({ bad, good }, value) => ({ value, bad, good }))
  // Categories stand in the order of their bad rates, so any merge of neighbours ascends.
  const { starts } = optimise(values, found, { ...settings, trend: 'ascending' })
  const edges = [0, ...starts, found.levels.length]
  const groups = edges
    .slice(1)
    .map((to, index) => found.levels.slice(edges[index] ?? 0, to).map(({ level }) => level))
    .filter((group) => group.length > 0)
  return withEvidence({ ...rest, breaks: [], groups }, 'by bad rate', column, sample)
}

/** The middle of two values; their upper one where rounding leaves no number between them. */
function between(below = Number.NaN, above = Number.NaN): number {
  const middle = below + (above - below) / 2
  return middle > below && middle < above ? middle : above
}

interface Tally {
  /** Distinct numbers in ascending order. */
  readonly values: readonly ValueCounts[]
  /** Categories by bad rate, then by name. */
  readonly levels: readonly (ClassCounts & { readonly level: string })[]
  readonly codes: readonly string[]
  readonly missing: boolean
  readonly totals: ClassCounts
  /** Of the missing bin and the special codes. */
  readonly otherIv: number
}

function tally(column: Column, sample: Sample): Tally {
  const { numbers, codes, levels } = column
  const bad = new Float64Array(levels.length)
  const good = new Float64Array(levels.length)
  const numbered: number[] = []
  const empty = { bad: 0, good: 0 }
  const totals = { bad: 0, good: 0 }
  for (const row of sample.rows) {
    const weight = sample.weights[row] ?? 0
    const isBad = sample.target[row] === 1
    totals[isBad ? 'bad' : 'good'] += weight
    const level = codes[row] ?? -1
    if (level >= 0) (isBad ? bad : good)[level] = ((isBad ? bad : good)[level] ?? 0) + weight
    else if (Number.isNaN(numbers[row])) empty[isBad ? 'bad' : 'good'] += weight
    else numbered.push(row)
  }
  const seen = levels
    .map((level, index) => ({ level, bad: bad[index] ?? 0, good: good[index] ?? 0 }))
    .filter((level) => level.bad + level.good > 0)
  const isNumber = column.kind === 'number'
  const otherBins = isNumber ? [empty, ...seen] : [empty]
  return {
    values: distinctValues(numbers, numbered, sample),
    levels: isNumber ? [] : seen.sort(byBadRate),
    codes: isNumber ? seen.map(({ level }) => level).sort(byText) : [],
    missing: empty.bad + empty.good > 0,
    ...{ totals, otherIv: otherBins.reduce((sum, bin) => sum + evidence(bin, totals).iv, 0) },
  }
}

function byBadRate(a: ClassCounts & { level: string }, b: ClassCounts & { level: string }): number {
  return a.bad / (a.bad + a.good) - b.bad / (b.bad + b.good) || byText(a.level, b.level)
}

/** By code unit: the same order on every machine, whatever its language. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function distinctValues(numbers: Float64Array, rows: readonly number[], sample: Sample): ValueCounts[] {
  const sorted = [...rows].sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b)
  const values: { value: number; bad: number; good: number }[] = []
  for (const row of sorted) {
    const value = numbers[row] ?? Number.NaN
    let current = values.at(-1)
    if (current?.value !== value) values.push((current = { value, bad: 0, good: 0 }))
    current[sample.target[row] === 1 ? 'bad' : 'good'] += sample.weights[row] ?? 0
  }
  return values
}

/** Where bins begin among the values (without 0), and the merge that says so; none when nothing can be told apart. */
function optimise(
  values: readonly ValueCounts[],
  { totals, otherIv }: Tally,
  settings: BinningSettings,
): { starts: number[]; merge: Merge | null } {
  const cases = values.reduce((sum, { bad, good }) => sum + bad + good, 0)
  const cuts = splitByTree(
    values,
    settings.maxPrebins,
    Math.max(1, Math.ceil(settings.minPrebinShare * cases)),
  )
  const edges = [0, ...cuts, values.length]
  const prebins = edges.slice(1).map((to, index) => sumOf(values.slice(edges[index] ?? 0, to)))
  const merge = bestMerge(prebins, totals, settings, otherIv)
  const starts = merge === null ? [] : merge.lasts.slice(0, -1).map((last) => edges[last + 1] ?? 0)
  return { starts, merge }
}

function sumOf(values: readonly ClassCounts[]): ClassCounts {
  let bad = 0
  let good = 0
  for (const value of values) {
    bad += value.bad
    good += value.good
  }
  return { bad, good }
}

/**
 * The merge with the most information over the trends that may be; of equal ones the first of the list. `otherIv` is
 * the information of the variable's other bins.
 */
export function bestMerge(
  prebins: readonly ClassCounts[],
  totals: ClassCounts,
  settings: BinningSettings,
  otherIv = 0,
): Merge | null {
  const mixed = bestOver(prebins, totals, settings, otherIv, 1)
  // Where only pure bins can tell cases apart, they are taken, with adjusted counts.
  const pure = (mixed?.lasts.length ?? 0) > 1 ? null : bestOver(prebins, totals, settings, otherIv, 0)
  return pure ?? mixed
}

function bestOver(
  prebins: readonly ClassCounts[],
  totals: ClassCounts,
  settings: BinningSettings,
  otherIv: number,
  minOfClass: number,
): Merge | null {
  const { maxBins, minRateGap, minBinShare } = settings
  const rules = { minOfClass, maxBins, minRateGap, minBinSize: minBinShare * (totals.bad + totals.good) }
  let best: Merge | null = null
  for (const trend of settings.trend === 'auto' ? trends : [settings.trend]) {
    const merge = mergeOptimally(prebins, { ...rules, trend }, totals)
    if (merge === null) continue
    const turnsFirst = turns(trend) && best !== null && !turns(best.trend)
    const factor = turnsFirst ? 1 + settings.turnGainMin : 1
    if (best === null || merge.iv + otherIv > (best.iv + otherIv) * factor + 1e-12) best = merge
  }
  return best
}

function turns(trend: Trend): boolean {
  return trend === 'peak' || trend === 'valley'
}
