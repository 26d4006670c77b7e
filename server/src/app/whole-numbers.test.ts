import type { OpenAPIV3_1 } from 'openapi-types'
import { expect, it } from 'vitest'
import { describeWholeApi } from './describe-whole-api.js'

type Schema = OpenAPIV3_1.SchemaObject

/** What no column of type integer holds: in documents that are stored as JSON, in decimals, and in bigint. */
const elsewhere = [
  /^(post|put) \/api\/v1\/(scorecards|scorecard-drafts|simulations)\b.*\.(from|to|value|values|at)$/,
  /^(post|put) \/api\/v1\/.*facts\b.*\.value$/,
  /^post \/api\/v1\/models\/import .*\.document\./,
  /^(post|put) \/api\/v1\/(credit-checks|documents)\b.*\.version$/,
]

/** The whole numbers below a schema that may be larger than PostgreSQL's type integer, by their place. */
function tooLarge(schema: Schema | undefined, place: string): string[] {
  if (!schema) return []
  const { type, maximum = Infinity, properties = {}, additionalProperties: more } = schema
  const own = [type].flat().includes('integer') && maximum > 2 ** 31 - 1 ? [place] : []
  const parts: (Schema | undefined)[] = [schema.anyOf, schema.oneOf, schema.allOf].flat()
  if ('items' in schema) parts.push(schema.items)
  if (typeof more === 'object') parts.push(more)
  return [
    ...own,
    ...parts.flatMap((part) => tooLarge(part, place)),
    ...Object.entries(properties).flatMap(([name, one]) => tooLarge(one, `${place}.${name}`)),
  ]
}

it('every whole number that a request may name has a bound that the database holds', async () => {
  const { paths = {} } = (await describeWholeApi()) as OpenAPIV3_1.Document
  const found = Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const { parameters = [], requestBody } = item?.[method] ?? {}
      const body =
        requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined
      const named = (parameters as OpenAPIV3_1.ParameterObject[]).flatMap(({ name, schema }) =>
        tooLarge(schema as Schema | undefined, `${method} ${path} ?${name}`),
      )
      return [...named, ...tooLarge(body?.schema as Schema | undefined, `${method} ${path} `)]
    }),
  )
  expect(found.filter((place) => !elsewhere.some((pattern) => pattern.test(place)))).toEqual([])
})
