import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'

const PHONE = '13812345678'
const IDENTITY = '110105194912310025'
const NUMBER = '6222021234567890123'
const contact = '0f9d3a52-5b0c-4c57-9d2a-0a8a3f1d0001'
const account = '0f9d3a52-5b0c-4c57-9d2a-0a8a3f1d0002'

describe('contacts and bank accounts', () => {
  let api: TestApp
  let finance: Caller
  let viewer: Caller
  beforeAll(async () => {
    api = await createTestApp()
    const book = await openCreditBook(api)
    await book.customer('C1', '1000.00')
    finance = await api.signIn('finance', { username: 'fang' })
    viewer = await api.signIn('viewer', { username: 'vera' })
    await api.request('PUT', `/api/v1/customers/C1/contacts/${contact}`, {
      body: {
        name: '王芳',
        role: '财务经理',
        phone: PHONE,
        identityNumber: IDENTITY,
        email: 'w@example.com',
      },
    })
    await api.request('PUT', `/api/v1/customers/C1/bank-accounts/${account}`, {
      body: { holder: '客户一', bank: '工商银行', currency: 'CNY', number: NUMBER },
    })
  })
  afterAll(() => api.close())

  const list = (as: Caller | undefined, what = 'contacts') =>
    api.request('GET', `/api/v1/customers/C1/${what}`, as ? { as } : {})
  const show = (as: Caller, id: string, body: object) =>
    api.request('POST', `/api/v1/customers/C1/sensitive/${id}/show`, { as, body })

  it('are masked for whoever may not read what is sensitive, and in clear for whoever may', async () => {
    const [masked] = (await list(finance)).body.items
    expect(masked).toMatchObject({
      name: '王芳',
      phone: { value: '13****78', masked: true },
      identityNumber: { value: '110****25', masked: true },
      allowed: ['show'],
    })
    expect((await list(finance, 'bank-accounts')).body.items[0].number).toEqual({
      value: '****0123',
      masked: true,
    })
    // The key with all scopes has `sensitive:read`.
    expect((await list(undefined)).body.items[0].phone).toEqual({ value: PHONE, masked: false })
    expect((await list(undefined, 'bank-accounts')).body.items[0].number.value).toBe(NUMBER)
  })

  it('show one field for a reason, which the trail keeps with who looked', async () => {
    const shown = await show(finance, contact, { field: 'phone', reason: 'contact' })
    expect(shown.body).toEqual({ value: PHONE })
    const other = await show(finance, account, { field: 'number', reason: 'other' })
    expect(other.body.code).toBe('reveal_note_needed')
    const noted = await show(finance, account, { field: 'number', reason: 'other', note: '退款' })
    expect(noted.body).toEqual({ value: NUMBER })
    const trail = await api.request(
      'GET',
      '/api/v1/audit?kind=access&objectType=customer&objectId=C1&actor=fang',
    )
    expect(trail.body.items).toMatchObject([
      { action: 'sensitive.shown', reason: 'other: 退款', after: { field: 'number', id: account } },
      { action: 'sensitive.shown', reason: 'contact', after: { field: 'phone', id: contact } },
    ])
  })

  it('show nothing to people without that permission', async () => {
    expect((await list(viewer)).body.items[0].allowed).toEqual([])
    expect((await show(viewer, contact, { field: 'phone', reason: 'contact' })).status).toBe(403)
  })

  it('leave nothing readable in database, trail, search and export', async () => {
    for (const table of ['customer_contact', 'customer_bank_account', 'audit_entry', 'customer']) {
      const { rows } = await api.database.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t`)
      const text = rows.map(({ row }) => row).join('\n')
      for (const secret of [PHONE, IDENTITY, NUMBER])
        expect({ table, found: text.includes(secret) }).toEqual({ table, found: false })
    }
    for (const url of [
      `search?q=${PHONE}`,
      'customers.csv',
      `customers?search=${NUMBER}`,
      'audit?limit=500',
    ]) {
      const { text } = await api.request('GET', `/api/v1/${url}`)
      expect(
        [PHONE, IDENTITY, NUMBER].some((secret) => text.replace(`search=${PHONE}`, '').includes(secret)),
      ).toBe(false)
    }
  })

  it('keep a sensitive field that is left out, and take it away with null', async () => {
    const url = `/api/v1/customers/C1/contacts/${contact}`
    const body = { name: '王芳', role: '总监' }
    expect((await api.request('PUT', url, { body })).body.phone.value).toBe(PHONE)
    const gone = await api.request('PUT', url, { body: { ...body, identityNumber: null } })
    expect(gone.body).toMatchObject({ role: '总监', identityNumber: null, phone: { value: PHONE } })
  })

  it('allow what they say is allowed, and refuse the rest', async () => {
    const analyst = await api.signIn('credit-analyst', { username: 'ana' })
    const one = '0f9d3a52-5b0c-4c57-9d2a-0a8a3f1d0003'
    const url = `/api/v1/customers/C1/contacts/${one}`
    const body = { name: '李' }
    for (const as of [analyst, viewer, finance]) {
      const { allowed } = (await list(as)).body as { allowed: string[] }
      const put = await api.request('PUT', url, { as, body })
      expect(put.status).toBe(allowed.includes('add') ? 200 : 403)
    }
    const { items } = (await list(analyst)).body as { items: { id: string; allowed: string[] }[] }
    const mine = items.find((row) => row.id === one)
    expect(mine?.allowed).toEqual(['edit', 'delete', 'show'])
    expect((await api.request('DELETE', url, { as: viewer })).status).toBe(403)
    expect((await api.request('DELETE', url, { as: analyst })).status).toBe(204)
    expect((await api.request('DELETE', url, { as: analyst })).body.code).toBe('contact_not_found')
  })

  it('of a foreign customer are as unknown as the customer', async () => {
    const sales = await api.signIn('sales', { username: 'sam' })
    expect((await list(sales)).body.code).toBe('customer_not_found')
    const wanted = { field: 'phone', reason: 'contact' }
    expect((await show(sales, contact, wanted)).body.code).toBe('customer_not_found')
    await api.request('PUT', '/api/v1/customers/C1', { body: { name: '客户 C1', ownerUsername: 'sam' } })
    expect((await show(sales, contact, wanted)).body).toEqual({ value: PHONE })
  })
})

describe('a user’s phone number', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [] })
  })
  afterAll(() => api.close())

  it('is masked in answers and in the trail, and shown with a reason', async () => {
    await api.signIn('viewer', { username: 'phil' })
    await api.request('PUT', '/api/v1/users/phil', { body: { phone: PHONE } })
    const manager = await api.signIn('credit-manager', { username: 'mia' })
    const seen = await api.request('GET', '/api/v1/users/phil', { as: manager })
    expect(seen.body.phone).toBe('13****78')
    const body = { reason: 'verification' }
    const shown = await api.request('POST', '/api/v1/users/phil/phone/show', { as: manager, body })
    expect(shown.body).toEqual({ value: PHONE })
    const { rows } = await api.database.pool.query<{ row: string }>(
      'SELECT t::text AS row FROM audit_entry t',
    )
    expect(rows.some(({ row }) => row.includes(PHONE))).toBe(false)
    expect(rows.some(({ row }) => row.includes('sensitive.shown'))).toBe(true)
  })
})

describe('custom fields that the organisation calls sensitive', () => {
  let api: TestApp
  let finance: Caller
  beforeAll(async () => {
    api = await createTestApp()
    await openCreditBook(api)
    finance = await api.signIn('credit-analyst', { username: 'fang' })
    const body = { name: '客户一', customFields: { 法人手机: PHONE, 备注: '老客户' } }
    await api.request('PUT', '/api/v1/customers/C1', { body })
    const set = await api.request('PUT', '/api/v1/organisation', { body: { sensitiveFields: ['法人手机'] } })
    expect(set.body.sensitiveFields).toEqual(['法人手机'])
  })
  afterAll(() => api.close())

  const customer = (as?: Caller) => api.request('GET', '/api/v1/customers/C1', as ? { as } : {})
  const field = encodeURIComponent('法人手机')

  it('are masked, and in clear for whoever may read them, which leaves a trace', async () => {
    expect((await customer(finance)).body.customFields).toEqual({ 法人手机: '****78', 备注: '老客户' })
    expect((await customer()).body.customFields).toEqual({ 法人手机: PHONE, 备注: '老客户' })
    const { rows } = await api.database.pool.query(
      "SELECT action FROM audit_entry WHERE action = 'custom-fields.read'",
    )
    expect(rows).toHaveLength(1)
  })

  it('are shown one at a time for a reason, which the trail keeps', async () => {
    const url = `/api/v1/customers/C1/custom-fields/${field}/show`
    const shown = await api.request('POST', url, { as: finance, body: { reason: 'contact' } })
    expect(shown.body, shown.text).toEqual({ value: PHONE })
    expect((await api.request('POST', url, { as: finance, body: { reason: 'other' } })).body.code).toBe(
      'reveal_note_needed',
    )
    const viewer = await api.signIn('viewer', { username: 'vera' })
    expect((await api.request('POST', url, { as: viewer, body: { reason: 'contact' } })).status).toBe(403)
    const { rows } = await api.database.pool.query(
      "SELECT reason, after FROM audit_entry WHERE action = 'sensitive.shown'",
    )
    expect(rows).toMatchObject([{ reason: 'contact' }])
  })

  it('keep their value when somebody saves what they were shown, and the trail never has it', async () => {
    const { customFields } = (await customer(finance)).body as { customFields: object }
    const body = { name: '客户一', customFields: { ...customFields, 备注: '重要客户' } }
    const saved = await api.request('PUT', '/api/v1/customers/C1', { as: finance, body })
    expect(saved.body.customFields).toEqual({ 法人手机: '****78', 备注: '重要客户' })
    expect((await customer()).body.customFields.法人手机).toBe(PHONE)
    await api.request('PUT', '/api/v1/customers/C1', {
      body: { name: '客户一', customFields: { 法人手机: '13900001111', 备注: '重要客户' } },
    })
    const { rows } = await api.database.pool.query(
      "SELECT count(*)::int AS n FROM audit_entry WHERE coalesce(before::text, '') || coalesce(after::text, '') LIKE '%13900001111%'",
    )
    expect(rows).toEqual([{ n: 0 }])
  })
})
