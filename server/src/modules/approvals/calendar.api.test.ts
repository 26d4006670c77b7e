import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { registerCalendarRoutes } from './calendar-routes.js'

const path = '/api/v1/working-calendar/2026'

describe('the working calendar', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [registerCalendarRoutes] })
  })
  afterAll(() => api.close())

  it('knows the holidays and make-up days of the national notice', async () => {
    const { status, body } = await api.request('GET', path)
    expect(status).toBe(200)
    expect(body.national).toContainEqual({
      day: '2026-10-01',
      working: false,
      name: { zh: '国庆节', en: 'National Day' },
    })
    expect(body.national).toContainEqual(expect.objectContaining({ day: '2026-10-10', working: true }))
    expect(body.intervals.length).toBeGreaterThan(0)
  })

  it('replaces the hours and the exceptions of its year, and no other year', async () => {
    const own = { day: '2026-12-31', working: false, name: '盘点' }
    const intervals = [['08:30', '12:00']]
    await api.request('PUT', '/api/v1/working-calendar/2025', {
      body: { intervals, exceptions: [{ day: '2025-12-31', working: false, name: '盘点' }] },
    })
    const changed = await api.request('PUT', path, {
      body: { intervals, exceptions: [own, { ...own, day: '2027-01-04' }] },
    })
    expect(changed.body).toMatchObject({ intervals, exceptions: [own] })
    expect((await api.request('GET', '/api/v1/working-calendar/2025')).body.exceptions).toHaveLength(1)
    expect((await api.request('GET', '/api/v1/working-calendar/2027')).body.exceptions).toEqual([])
  })

  it.each([
    [
      'hours that overlap',
      {
        intervals: [
          ['09:00', '12:00'],
          ['11:00', '18:00'],
        ],
        exceptions: [],
      },
    ],
    ['no hours at all', { intervals: [], exceptions: [] }],
    [
      'a day that does not exist',
      { intervals: [['09:00', '12:00']], exceptions: [{ day: '2026-02-30', working: true, name: 'x' }] },
    ],
  ])('refuses %s', async (_, body) => {
    expect((await api.request('PUT', path, { body })).status).toBe(400)
  })
})
