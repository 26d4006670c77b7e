import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'

describe('answers', () => {
  let api: TestApp
  let webDir: string
  beforeAll(async () => {
    webDir = await mkdtemp(path.join(tmpdir(), 'xinheng-web-'))
    await mkdir(path.join(webDir, 'assets'))
    await writeFile(
      path.join(webDir, 'index.html'),
      '<meta name="csp-nonce" content="" /><div id="root"></div>',
    )
    await writeFile(path.join(webDir, 'assets', 'main-1a2b.js'), 'export {}')
    await writeFile(path.join(webDir, '.secret'), 'hidden')
    await writeFile(path.join(webDir, 'favicon.svg'), '<svg/>')
    api = await createTestApp({ routes: [], webDir })
  })
  afterAll(async () => {
    await api.close()
    await rm(webDir, { recursive: true })
  })

  const get = (url: string) => api.request('GET', url, { as: null })

  it('to a wrong method are 405 and name the right ones', async () => {
    const refused = await api.request('PATCH', '/api/v1/users/someone')
    expect(refused.body).toMatchObject({ status: 405, code: 'method_not_allowed' })
    expect(refused.headers['allow']).toBe('GET, HEAD, PUT')
  })

  it('below /api to an unknown address are 404 problems in the language of the caller', async () => {
    const refused = await api.request('GET', '/api/v1/nothing', { headers: { 'accept-language': 'zh-CN' } })
    expect(refused.status).toBe(404)
    expect(refused.headers['content-type']).toMatch('application/problem+json')
    expect(refused.body).toMatchObject({ code: 'not_found', title: '没有找到所请求的内容。' })
  })

  it('with data may do nothing in a browser, and are kept by nobody', async () => {
    const { headers } = await get('/api/v1/session/hints')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    })
  })

  it('with pages allow their own scripts, and styles by a nonce that changes', async () => {
    const pages = await Promise.all([get('/'), get('/customers/C001'), get('/setup?token=x')])
    const nonces = pages.map((page) => /content="([^"]+)"/.exec(page.text)?.[1])
    expect(new Set(nonces).size).toBe(3)
    pages.forEach((page, index) => {
      const policy = String(page.headers['content-security-policy'])
      expect(page.status).toBe(200)
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      expect(policy).toContain(`'nonce-${nonces[index] ?? 'none'}'`)
    })
  })

  it('with built files last; other files are asked for again; hidden and missing ones are not served', async () => {
    const asset = await get('/assets/main-1a2b.js')
    expect(asset).toMatchObject({ status: 200, text: 'export {}' })
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache')
    expect((await get('/assets/gone-3c4d.js')).status).toBe(404)
    expect((await get('/.secret')).text).not.toContain('hidden')
    expect((await get('/..%2f..%2fetc%2fpasswd')).text).not.toContain('root:')
  })

  it('carry the caller’s request id when it is a plain token, and one of ours otherwise', async () => {
    const own = await api.request('GET', '/health/live', { headers: { 'x-request-id': 'order-4711-trace' } })
    expect(own.headers['x-request-id']).toBe('order-4711-trace')
    const forged = await api.request('GET', '/health/live', {
      headers: { 'x-request-id': 'x" level="fatal' },
    })
    expect(forged.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('describe the API as OpenAPI 3.1, with a page to read it', async () => {
    const { body } = await get('/api/v1/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(body.paths['/api/v1/users'].post).toMatchObject({
      'x-permission': 'users:write',
      responses: { default: { description: expect.any(String) as string } },
    })
    const page = await get('/api/docs/')
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
  })

  it('of the metrics count requests and decisions', async () => {
    const { text } = await get('/metrics')
    expect(text).toMatch(
      /xinheng_http_request_seconds_count\{method="GET",route="\/health\/live",status="200"\} [1-9]/,
    )
    expect(text).toContain('xinheng_decision_seconds_bucket')
    expect(text).toContain('xinheng_queue_lag_seconds{queue="jobs"} 0')
  })
})
