import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../test/test-app.js'
import { raw, sql } from '../platform/db/sql.js'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly Json[]
  readonly const?: Json
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly format?: string
  readonly minItems?: number
  readonly additionalProperties?: Schema | boolean
}
interface Operation {
  readonly method: 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  readonly path: string
  readonly body: Schema | undefined
}

let app: TestApp
let operations: Operation[]
let tables: string[]

/** What a refused request may leave: traces of the caller, not of the business. */
const TRACES = ['idempotency_key', 'sign_in_attempt', 'sign_in_log', 'api_key', 'session', 'schema_migration']

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  const book = await openCreditBook(app)
  await book.customer('C001', '1000.00')
  await book.check('C001', 'SO-1', '2000.00')
  await book.document('invoice', 'INV-1', { customerCode: 'C001', lines: [{ lineNo: 1, amount: '10.00' }] })
  operations = await writeOperations()
  tables = (
    await app.deps.db.rows<{ name: string }>(
      sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    )
  )
    .map(({ name }) => name)
    .filter((name) => !TRACES.includes(name))
})
afterAll(() => app.close())

async function writeOperations(): Promise<Operation[]> {
  const { body } = await app.request('GET', '/api/v1/openapi.json')
  const paths = body.paths as Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>
  >
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]): Operation[] => {
      const upper = method.toUpperCase()
      if (upper !== 'POST' && upper !== 'PUT' && upper !== 'DELETE' && upper !== 'PATCH') return []
      return [{ method: upper, path, body: operation.requestBody?.content['application/json']?.schema }]
    }),
  )
}

const junk: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1e308,
    0.1,
    2 ** 53,
    '',
    ' ',
    '\u0001',
    '𠮷🏭',
    '\u202e',
    "'; DROP TABLE customer; --",
    '%00',
    '../../etc/passwd',
    '2026-02-30',
    '0000-00-00',
    '9999-12-31',
    '-0.01',
    '1e5',
    '１２３',
    '999999999999.99',
    '9999999999999.99',
    'NaN',
    '__proto__',
    [],
    {},
    [[[[]]]],
    { amount: '1.00' },
    { amount: '1.00', currency: 'XXX' },
    { amount: '-1.00', currency: 'CNY' },
    { amount: 1, currency: 'CNY' },
    'x'.repeat(5000),
  ),
  fc.string({ maxLength: 20, unit: 'binary' }),
  fc.integer(),
)

const known = fc.constantFrom<Json>(
  'C001',
  'CN01',
  'SO-1',
  'INV-1',
  'erp',
  'order',
  'CNY',
  '10.00',
  '2026-11-21',
)

/** Values of a schema, here and there replaced by what nobody should send. */
function valueOf(schema: Schema | undefined, depth = 0): fc.Arbitrary<Json> {
  if (!schema || depth > 6) return junk
  const good = goodValue(schema, depth)
  return fc.oneof(
    { weight: 12, arbitrary: good },
    { weight: 1, arbitrary: junk },
    { weight: 1, arbitrary: known },
  )
}

function goodValue(schema: Schema, depth: number): fc.Arbitrary<Json> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const union = schema.anyOf ?? schema.oneOf
  if (union) return fc.oneof(...union.map((one) => valueOf(one, depth + 1)))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, depth)
    case 'array':
      return fc.array(valueOf(schema.items, depth + 1), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'integer':
    case 'number':
      return fc.integer({ min: 0, max: 60 })
    case 'boolean':
      return fc.boolean()
    case 'string':
      return textOf(schema)
    default:
      return fc.oneof(known, junk)
  }
}

function textOf(schema: Schema): fc.Arbitrary<Json> {
  if (schema.format === 'uuid') return fc.uuid()
  if (schema.format === 'date') return fc.constant('2026-11-21')
  return fc.oneof(known, fc.string({ minLength: 1, maxLength: 12 }))
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<Json> {
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, one]) => [name, valueOf(one, depth + 1)]),
  )
  const withKeys = (requiredKeys: string[]): fc.Arbitrary<Record<string, Json>> =>
    fc.record<Record<string, Json>, string>(properties, { requiredKeys }).map((value) => ({ ...value }))
  const whole = withKeys([...(schema.required ?? [])])
  const more = fc
    .tuple(whole, fc.string({ maxLength: 8 }), junk)
    .map(([value, key, extra]): Record<string, Json> => ({ ...value, [key]: extra }))
  return fc.oneof(
    { weight: 8, arbitrary: whole },
    { weight: 1, arbitrary: withKeys([]) },
    { weight: 1, arbitrary: more },
  )
}

const pathPart = fc.oneof(
  known.map(String),
  fc.uuid(),
  fc.constantFrom('%00', '..', '%F0%A0%AE%B7', 'x'.repeat(300), '%E0%A4%A', '1', "'"),
)

async function stored(): Promise<string> {
  const parts = tables.map(
    (name) =>
      `SELECT '${name}' AS name, count(*) AS rows, coalesce(sum(xmin::text::bigint), 0) AS writes FROM ${name}`,
  )
  return JSON.stringify(
    await app.deps.db.rows(sql`${raw(parts.join(' UNION ALL '))} ORDER BY 1`),
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  )
}

/** The transaction number that the next write would get: unchanged, nothing at all was written. */
async function nextWrite(): Promise<string> {
  const [row] = await app.deps.db.rows<{ next: string }>(
    sql`SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next`,
  )
  return row?.next ?? ''
}

describe('whatever is sent to a writing route', () => {
  it('is answered without a server fault, and a refusal stores nothing', async () => {
    expect(operations.length).toBeGreaterThan(25)
    const statuses = new Map<number, number>()
    let before = await stored()
    for (const operation of operations) {
      const parts = operation.path.match(/\{\w+\}/g) ?? []
      await fc.assert(
        fc.asyncProperty(
          valueOf(operation.body),
          fc.tuple(...parts.map(() => pathPart)),
          async (body, values) => {
            let index = 0
            const next = await nextWrite()
            const url = operation.path.replace(/\{\w+\}/g, () => values[index++] ?? '')
            const answer = await app.request(operation.method, url, operation.body ? { body } : {})
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
            const told = `${operation.method} ${url} ${JSON.stringify(body)} -> ${answer.status} ${answer.text}`
            expect(answer.status, told).toBeLessThan(500)
            if (answer.status >= 400) {
              expect(answer.headers['content-type'], told).toContain('application/problem+json')
              if ((await nextWrite()) !== next) expect(await stored(), told).toBe(before)
            } else before = await stored()
          },
        ),
        { numRuns: 15 },
      )
    }
    const accepted = [...statuses]
      .filter(([status]) => status < 300)
      .reduce((sum, [, count]) => sum + count, 0)
    expect(accepted).toBeGreaterThan(10)
  }, 600_000)

  it.each([
    ['no JSON', 'application/json', '{"a":'],
    ['a bare number', 'application/json', '17'],
    ['an array', 'application/json', '[]'],
    ['nothing', 'application/json', ''],
    ['a NUL', 'application/json', '{"name":"a\\u0000b"}'],
    ['an unpaired surrogate', 'application/json', '{"name":"\\ud800"}'],
    ['a poisoned prototype', 'application/json', '{"__proto__":{"x":1}}'],
    ['XML', 'application/xml', '<a/>'],
    ['deep nesting', 'application/json', '['.repeat(20_000) + ']'.repeat(20_000)],
  ])('refuses %s', async (_, type, payload) => {
    const answer = await app.app.inject({
      method: 'POST',
      url: '/api/v1/credit-checks',
      headers: { ...(await app.keyWith('*')), 'content-type': type },
      payload,
    })
    expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode, answer.body).toBeLessThan(500)
    expect(answer.json()).toMatchObject({ status: answer.statusCode })
  })
})
