import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, TEST_PASSWORD, type TestApp } from '../../../test/test-app.js'

describe('the directory', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [] })
  })
  afterAll(() => api.close())

  it('names people and roles to everybody, those who left apart, and nothing else of them', async () => {
    for (const username of ['wang.fang', 'zhao.lei'])
      await api.request('POST', '/api/v1/users', {
        body: { username, displayName: username, role: 'sales', password: TEST_PASSWORD },
      })
    await api.request('PUT', '/api/v1/users/zhao.lei', { body: { active: false } })
    const { status, body } = await api.request('GET', '/api/v1/directory')
    expect(status).toBe(200)
    expect(body.people).toContainEqual({ username: 'wang.fang', displayName: 'wang.fang' })
    expect(body.people).not.toContainEqual(expect.objectContaining({ username: 'zhao.lei' }))
    expect(body.former).toEqual([{ username: 'zhao.lei', displayName: 'zhao.lei' }])
    expect(body.roles).toContainEqual({ code: 'sales', name: { zh: '业务员', en: 'Sales' } })
  })
})
