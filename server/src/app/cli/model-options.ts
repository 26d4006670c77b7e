import type { ManualBins } from '../../modules/scoring/domain/statistics/binning/fit-binning.js'
import type { Direction } from '../../modules/scoring/domain/statistics/boosting/find-split.js'
import {
  trendChoices,
  type TrendChoice,
} from '../../modules/scoring/domain/statistics/binning/optimal-merge.js'
import { UsageError } from './command-error.js'

/** Bins by hand from JSON: per column either ascending `breaks` or `groups` of categories. */
export function parseManualBins(text: string): Record<string, ManualBins> {
  const wrong = (what: string) => new UsageError(`--bins: ${what}; see docs/guide.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong('the file is no JSON')
  }
  if (!isObject(value)) throw wrong('expected an object of columns')
  return Object.fromEntries(
    Object.entries(value).map(([column, bins]) => {
      if (!isObject(bins)) throw wrong(`${column}: expected breaks or groups`)
      const { breaks, groups, ...rest } = bins
      if (Object.keys(rest).length > 0 || (breaks === undefined) === (groups === undefined))
        throw wrong(`${column}: expected breaks or groups, one of them`)
      if (breaks !== undefined && !isBreaks(breaks))
        throw wrong(`${column}: breaks are numbers, each larger than the one before`)
      if (groups !== undefined && !isGroups(groups))
        throw wrong(`${column}: groups are lists of texts, each text once`)
      return [column, breaks === undefined ? { groups } : { breaks }]
    }),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBreaks(value: unknown): value is number[] {
  const list: unknown[] = Array.isArray(value) ? value : [null]
  return list.every((one, at) => {
    const before = list[at - 1]
    return typeof one === 'number' && Number.isFinite(one) && (typeof before !== 'number' || one > before)
  })
}

function isGroups(value: unknown): value is string[][] {
  if (!Array.isArray(value)) return false
  const groups: unknown[] = value
  const texts = groups.flatMap((group): unknown[] =>
    Array.isArray(group) && group.length > 0 ? group : [null],
  )
  return texts.every((text) => typeof text === 'string') && new Set(texts).size === texts.length
}

/** `sales:-1,debt:+1` as directions by column. */
export function parseDirections(text: string): Record<string, Direction> {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  return Object.fromEntries(
    parts.map((part) => {
      const match = /^(.+):([+-]?1)$/.exec(part.trim())
      const [, column = '', sign = ''] = match ?? []
      if (match === null) throw new UsageError(`--monotone: expected column:+1 or column:-1, not "${part}".`)
      return [column, sign === '-1' ? -1 : 1]
    }),
  )
}

/** `sales:descending,debt:peak` as trends by column. */
export function parseTrends(text: string): Record<string, TrendChoice> {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.lastIndexOf(':')
      const trend = trendChoices.find((one) => one === part.slice(at + 1).trim())
      if (at <= 0 || trend === undefined) {
        throw new UsageError(`--trend: expected column:${trendChoices.join('|')}, not "${part.trim()}".`)
      }
      return [part.slice(0, at).trim(), trend]
    }),
  )
}

/** A factor of at least 1. */
export function factorOption(text: string): number {
  const factor = Number(text)
  if (Number.isFinite(factor) && factor >= 1 && factor <= 10) return factor
  throw new UsageError(`--worse-by: expected a number from 1 to 10, not "${text}".`)
}
