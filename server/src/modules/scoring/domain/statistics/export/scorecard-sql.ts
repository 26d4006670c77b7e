import { binCount, regularBins, type Binning } from '../binning/binning.js'
import { factorOf, offsetOf } from '../scorecard/scaling.js'
import type { ScorecardFeature, StatisticalScorecard } from '../scorecard/statistical-scorecard.js'
import {
  filledText,
  finiteNumber,
  float8,
  identifier,
  literal,
  parsedNumber,
  sigmoidOf,
  trimmed,
  type SqlTarget,
} from './sql-text.js'

/** A scorecard as SQL: cells are read, put into bins, and each bin adds its points and its log-odds. */
export function scorecardSql(model: StatisticalScorecard, { table, key }: SqlTarget): string {
  const { features, intercept, scaling } = model
  const cells = features.flatMap(({ binning }, at) => cellOf(binning, at))
  const bins = features.map(({ binning }, at) => `    ${binOf(binning, at)} AS b${at}`)
  const margin = [float8(intercept), ...features.map((feature, at) => logOddsOf(feature, at))]
  const points = features.map((feature, at) => pointsOf(feature, at))
  return `-- Scorecard: ${features.length} features, ${scaling.baseScore} at ${scaling.baseOdds}:1, ${scaling.pointsToDouble} points double the odds.
WITH cell AS MATERIALIZED (
  SELECT t.${identifier(key)} AS key,
${cells.join(',\n')}
  FROM ${identifier(table)} AS t),
bin AS MATERIALIZED (
  SELECT key,
${bins.join(',\n')}
  FROM cell),
said AS MATERIALIZED (
  SELECT key,
    (${points.join('\n      + ')})::float8 AS points,
    ${margin.join('\n      + ')} AS margin
  FROM bin)
SELECT key, points, ${float8(offsetOf(scaling))} - ${float8(factorOf(scaling))} * margin AS score,
  ${sigmoidOf('margin')} AS pd
FROM said
ORDER BY key
`
}

function cellOf({ feature, kind, codes }: Binning, at: number): string[] {
  const column = `t.${identifier(feature)}`
  if (kind === 'number' && codes.length === 0) return [`    ${finiteNumber(column)} AS n${at}`]
  const text = filledText(trimmed(column), kind)
  if (kind === 'category') return [`    ${text} AS s${at}`]
  return [`    ${text} AS s${at}`, `    ${parsedNumber(trimmed(column))} AS n${at}`]
}

function binOf(binning: Binning, at: number): string {
  const { kind, codes, breaks, groups, missing } = binning
  const isMissing = kind === 'number' && codes.length === 0 ? `n${at} IS NULL` : `s${at} IS NULL`
  const first = `WHEN ${isMissing} THEN ${missing ? binCount(binning) - 1 : -1}`
  if (kind === 'category') {
    const arms = groups.map((group, bin) => `WHEN s${at} IN (${group.map(literal).join(', ')}) THEN ${bin}`)
    return `CASE ${[first, ...arms].join(' ')} ELSE -1 END`
  }
  const regular = regularBins(binning)
  const coded = codes.map(
    (code, place) => `WHEN n${at} IS NULL AND s${at} = ${literal(code)} THEN ${regular + place}`,
  )
  const unseen = codes.length === 0 ? [] : [`WHEN n${at} IS NULL THEN -1`]
  const intervals = breaks.map((edge, bin) => `WHEN n${at} < ${float8(edge)} THEN ${bin}`)
  return `CASE ${[first, ...coded, ...unseen, ...intervals].join(' ')} ELSE ${breaks.length} END`
}

function pointsOf({ points, neutralPoints }: ScorecardFeature, at: number): string {
  const arms = points.map((value, bin) => `WHEN ${bin} THEN ${value}`)
  return arms.length === 0 ? `(${neutralPoints})` : `CASE b${at} ${arms.join(' ')} ELSE ${neutralPoints} END`
}

function logOddsOf({ table, coefficient }: ScorecardFeature, at: number): string {
  const arms = table.map(({ woe }, bin) => `WHEN ${bin} THEN ${float8(coefficient * woe)}`)
  return arms.length === 0 ? float8(0) : `CASE b${at} ${arms.join(' ')} ELSE ${float8(0)} END`
}
