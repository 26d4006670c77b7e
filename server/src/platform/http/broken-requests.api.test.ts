import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../test/credit-book.js'
import { multipartForm } from '../../../test/multipart-form.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'

describe('a broken request', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    const book = await openCreditBook(api)
    await book.customer('C001', '1000.00')
  })
  afterAll(() => api.close())

  const uploads = [
    '/api/v1/imports',
    '/api/v1/model-datasets',
    '/api/v1/customers/C001/evidence',
    '/api/v1/reconciliations/file',
    '/api/v1/statement-links/files',
  ]

  const upload = async (url: string, contentType: string, payload: Buffer | string) =>
    api.app.inject({
      method: 'POST',
      url,
      headers: { ...(await api.keyWith('*')), 'accept-language': 'en', 'content-type': contentType },
      payload,
    })

  it.each(uploads)('with a form that names no boundary is refused at %s', async (url) => {
    const refused = await upload(url, 'multipart/form-data', 'x')
    expect(refused.json()).toMatchObject({ status: 400, code: 'upload_broken' })
  })

  it.each(uploads)('with a form that ends early is refused at %s', async (url) => {
    const { payload, headers } = multipartForm({ name: 'a.csv', content: 'x'.repeat(90_000) }, { kind: 'a' })
    for (const length of [40, 200, payload.length - 20]) {
      const refused = await upload(url, headers['content-type'], payload.subarray(0, length))
      expect(refused.json(), String(length)).toMatchObject({ status: 400, code: 'upload_broken' })
    }
  })

  it('with a boundary that no form may have is refused', async () => {
    const refused = await upload('/api/v1/imports', `multipart/form-data; boundary=${'x'.repeat(300)}`, 'x')
    expect(refused.json()).toMatchObject({ status: 400, code: 'upload_broken' })
  })

  it('with a NUL character in a field of a form is refused', async () => {
    const { payload, headers } = multipartForm({ name: 'a.csv', content: 'a,b' }, { kind: 'a\u0000b' })
    const refused = await upload('/api/v1/imports', headers['content-type'], payload)
    expect(refused.json()).toMatchObject({ status: 400, code: 'bad_request' })
  })

  it.each([
    'aging?search=%00',
    'aging?industry=%00',
    'aging.xlsx?search=%00',
    'receivables/figures?industry=%00',
    'receivables?industry=%00',
    'receivables.csv?bucket=a%00b',
    'reviews?assignee=%00',
    'customers/C%00/statement',
    'customers?%00=1',
  ])('with a NUL character in its address is refused: %s', async (address) => {
    const refused = await api.request('GET', `/api/v1/${address}`)
    expect(refused.body).toMatchObject({ status: 400, code: 'bad_request' })
    expect(refused.headers['content-type']).toContain('application/problem+json')
  })

  it.each([
    ['PUT', 'control-rules/draft'],
    ['PUT', 'policies/draft'],
    ['PUT', 'collection-strategies/draft'],
  ] as const)('with a version that no column holds is refused: %s %s', async (method, address) => {
    const { body } = await api.request('GET', `/api/v1/${address.replace('/draft', '')}`)
    const draft = { content: body.content, baseVersion: Number.MAX_SAFE_INTEGER, revision: null }
    const refused = await api.request(method, `/api/v1/${address}`, { body: draft })
    expect(refused.body).toMatchObject({ status: 400, code: 'validation_failed' })
    expect(refused.text).toContain('"path":"baseVersion"')
  })
})
