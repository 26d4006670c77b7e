import type { BoostedModel, Calibration } from '../boosting/boosted-model.js'
import { NO_NODE, type Tree } from '../boosting/tree.js'
import { factorOf, offsetOf } from '../scorecard/scaling.js'
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

/** Boosted trees as SQL: a CASE for each tree, added up in their order. */
export function boostedSql(model: BoostedModel, { table, key }: SqlTarget): string {
  const { ensemble, scaling, calibration } = model
  const inputs = model.inputs.map((_, at) => `    ${inputSql(model, at)} AS x${at}`)
  const margin = [float8(ensemble.base), ...ensemble.trees.map((tree) => treeOf(tree, 0))]
  const inside = `least(greatest(pd, ${float8(1e-15)}), ${float8(1 - 1e-15)})`
  return `-- Boosted trees: ${ensemble.trees.length} trees over ${model.columns.length} features.
WITH input AS MATERIALIZED (
  SELECT t.${identifier(key)} AS key,
${inputs.join(',\n')}
  FROM ${identifier(table)} AS t),
said AS MATERIALIZED (
  SELECT key,
    ${margin.join('\n      + ')} AS margin
  FROM input),
calibrated AS MATERIALIZED (SELECT key, margin, ${calibratedOf(calibration)} AS pd FROM said)
SELECT key, ${float8(offsetOf(scaling))} - ${float8(factorOf(scaling))} * ln(${inside} / (1 - ${inside})) AS score, pd, margin
FROM calibrated
ORDER BY key
`
}

/** What a model reads at one place of its inputs: a number, or null. */
export function inputSql({ inputs, columns }: Pick<BoostedModel, 'inputs' | 'columns'>, at: number): string {
  const input = inputs[at]
  if (input === undefined) return 'NULL::float8'
  const column = `t.${identifier(input.feature)}`
  const kind = columns.find(({ feature }) => feature === input.feature)?.kind ?? 'category'
  const coded = inputs.some(({ feature, level }) => feature === input.feature && level !== null)
  if (input.level === null) return coded ? parsedNumber(trimmed(column)) : finiteNumber(column)
  const text = filledText(trimmed(column), kind)
  return `CASE WHEN (${text}) IS NULL THEN NULL WHEN ${trimmed(column)} = ${literal(input.level)} THEN 1::float8 ELSE 0::float8 END`
}

function treeOf(tree: Tree, at: number): string {
  const node = tree[at]
  if (node === undefined) return float8(0)
  if (node.left === NO_NODE) return float8(node.value)
  const test = `(x${node.feature} < ${float8(node.threshold)}) IS ${node.missingLeft ? 'NOT FALSE' : 'TRUE'}`
  return `CASE WHEN ${test} THEN ${treeOf(tree, node.left)} ELSE ${treeOf(tree, node.right)} END`
}

function calibratedOf(calibration: Calibration): string {
  switch (calibration.kind) {
    case 'none':
      return sigmoidOf('margin')
    case 'platt':
      return sigmoidOf(`(${float8(calibration.intercept)} + ${float8(calibration.slope)} * margin)`)
    case 'isotonic': {
      const { x, y } = calibration
      const arms = x.map((place, at) => {
        const [low, atLow, atHigh] = [x[at - 1], y[at - 1] ?? 0, y[at] ?? 0]
        if (low === undefined) return `WHEN margin <= ${float8(place)} THEN ${float8(atHigh)}`
        const line = `${float8(atLow)} + (${float8(atHigh - atLow)} * (margin - ${float8(low)})) / ${float8(place - low)}`
        return `WHEN margin < ${float8(place)} THEN ${line} WHEN margin = ${float8(place)} THEN ${float8(atHigh)}`
      })
      return `CASE ${arms.join(' ')} ELSE ${float8(y.at(-1) ?? 0)} END`
    }
    case 'probability':
      return `least(greatest(margin, ${float8(0)}), ${float8(1)})`
  }
}
