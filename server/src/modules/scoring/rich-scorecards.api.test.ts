import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { insertTraders, openInvoice, paidInvoice } from '../../../test/trading-book.js'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import { defaultScorecard } from './domain/default-scorecard.js'
import { nineGrades, usuallyCountsAs } from './domain/grade-scale.js'
import type { Indicator, Scorecard } from './domain/scorecard.js'

const start = calendarDay('2025-12-01')
const paid = (daysLate: number) =>
  Array.from({ length: 9 }, (_, month) => paidInvoice(addDays(start, month * 30), 500_000n, daysLate))
const broke = [...paid(0).slice(0, 3), openInvoice(calendarDay('2026-02-01'), 900_000n)]

/** Half of what paying on time weighs goes to how much later large amounts are paid than small ones. */
const formula: Indicator = {
  code: 'large-later',
  feature: null,
  formula: { expression: 'average_delay_weighted - average_delay', unit: 'tenth-days' },
  label: { zh: '大额更晚', en: 'Large ones later' },
  weightBasisPoints: 1,
  whenMissing: 'neutral',
  bins: [],
  line: [
    { at: 0, points: 100 },
    { at: 300, points: 0 },
  ],
  codes: [],
}

/** The expert scorecard with a formula that takes half of the weight of paying on time, and a profile of newcomers. */
function rich(change: Partial<Scorecard> = {}): Scorecard {
  const dimensions = defaultScorecard.dimensions.map((dimension) => ({
    ...dimension,
    indicators: dimension.indicators.flatMap((one) => {
      if (one.code !== 'on_time_rate') return [one]
      const half = Math.floor(one.weightBasisPoints / 2)
      return [
        { ...one, weightBasisPoints: one.weightBasisPoints - half },
        { ...formula, weightBasisPoints: half },
      ]
    }),
  }))
  const newcomers = {
    code: 'newcomers',
    label: { zh: '新客户', en: 'Newcomers' },
    when: [{ feature: 'tenure_months', kind: 'below', value: 120, orUnknown: true }] as const,
    indicators: [
      { code: 'on_time_rate', weightBasisPoints: 6_000 },
      { code: 'large-later', weightBasisPoints: 4_000 },
    ],
  }
  return { ...defaultScorecard, dimensions, profiles: [newcomers], ...change }
}

const nine: Partial<Scorecard> = {
  scale: 'nine',
  grades: nineGrades.map((grade, index) => ({
    ...{ grade, fromHundredths: index === 8 ? 0 : 9_800 - index * 1_200 },
    countsAs: usuallyCountsAs[grade],
  })),
}

interface Listed {
  readonly code: string
  readonly grade: string | null
  readonly scaleGrade: string | null
}

let api: TestApp
let analyst: Caller

beforeAll(async () => {
  api = await createTestApp()
  analyst = await api.signIn('credit-analyst', { username: 'ana' })
  await api.database.db.transaction((tx) =>
    insertTraders(tx, [
      { code: 'PROMPT', invoices: paid(-2), orders: [] },
      { code: 'SLOW', invoices: paid(25), orders: [] },
      { code: 'BROKE', invoices: broke, orders: [] },
      { code: 'FRESH', invoices: paid(0).slice(0, 2), orders: [] },
    ]),
  )
  for (const code of ['PROMPT', 'SLOW', 'BROKE']) await rate(code)
})
afterAll(() => api.close())

async function rate(code: string) {
  const { status, body, text } = await api.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
  expect(status, text).toBe(201)
  return body
}

async function publish(content: Scorecard): Promise<number> {
  const { status, body, text } = await api.request('POST', '/api/v1/scorecards', { body: { content } })
  expect(status, text).toBe(201)
  return body.version as number
}

/** A check of an order of SLOW, which has a limit. */
async function check(number: string): Promise<{ id: string; outcome: string }> {
  const limit = { limitMode: 'amount', limit: { amount: '90000.00', currency: 'CNY' } }
  const account = { currency: 'CNY', status: 'active', ...limit }
  await api.request('PUT', '/api/v1/customers/SLOW/accounts/CN01', { body: account })
  const document = { source: 'erp', type: 'order', number, version: 1 }
  const amount = { amount: '100.00', currency: 'CNY' }
  const body = { checkpoint: 'order', customerCode: 'SLOW', segment: 'CN01', document, amount }
  const answer = await api.request('POST', '/api/v1/credit-checks', { body })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body as { id: string; outcome: string }
}

const get = (path: string, as: Caller = analyst) => api.request('GET', `/api/v1${path}`, { as })

describe('two scorecards side by side', () => {
  let draft = ''
  beforeAll(async () => {
    const body = { name: '公式与新客户', content: rich() }
    draft = (await api.request('POST', '/api/v1/scorecard-drafts', { as: analyst, body })).body.id as string
  })

  it('say in words what differs, and what each gives on the same book', async () => {
    const { status, body, text } = await get(`/scorecards/compare?left=1&right=${draft}`)
    expect(status, text).toBe(200)
    expect(body).toMatchObject({
      left: { version: 1, draftId: null },
      right: { version: null, draftId: draft, name: { zh: '公式与新客户' } },
      customers: 3,
      unrated: 1,
    })
    expect(JSON.stringify(body.changes)).toContain('大额更晚')
    const sum = (cells: { customers: number }[]) => cells.reduce((total, one) => total + one.customers, 0)
    expect([sum(body.now.grades), sum(body.after.grades)]).toEqual([3, 3])
    const cells = (body.migration as number[][]).flat()
    expect(cells.reduce((total, one) => total + one, 0)).toBe(3)
    expect(body.up + body.down + body.scoreOnly).toBeGreaterThan(0)
  })

  it('turned round move the other way, and one beside itself moves nobody', async () => {
    const there = (await get(`/scorecards/compare?left=1&right=${draft}`)).body
    const back = (await get(`/scorecards/compare?left=${draft}&right=1`)).body
    expect([back.up, back.down]).toEqual([there.down, there.up])
    expect([back.now, back.after]).toEqual([there.after, there.now])
    const same = (await get(`/scorecards/compare?left=${draft}&right=${draft}`)).body
    expect(same).toMatchObject({ up: 0, down: 0, scoreOnly: 0, changes: [] })
  })

  it('are not there for versions that are not, nor for whoever sees some customers only', async () => {
    expect((await get('/scorecards/compare?left=1&right=99')).body.code).toBe('scorecard_not_found')
    expect(
      (
        await get(
          `/scorecards/compare?left=1&right=${draft.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`,
        )
      ).status,
    ).toBe(404)
    expect((await get('/scorecards/compare?left=1&right=x')).status).toBe(400)
    const sales = await api.signIn('sales', { username: 'sam' })
    expect((await get(`/scorecards/compare?left=1&right=${draft}`, sales)).status).toBe(403)
  })
})

describe('a formula', () => {
  const spread = (body: object, as: Caller = analyst) =>
    api.request('POST', '/api/v1/scorecard-formulas/distribution', { as, body })

  it('spreads over the book as the feature it repeats', async () => {
    const { body: feature } = await get('/scorecard-features/on_time_rate/distribution')
    const { status, body } = await spread({ expression: 'on_time_rate', unit: 'basis-points' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ feature: null, label: null, unit: 'basis-points', customers: 3 })
    expect([body.bars, body.missing]).toEqual([feature.bars, feature.missing])
  })

  it('is unknown where any input is unknown', async () => {
    const { body } = await spread({ expression: 'litigation_count + enforcement_count', unit: 'count' })
    expect(body).toMatchObject({ customers: 3, missing: { customers: 3 }, bars: [] })
  })

  it.each(['on_time_rate +', 'no_such_feature * 2', 'process.exit()', '[1,2].map(x, x)'])(
    'that cannot be read is refused with what is wrong: %s',
    async (expression) => {
      const { status, body } = await spread({ expression, unit: 'count' })
      expect({ status, code: body.code as string }).toEqual({ status: 400, code: 'formula_invalid' })
    },
  )
})

describe('a rating by a scorecard with profiles and formulas', () => {
  it('explains the profile and the formula, adds up, and is replayed after that scorecard is gone', async () => {
    const version = await publish(rich())
    const rating = await rate('SLOW')
    expect(rating).toMatchObject({ model: { version }, profile: { code: 'newcomers' }, scale: 'five' })
    const parts = rating.contributions as { indicator: string; contribution: number; weight: number }[]
    expect(parts.map(({ indicator, weight }) => [indicator, weight])).toEqual([
      ['on_time_rate', 60],
      ['large-later', 40],
    ])
    expect(parts.reduce((sum, one) => sum + one.contribution, 0)).toBeCloseTo(rating.score as number, 9)

    const checked = await check('SO-1')
    expect(checked.outcome).toBeDefined()

    await publish(defaultScorecard)
    const after = await rate('SLOW')
    expect(after).toMatchObject({ profile: null })
    expect(after.score).not.toBe(rating.score)
    const replay = await api.request('POST', `/api/v1/ratings/${rating.id as string}/replay`)
    expect(replay.body).toMatchObject({
      agrees: true,
      recomputed: { score: rating.score, grade: rating.grade },
    })
    const again = await api.request('POST', `/api/v1/credit-checks/${checked.id}/replay`)
    expect(again.body).toMatchObject({ agrees: true, recomputed: { outcome: checked.outcome } })
  })
})

describe('nine grades', () => {
  it('are given, counted as five, listed and narrowed by the letter that is shown', async () => {
    const version = await publish({ ...defaultScorecard, ...nine, coverageCaps: [], vetoes: [] })
    const rated: Record<string, string> = {}
    for (const code of ['PROMPT', 'SLOW', 'BROKE']) {
      const { model, scale, grade, scaleGrade } = await rate(code)
      expect({ model, scale }).toEqual({ model: { code: 'general', version }, scale: 'nine' })
      expect(nineGrades).toContain(scaleGrade)
      expect(grade).toBe(usuallyCountsAs[scaleGrade as (typeof nineGrades)[number]])
      rated[code] = scaleGrade as string
    }
    // A better grade that waits out its cool-down is shown as one of the five.
    const { items: all } = (await get('/customers?page=1&pageSize=50')).body as { items: Listed[] }
    const letters = Object.fromEntries(all.map((one) => [one.code, one.scaleGrade ?? one.grade]))
    expect(letters['BROKE']).toBe(rated['BROKE'])
    expect(letters['FRESH']).toBeNull()
    expect(new Set(Object.values(letters)).size).toBeGreaterThan(2)
    for (const letter of nineGrades) {
      const { body } = await get(`/customers?grade=${letter}&page=1&pageSize=50`)
      const shown = (body.items as Listed[]).map((one) => one.code)
      const wanted = Object.keys(letters).filter((code) => letters[code] === letter)
      expect({ letter, shown, total: body.total as number }).toEqual({
        ...{ letter, shown: wanted.toSorted(), total: wanted.length },
      })
    }
    const both = await get(`/customers?grade=${letters['PROMPT'] ?? ''},none`)
    expect((both.body.items as { code: string }[]).map(({ code }) => code)).toContain('FRESH')
    const file = await get(`/customers.csv?grade=${letters['SLOW'] ?? ''}`)
    expect(file.text).toContain(`,${letters['SLOW'] ?? ''},`)
    const { items } = (await get('/scorecards')).body as { items: { inForce: boolean; scale: string }[] }
    expect(items.find(({ inForce }) => inForce)?.scale).toBe('nine')
  })

  it('gone again, leave lists of five', async () => {
    await publish(defaultScorecard)
    for (const code of ['PROMPT', 'SLOW', 'BROKE']) await rate(code)
    const { body } = await get('/customers?grade=AAA,AA,A,B,C&page=1&pageSize=50')
    expect(body).toMatchObject({ total: 3 })
    expect((body.items as { scaleGrade: unknown }[]).every(({ scaleGrade }) => scaleGrade === null)).toBe(
      true,
    )
    expect((await get('/customers?grade=BBB')).body.items).toEqual([])
  })
})
