import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveNode, sequence } from '../../../test/approval-flows.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'

describe('a flow for what every object inherits', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-23T02:00:00Z' })
  })
  afterAll(() => api.close())

  it.each(['__proto__', 'toString', 'constructor'])('has no subject: %s', async (subject) => {
    const content = { ...sequence([approveNode('a', ['boss'])]), subject }
    const sample = { submitter: 'boss', fields: {} }
    const flows = '/api/v1/approval-flows'
    const asked = await Promise.all([
      api.request('POST', `${flows}/validate`, { body: { content } }),
      api.request('POST', `${flows}/simulate`, { body: { content, sample } }),
      api.request('POST', flows, { body: { code: 'mine', content } }),
    ])
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 400])
  })
})
