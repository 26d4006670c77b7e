import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { payingTraders } from '../../../test/payment-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { insertTraders } from '../../../test/trading-book.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import { trainBook } from './domain/train-book.js'
import { paymentForecastJobs } from './jobs.js'

const TODAY = calendarDay('2026-11-21')

interface Row {
  readonly document: { readonly number: string; readonly itemNo: number }
  readonly customerCode: string
  readonly daysOverdue: number
  readonly open: { readonly amount: string }
  readonly forecast: { readonly expectedOn: string | null; readonly pLate: number } | null
}

describe('open items with the forecast of their payment', () => {
  let app: TestApp
  let manager: Caller
  let anna: Caller

  beforeAll(async () => {
    app = await createTestApp({ now: `${TODAY}T04:00:00Z` })
    manager = await app.signIn('credit-manager')
    anna = await app.signIn('sales', { username: 'anna' })
    await app.deps.db.transaction((tx) => insertTraders(tx, payingTraders(40, TODAY)))
  }, 60_000)
  afterAll(() => app.close())

  const list = async (query: string, as = manager) => {
    const answer = await app.request('GET', `/api/v1/receivables?${query}`, { as })
    expect(answer.status, answer.text).toBe(200)
    return answer.body as { items: Row[]; nextCursor: string | null }
  }
  const names = (rows: readonly Row[]) => rows.map(({ document }) => `${document.number}/${document.itemNo}`)

  it('are listed by age without one before the first run', async () => {
    const { items } = await list('limit=500')
    expect(items.length).toBeGreaterThan(10)
    expect(items.every(({ forecast }) => forecast === null)).toBe(true)
    const ages = items.map(({ daysOverdue }) => daysOverdue)
    expect(ages).toEqual(ages.toSorted((a, b) => b - a))
  })

  it('have a day and a probability afterwards, and are put in their order', async () => {
    await paymentForecastJobs(app.deps, '1.0', async (task, { onProgress }) => trainBook(task, onProgress))[
      'forecast-payments-due'
    ]?.({})
    const { items } = await list('limit=500&sort=expected')
    const days = items.flatMap(({ forecast }) => (forecast ? [forecast.expectedOn ?? '9999'] : []))
    expect(days.length).toBeGreaterThan(10)
    expect(days).toEqual(days.toSorted())
    const late = await list('limit=500&sort=-late')
    const chances = late.items.flatMap(({ forecast }) => (forecast ? [forecast.pLate] : []))
    expect(chances).toEqual(chances.toSorted((a, b) => b - a))
    const open = (await list('limit=500&sort=-open')).items.map((row) => Number(row.open.amount))
    expect(open).toEqual(open.toSorted((a, b) => b - a))
  })

  it('come page by page in any order, none twice and none left out', async () => {
    const all = names((await list('limit=500&sort=-late')).items)
    const paged: string[] = []
    let cursor = ''
    do {
      const page = await list(`limit=7&sort=-late${cursor === '' ? '' : `&cursor=${cursor}`}`)
      paged.push(...names(page.items))
      cursor = page.nextCursor ?? ''
    } while (cursor !== '' && paged.length <= all.length)
    expect(paged).toEqual(all)
  })

  it('are narrowed to what is probably paid late', async () => {
    const { items } = await list('limit=500')
    const wanted = items.filter(({ forecast }) => (forecast?.pLate ?? 0) >= 0.99)
    const found = (await list('limit=500&lateFrom=99')).items
    expect(names(found)).toEqual(names(wanted))
    expect(found.length).toBeLessThan(items.length)
    expect(found.length).toBeGreaterThan(0)
  })

  it('have none for a day of the past, and of others nobody sees them', async () => {
    const past = await list('limit=500&asOf=2026-10-31')
    expect(past.items.every(({ forecast }) => forecast === null)).toBe(true)
    const all = new Set((await list('limit=500')).items.map(({ customerCode }) => customerCode))
    const own = new Set((await list('limit=500', anna)).items.map(({ customerCode }) => customerCode))
    expect(own.size).toBeLessThan(all.size)
  })

  it('are exported with what is filtered, in both languages, and the export is on record', async () => {
    const zh = await app.request('GET', '/api/v1/receivables.csv?sort=-late&lateFrom=99', { as: manager })
    expect(zh.headers['content-type']).toContain('text/csv')
    const [head, ...rows] = zh.text.trim().split('\r\n')
    expect(head).toContain('预计付款日,最早,最晚,逾期付款概率%')
    expect(rows.length).toBe((await list('limit=500&lateFrom=99')).items.length)
    const en = await app.request('GET', '/api/v1/receivables.csv?language=en', { as: manager })
    expect(en.text).toContain('Expected on')
    const trail = await app.request('GET', '/api/v1/audit?action=receivables.exported')
    expect(trail.text).toContain('receivables.exported')
  })

  it.each(['bucket=nonsense', 'lateFrom=0', 'sort=moon', 'cursor=abc'])('refuse %s', async (query) => {
    const answer = await app.request('GET', `/api/v1/receivables?${query}`, { as: manager })
    expect(answer.status).toBe(400)
  })
})
