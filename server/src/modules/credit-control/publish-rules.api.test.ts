import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'

describe('the publication of control rules', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  })
  afterAll(() => app.close())

  const newest = async () =>
    (await app.request('GET', '/api/v1/control-rules')).body.items[0] as {
      version: number
      content: { rules: unknown[] }
    }
  const publish = (body: object) => app.request('POST', '/api/v1/control-rules', { body })

  it('refuses what was begun on a version that is no longer in force, and keeps the newer one', async () => {
    const { content, version: baseVersion } = await newest()
    const fewer = { rules: content.rules.slice(1) }
    expect(await publish({ ...fewer, baseVersion })).toMatchObject({
      status: 201,
      body: { version: baseVersion + 1, content: fewer },
    })
    expect(await publish({ ...content, baseVersion })).toMatchObject({
      status: 409,
      body: { code: 'publication_outdated' },
    })
    expect(await newest()).toMatchObject({ version: baseVersion + 1, content: fewer })
  })

  it('a document without the version that it changes is one for the version in force', async () => {
    const { content, version } = await newest()
    expect(await publish(content)).toMatchObject({ status: 201, body: { version: version + 1 } })
  })

  it('of many at the same time on the same version one is published', async () => {
    const { content, version: baseVersion } = await newest()
    const answers = await Promise.all(Array.from({ length: 6 }, () => publish({ ...content, baseVersion })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201, 409, 409, 409, 409, 409,
    ])
    expect((await newest()).version).toBe(baseVersion + 1)
  })
})
