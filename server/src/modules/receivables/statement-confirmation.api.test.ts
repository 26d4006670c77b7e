import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { startSmtpStandIn, type SmtpStandIn } from '../../../test/smtp-stand-in.js'
import { multipartForm } from '../../../test/multipart-form.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { receivablesJobs } from './jobs.js'

describe('a statement sent to be confirmed', () => {
  let api: TestApp
  let book: CreditBook
  let smtp: SmtpStandIn
  let finance: Caller
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    smtp = await startSmtpStandIn()
    book = await openCreditBook(api)
    finance = await api.signIn('finance', { username: 'cai' })
    for (const code of ['C1', 'C2']) {
      await book.customer(code, 'unlimited')
      for (const [number, due, amount] of [
        ['1', '2026-11-01', '300.00'],
        ['2', '2026-12-31', '200.00'],
      ] as const)
        await book.document('invoice', `${code}-${number}`, {
          ...{ customerCode: code, date: '2026-10-01', dueDate: due, lines: [{ lineNo: 1, amount }] },
        })
    }
    await api.request('PUT', `/api/v1/customers/C1/contacts/${crypto.randomUUID()}`, {
      body: { name: '王会计', role: '财务', email: 'wang@example.com' },
    })
    await api.request('PUT', '/api/v1/notification-channels/mail', {
      body: {
        host: '127.0.0.1',
        port: smtp.port,
        security: 'none',
        username: null,
        from: 'ar@example.com',
        active: true,
      },
    })
  })
  afterAll(async () => {
    await smtp.close()
    await api.close()
  })

  const post = (url: string, body: object, as: Caller | null = finance) =>
    api.request('POST', url, { as, body })
  const send = (statementId: string) =>
    receivablesJobs(api.deps, api.secrets, 'https://ar.example.com')['send-statement']?.({ statementId })
  const linkFor = async (customerCode: string) => {
    const made = await post('/api/v1/statements/links', { customerCode })
    expect(made.status).toBe(201)
    return { id: String(made.body.id), token: String(made.body.path).split('#token=')[1] ?? '' }
  }
  const detail = async (id: string) =>
    (await api.request('GET', `/api/v1/statements/${id}`, { as: finance })).body
  const line = (number: string, more: object = {}) => ({
    ...{ source: 'erp', type: 'invoice', number, itemNo: 1, reason: '货物短少' },
    ...more,
  })

  it('goes out by mail with a link of which only the hash is kept, and is confirmed by it', async () => {
    const queued = await post('/api/v1/statements', { customerCodes: ['C1', 'C2'] })
    expect(queued.status).toBe(202)
    expect(queued.body.withoutAddress).toEqual(['C2'])
    const id = String(queued.body.queued[0].id)
    await send(id)
    await send(id)
    expect(smtp.received).toHaveLength(1)
    const source = Buffer.from(smtp.received[0]?.source ?? '').toString()
    const text = source.replaceAll('=\r\n', '').replaceAll('=3D', '=')
    const token = /confirm-statement#token=([\w-]{43})/.exec(text)?.[1] ?? decodedToken(source)
    expect(token).toMatch(/^[\w-]{43}$/)
    const kept = await api.database.db.rows<{ row: string }>(
      sql`SELECT r::text AS row FROM statement_request r`,
    )
    expect(JSON.stringify(kept)).not.toContain(token)
    const trail = await api.database.db.rows(
      sql`SELECT 1 FROM audit_entry a WHERE a::text LIKE ${`%${token}%`}`,
    )
    expect(trail).toEqual([])

    const opened = await post('/api/v1/statement-links/open', { token }, null)
    expect(opened.body).toMatchObject({ customerName: '客户 C1', status: 'sent' })
    expect(opened.body.statements[0].closing).toEqual({ amount: '500.00', currency: 'CNY' })
    expect((await detail(id)).status).toBe('opened')
    const answer = { token, name: '王芳', role: '财务经理' }
    const confirmed = await post('/api/v1/statement-links/answer', answer, null)
    expect(confirmed.body).toMatchObject({ status: 'confirmed', answeredBy: '王芳' })
    expect((await post('/api/v1/statement-links/answer', answer, null)).body.code).toBe('statement_answered')
    expect(await detail(id)).toMatchObject({ status: 'confirmed', answeredRole: '财务经理', disputes: [] })
  })

  function decodedToken(source: string): string {
    const body = source.split(/\r\n\r\n/).map((part) => Buffer.from(part, 'base64').toString('utf8'))
    return /confirm-statement#token=([\w-]{43})/.exec(body.join('\n'))?.[1] ?? ''
  }

  it('is disputed line by line, with proof, and shows what was said as it was', async () => {
    const { id, token } = await linkFor('C2')
    const unknown = await post(
      '/api/v1/statement-links/answer',
      { token, name: '李', disputes: [line('C1-1')] },
      null,
    )
    expect(unknown.body.code).toBe('statement_line_unknown')
    const wrong = { token, name: '李', disputes: [line('C2-1', { claimed: '1.234' })] }
    expect((await post('/api/v1/statement-links/answer', wrong, null)).body.code).toBe(
      'statement_amount_invalid',
    )
    const said = { token, name: '李雷', disputes: [line('C2-1', { claimed: '250.00' })], comment: '见附件' }
    expect((await post('/api/v1/statement-links/answer', said, null)).body.status).toBe('disputed')
    const { payload, headers } = multipartForm({ name: 'proof.txt', content: '短少证明' }, { token })
    const url = '/api/v1/statement-links/files'
    const uploaded = await api.app.inject({ method: 'POST', url, headers, payload })
    expect(uploaded.statusCode, uploaded.body).toBe(201)
    expect(await detail(id)).toMatchObject({
      status: 'disputed',
      comment: '见附件',
      disputes: [
        {
          number: 'C2-1',
          open: { amount: '300.00', currency: 'CNY' },
          claimed: { amount: '250.00', currency: 'CNY' },
          reason: '货物短少',
        },
      ],
      files: [{ name: 'proof.txt', contentHash: createHash('sha256').update('短少证明').digest('hex') }],
    })
  })

  it('stays as it was sent, whatever is booked afterwards', async () => {
    const { token } = await linkFor('C2')
    await book.document('invoice', 'C2-LATE', {
      ...{
        customerCode: 'C2',
        date: '2026-11-20',
        dueDate: '2026-12-20',
        lines: [{ lineNo: 1, amount: '9.00' }],
      },
    })
    const opened = await post('/api/v1/statement-links/open', { token }, null)
    expect(opened.body.statements[0].closing.amount).toBe('500.00')
  })

  it('cannot be opened by a wrong, withdrawn or expired link', async () => {
    const codeOf = async (token: string) =>
      (await post('/api/v1/statement-links/open', { token }, null)).body.code as string
    expect(await codeOf('x'.repeat(43))).toBe('statement_link_invalid')
    const taken = await linkFor('C2')
    expect((await post(`/api/v1/statements/${taken.id}/withdraw`, {})).body.status).toBe('withdrawn')
    expect(await codeOf(taken.token)).toBe('statement_link_invalid')
    const late = await linkFor('C2')
    api.clock.set('2026-12-05T03:59:59Z')
    expect(await codeOf(late.token)).not.toBe('statement_link_invalid')
    api.clock.set('2026-12-05T04:00:00Z')
    expect(await codeOf(late.token)).toBe('statement_link_invalid')
    api.clock.set('2026-11-21T04:00:00Z')
  })

  it('refuses whoever tries links again and again', async () => {
    api.clock.set('2026-11-21T05:00:00Z')
    const statuses = new Set<number>()
    for (let tries = 0; tries < 125; tries++)
      statuses.add((await post('/api/v1/statement-links/open', { token: `guess-${tries}` }, null)).status)
    expect(statuses).toEqual(new Set([404, 429]))
    api.clock.set('2026-11-21T06:00:00Z')
  })

  it('is sent again when the mail server was not ready, and says why it failed', async () => {
    const queued = await post('/api/v1/statements', { customerCodes: ['C1'] })
    const id = String(queued.body.queued[0].id)
    smtp.refuse = { code: 550, text: 'no such user' }
    await send(id)
    smtp.refuse = null
    const failed = await detail(id)
    expect(failed).toMatchObject({ status: 'failed', allowed: ['resend', 'withdraw'] })
    expect(failed.failure.zh).toContain('拒收')
    expect((await post(`/api/v1/statements/${id}/resend`, {})).body.status).toBe('queued')
    await send(id)
    expect((await detail(id)).status).toBe('sent')
    const list = await api.request('GET', '/api/v1/statements?status=waiting&customerCode=C1', {
      as: finance,
    })
    expect(list.body).toMatchObject({ total: 1, items: [{ id, closing: [{ amount: '500.00' }] }] })
    const sales = await api.signIn('sales', { username: 'zhang' })
    expect((await api.request('GET', '/api/v1/statements', { as: sales })).body.items).toEqual([])
  })
})
