import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { multipartForm } from '../../../test/multipart-form.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { openStatementDisputes } from './open-statement-disputes.js'

let app: TestApp
let book: OwingBook
let next = 0
let code = ''

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
  await app.signIn('sales', { username: 'zhang' })
  await app.signIn('finance', { username: 'cai' })
})
beforeEach(async () => {
  code = `S${++next}`
  await book.customer(code, '100000.00')
  await app.request('PUT', `/api/v1/customers/${code}`, {
    body: { name: `客户 ${code}`, ownerUsername: 'zhang' },
  })
  for (const no of ['1', '2']) await book.invoice(code, `${code}-${no}`, '1000.00', '2026-10-01')
})
afterAll(() => app.close())

async function link() {
  const body = { customerCode: code, from: '2026-01-01' }
  const made = await app.request('POST', '/api/v1/statements/links', { body })
  return { id: String(made.body.id), token: String(made.body.path).split('#token=')[1] ?? '' }
}
const line = (number: string, more: object = {}) => ({
  ...{ source: 'erp', type: 'invoice', number: `${code}-${number}`, itemNo: 1, reason: '短少 3 箱' },
  ...more,
})
async function answer(token: string, disputes: object[]) {
  const body = { token, name: '王芳', role: '财务经理', disputes }
  const said = await app.request('POST', '/api/v1/statement-links/answer', { as: null, body })
  expect(said.status, said.text).toBe(200)
}
async function upload(token: string, content: string) {
  const { payload, headers } = multipartForm({ name: '签收单.pdf', content }, { token })
  const url = '/api/v1/statement-links/files'
  const answer = await app.app.inject({ method: 'POST', url, headers, payload })
  expect(answer.statusCode, answer.body).toBe(201)
}
const follow = (id: string) => openStatementDisputes(app.deps, id)
const disputes = async (query = '') =>
  (await app.request('GET', `/api/v1/disputes?customerCode=${code}${query}`)).body.items
const evidence = async () => (await app.request('GET', `/api/v1/customers/${code}/evidence`)).body.items
const lines = async (id: string) => (await app.request('GET', `/api/v1/statements/${id}/disputes`)).body.items
const jobs = async (id: string) =>
  (
    await app.database.db.rows(sql`
      SELECT 1 FROM graphile_worker._private_jobs j WHERE j.payload->>'statementId' = ${id}`)
  ).length

describe('a line that a customer disputes on a statement', () => {
  it('opens a dispute of what the customer does not owe by their own word, for the owner, due by the settings', async () => {
    const { id, token } = await link()
    await answer(token, [line('1', { claimed: '700.00' })])
    await follow(id)
    expect(await disputes('&status=current')).toMatchObject([
      {
        ...{ status: 'opened', amount: { amount: '300.00', currency: 'CNY' }, reasonCode: 'other' },
        ...{ owner: 'zhang', dueOn: '2026-12-06', openedBy: 'statement-link', statementId: id },
        items: [{ number: `${code}-1`, itemNo: 1 }],
      },
    ])
    const [opened] = await disputes()
    expect(opened.description).toContain('短少 3 箱')
    expect(opened.description).toContain('王芳')
    expect(await lines(id)).toMatchObject([
      { number: `${code}-1`, outcome: 'opened', dispute: { number: opened.number, status: 'opened' } },
    ])
    expect(await disputes(`&statementId=${id}`)).toHaveLength(1)
    const paused = await app.database.db.rows(
      sql`SELECT p.paused_minor AS minor FROM paused_items('2026-11-21') p JOIN document d ON d.id = p.document_id
          WHERE d.number = ${`${code}-1`}`,
    )
    expect(paused).toEqual([{ minor: 30_000n }])
    const told = await app.database.db.rows(
      sql`SELECT u.username FROM notification n JOIN app_user u ON u.id = n.user_id
          WHERE n.kind = 'statement_disputed' AND n.subject = ${id} ORDER BY 1`,
    )
    expect(told).toEqual([{ username: 'cai' }, { username: 'zhang' }])
  })

  it('is followed once, however often and by how many at once', async () => {
    const { id, token } = await link()
    await answer(token, [line('1'), line('2', { claimed: '0.00' })])
    await Promise.all([follow(id), follow(id), follow(id)])
    await follow(id)
    expect(await disputes()).toHaveLength(2)
    expect(await lines(id)).toHaveLength(2)
  })

  it('takes what was uploaded as evidence, by its hash, also what came after the answer', async () => {
    const { id, token } = await link()
    await upload(token, '第一份')
    await answer(token, [line('1')])
    await follow(id)
    expect(await jobs(id)).toBe(1)
    await upload(token, '第二份')
    expect(await jobs(id)).toBe(2)
    await follow(id)
    await follow(id)
    const [dispute] = await disputes()
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    const files = (await evidence()) as { sha256: string }[]
    expect(files.map(({ sha256 }) => sha256).sort()).toEqual([hash('第一份'), hash('第二份')].sort())
    for (const file of files)
      expect(file).toMatchObject({ name: '签收单.pdf', objects: [{ type: 'dispute', id: dispute.id }] })
  })

  it('joins the dispute that holds the instalment already, with its proof', async () => {
    const first = await app.request('POST', `/api/v1/customers/${code}/disputes`, {
      body: {
        ...{ reasonCode: 'quality', description: '破损' },
        items: [{ source: 'erp', number: `${code}-1`, itemNo: 1 }],
      },
    })
    const { id, token } = await link()
    await upload(token, '照片')
    await answer(token, [line('1')])
    await follow(id)
    expect(await disputes()).toHaveLength(1)
    expect(await lines(id)).toMatchObject([{ outcome: 'joined', dispute: { id: first.body.id } }])
    expect(await evidence()).toMatchObject([{ objects: [{ type: 'dispute', id: first.body.id }] }])
  })

  it('that was paid meanwhile needs no dispute, and says so', async () => {
    const { id, token } = await link()
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '1000.00' }, '2026-11-20')
    await answer(token, [line('1')])
    await follow(id)
    expect(await disputes()).toEqual([])
    expect(await lines(id)).toMatchObject([{ outcome: 'settled', dispute: null }])
  })

  it('is nothing where the statement was confirmed', async () => {
    const { id, token } = await link()
    await answer(token, [])
    await follow(id)
    expect([await disputes(), await lines(id)]).toEqual([[], []])
  })

  it('is nothing that others see of a customer that is not theirs', async () => {
    const { id } = await link()
    const other = await app.signIn('sales', { username: 'li' })
    expect((await app.request('GET', `/api/v1/statements/${id}/disputes`, { as: other })).status).toBe(404)
  })
})
