import type { LinearModel } from '../linear/linear-model.js'
import { factorOf, offsetOf } from '../scorecard/scaling.js'
import { inputSql } from './boosted-sql.js'
import { float8, identifier, sigmoidOf, type SqlTarget } from './sql-text.js'

/** A linear model as SQL: every term added up in its order. */
export function linearSql(model: LinearModel, { table, key }: SqlTarget): string {
  const { terms, columns, intercept, scaling } = model
  const read = { columns, inputs: terms.map(({ input }) => input) }
  const inputs = terms.map(
    ({ missing }, at) => `    coalesce(${inputSql(read, at)}, ${float8(missing)}) AS x${at}`,
  )
  const margin = [float8(intercept), ...terms.map(({ coefficient }, at) => `${float8(coefficient)} * x${at}`)]
  return `-- Linear log-odds: ${terms.length} terms over ${columns.length} features.
WITH input AS MATERIALIZED (
  SELECT t.${identifier(key)} AS key,
${inputs.join(',\n')}
  FROM ${identifier(table)} AS t),
said AS MATERIALIZED (
  SELECT key,
    ${margin.join('\n      + ')} AS margin
  FROM input)
SELECT key, ${float8(offsetOf(scaling))} - ${float8(factorOf(scaling))} * margin AS score,
  ${sigmoidOf('margin')} AS pd, margin
FROM said
ORDER BY key
`
}
