import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { insertTraders } from '../../../test/trading-book.js'
import { registerFactsRoutes } from './routes.js'

describe('facts', () => {
  let api: TestApp
  let customers = 0
  beforeAll(async () => {
    api = await createTestApp({ routes: [registerFactsRoutes] })
  })
  afterAll(() => api.close())

  async function customer(): Promise<string> {
    const code = `F${customers++}`
    await api.database.db.transaction((tx) => insertTraders(tx, [{ code, invoices: [], orders: [] }]))
    return code
  }
  const put = (code: string, ...facts: object[]) =>
    api.request('PUT', `/api/v1/customers/${code}/facts`, { body: { facts } })
  const get = async (code: string, query = '') =>
    (await api.request('GET', `/api/v1/customers/${code}/facts${query}`)).body
  const capital = {
    item: 'registered_capital',
    value: '5000000.00',
    source: 'registry',
    validOn: '2026-01-01',
  }

  it('are stored with source, age and instant, and the same again changes nothing', async () => {
    const code = await customer()
    expect((await put(code, capital)).body).toMatchObject({ recorded: 1, unchanged: 0 })
    const again = await put(code, { ...capital, value: '5000000' })
    expect(again.body).toMatchObject({ recorded: 0, unchanged: 1 })
    const { items } = await get(code)
    expect(items).toEqual([
      expect.objectContaining({
        item: 'registered_capital',
        label: { zh: '注册资本', en: 'Registered capital' },
        value: '5000000',
        unit: 'CNY',
        source: 'registry',
        validOn: '2026-01-01',
        ageDays: 324,
        stale: false,
        recordedAt: '2026-11-21T02:00:00.000Z',
        conflicts: [],
      }),
    ])
  })

  it('keep what was believed before a correction', async () => {
    const code = await customer()
    await put(code, capital)
    api.clock.advance({ days: 2 })
    const correction = await put(code, { ...capital, value: '3000000' })
    expect(correction.body.results[0].status).toBe('corrected')
    expect((await get(code)).items[0].value).toBe('3000000')
    const before = await get(code, '?knownAt=2026-11-22T00:00:00Z')
    expect(before.items[0].value).toBe('5000000')
    expect((await get(code, '?knownAt=2026-11-01T00:00:00Z')).items).toEqual([])
    api.clock.set('2026-11-21T02:00:00Z')
  })

  it('hold from their day on: what became valid later is not seen before', async () => {
    const code = await customer()
    await put(code, capital, { ...capital, value: '9000000', validOn: '2026-06-01' })
    expect((await get(code, '?asOf=2026-05-31')).items[0].value).toBe('5000000')
    expect((await get(code, '?asOf=2026-06-01')).items[0].value).toBe('9000000')
  })

  it('show where sources disagree, the surer one leading', async () => {
    const code = await customer()
    await put(code, { ...capital, confidence: 60 }, { ...capital, source: 'audit', value: '4000000' })
    const { items } = await get(code)
    expect(items[0]).toMatchObject({ source: 'audit', value: '4000000' })
    expect(items[0].conflicts).toEqual([expect.objectContaining({ source: 'registry', value: '5000000' })])
  })

  it('warn about a balance sheet that does not balance, and store it', async () => {
    const code = await customer()
    const sheet = (item: string, value: string) => ({ item, value, source: 'audited', validOn: '2025-12-31' })
    const answer = await put(
      code,
      sheet('total_assets', '1000'),
      sheet('total_liabilities', '600'),
      sheet('equity', '300'),
    )
    expect(answer.status).toBe(200)
    expect(answer.body.results[0].warnings[0].code).toBe('balance_sheet_mismatch')
    const [statement] = (await get(code)).statements
    expect(statement.figures).toHaveLength(3)
    expect(statement.warnings).toHaveLength(1)
    const corrected = await put(code, sheet('equity', '400'))
    expect(corrected.body.results[0].warnings).toEqual([])
  })

  it('warn about values outside their plausible range', async () => {
    const answer = await put(await customer(), { ...capital, item: 'external_score', value: '140' })
    expect(answer.body.results[0]).toMatchObject({ status: 'recorded', warnings: [{ code: 'out_of_range' }] })
  })

  it.each([
    ['an unknown item', { item: 'shoe_size' }, 'unknown_item'],
    ['text for an amount', { value: 'plenty' }, 'not_a_decimal'],
    ['an exponent', { value: '1e6' }, 'not_a_decimal'],
    ['an unknown currency', { currency: 'XXQ' }, 'unknown_currency'],
    ['a word for a flag', { item: 'dishonest_debtor', value: 'maybe' }, 'not_a_flag'],
    ['an unknown choice', { item: 'tax_rating', value: 'Z' }, 'not_a_choice'],
  ])('are refused with %s, and none of the request is stored', async (_, change, fault) => {
    const code = await customer()
    const answer = await put(code, capital, { ...capital, ...change })
    expect(answer.status).toBe(400)
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: 'facts.1', code: fault })])
    expect((await get(code)).items).toEqual([])
  })

  it('come in bulk with a result for each', async () => {
    const code = await customer()
    const answer = await api.request('POST', '/api/v1/facts/bulk', {
      body: {
        facts: [
          { ...capital, customerCode: code },
          { ...capital, customerCode: 'nobody' },
          { ...capital, customerCode: code, item: 'tax_rating', value: 'A' },
        ],
      },
    })
    expect(answer.body).toMatchObject({ recorded: 2, rejected: 1 })
    expect((answer.body.results as { status: string }[]).map((result) => result.status)).toEqual([
      'recorded',
      'rejected',
      'recorded',
    ])
    expect(answer.body.results[1].error.code).toBe('customer_not_found')
  })

  it('recorded twice at the same time are recorded once', async () => {
    const code = await customer()
    const answers = await Promise.all(Array.from({ length: 6 }, () => put(code, capital)))
    const sum = answers.reduce((total, answer) => total + Number(answer.body.recorded), 0)
    expect(sum).toBe(1)
  })

  it('need a permission', async () => {
    const code = await customer()
    const reader = await api.keyWith('facts:read')
    const body = { facts: [capital] }
    const write = await api.request('PUT', `/api/v1/customers/${code}/facts`, { as: reader, body })
    expect(write.body).toMatchObject({ status: 403, code: 'forbidden' })
    const sales = await api.signIn('sales')
    const read = await api.request('GET', `/api/v1/customers/${code}/facts`, { as: sales })
    expect(read.status).toBe(403)
    expect((await put('nobody', capital)).body).toMatchObject({ status: 404, code: 'customer_not_found' })
  })

  it('cannot be rewritten in the database', async () => {
    const code = await customer()
    await put(code, capital)
    await expect(api.database.pool.query('UPDATE fact SET value_number = 1')).rejects.toThrow('superseded')
    await expect(api.database.pool.query('DELETE FROM fact')).rejects.toThrow('superseded')
  })
})
