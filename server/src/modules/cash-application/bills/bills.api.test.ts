import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, TODAY, type CreditBook } from '../../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../../test/test-app.js'
import { effects } from '../../../app/effects.js'
import { verifyLedger } from '../../exposure/ledger-verification-store.js'
import { latestRun } from '../matching-run-store.js'
import { runMatching } from '../run-matching.js'
import { warnOfBills } from './warn-of-bills.js'

const cny = (amount: string) => ({ amount, currency: 'CNY' })

describe('bills of exchange', () => {
  let api: TestApp
  let book: CreditBook
  let accountant: Caller
  let numbers = 0
  beforeAll(async () => {
    api = await createTestApp({ now: `${TODAY}T02:00:00Z` })
    book = await openCreditBook(api)
    accountant = await api.signIn('finance', { username: 'accountant' })
  })
  afterAll(() => api.close())

  /** A customer with one open invoice of 1,000. */
  const owing = async (code: string) => {
    await book.customer(code, '5000.00')
    const lines = [{ lineNo: 1, amount: '1000.00' }]
    await book.document('invoice', `INV-${code}`, { customerCode: code, dueDate: '2026-10-31', lines })
    const { body } = await api.request('GET', `/api/v1/invoices?customerCode=${code}`)
    return body.items[0].id as string
  }
  const bill = (customerCode: string, more: object = {}) => ({
    ...{ number: `51030012026${String(++numbers).padStart(6, '0')}`, kind: 'commercial', customerCode },
    ...{ segment: 'CN01', amount: cny('1000.00'), drawer: '出票公司', acceptor: '承兑公司' },
    ...{ issuedOn: '2026-11-01', receivedOn: '2026-11-10', maturesOn: '2026-11-25', ...more },
  })
  const receive = async (customerCode: string, more: object = {}) => {
    const answer = await api.request('POST', '/api/v1/bills', {
      body: bill(customerCode, more),
      as: accountant,
    })
    expect(answer.body).toMatchObject({ state: 'held' })
    return answer.body.id as string
  }
  /** The whole instalment of an invoice. */
  const settling = (invoiceId: string) => ({ items: [{ invoiceId, itemNo: 1, amount: cny('1000.00') }] })
  const act = (id: string, body: object) =>
    api.request('POST', `/api/v1/bills/${id}/acts`, { body, as: accountant })
  const undo = (id: string) =>
    api.request('POST', `/api/v1/bills/${id}/undo`, { body: { reason: '登记有误' }, as: accountant })
  /** Exposure in total, and in receivables, bills and unapplied. */
  const standing = async (code: string, asOf?: string) => {
    const { exposure, buckets } = await book.exposure(code, asOf ? `&asOf=${asOf}` : '')
    const of = (bucket: string) => Number(buckets[bucket]?.amount)
    return [Number(exposure.amount), of('receivables'), of('bills'), of('unapplied')]
  }
  const sound = async () => expect((await verifyLedger(api.deps.db)).differences).toEqual([])

  const discount = { act: 'discount', party: '某银行', charge: cny('12.34') }
  const endorse = { act: 'endorse', party: '上游供应商' }
  const dishonour = { act: 'dishonour', reason: '承兑人账户余额不足' }
  /** Acts from receipt on; expected exposure, receivables, bills, unapplied after each. */
  const lives: [string, [object, number[]][]][] = [
    ['cashed at once', [[{ act: 'pay' }, [0, 0, 0, 0]]]],
    [
      'presented and cashed',
      [
        [{ act: 'present' }, [1000, 0, 1000, 0]],
        [{ act: 'pay' }, [0, 0, 0, 0]],
      ],
    ],
    [
      'presented and dishonoured',
      [
        [{ act: 'present' }, [1000, 0, 1000, 0]],
        [dishonour, [1000, 1000, 0, 0]],
      ],
    ],
    [
      'discounted and paid',
      [
        [discount, [1000, 0, 1000, 0]],
        [{ act: 'pay' }, [0, 0, 0, 0]],
      ],
    ],
    [
      'discounted and dishonoured',
      [
        [discount, [1000, 0, 1000, 0]],
        [dishonour, [1000, 1000, 0, 0]],
      ],
    ],
    [
      'sold without recourse',
      [
        [{ ...discount, recourse: false }, [0, 0, 0, 0]],
        [{ act: 'pay' }, [0, 0, 0, 0]],
      ],
    ],
    [
      'endorsed and paid',
      [
        [endorse, [1000, 0, 1000, 0]],
        [{ act: 'pay' }, [0, 0, 0, 0]],
      ],
    ],
    [
      'endorsed and dishonoured',
      [
        [endorse, [1000, 0, 1000, 0]],
        [dishonour, [1000, 1000, 0, 0]],
      ],
    ],
    ['withdrawn', [[{ act: 'withdraw', reason: '客户换票' }, [1000, 1000, 0, 0]]]],
  ]

  it.each(lives)(
    '%s: the exposure is right after every step, and after taking each back',
    async (name, steps) => {
      const code = `L${lives.findIndex(([one]) => one === name)}`
      const id = await receive(code, settling(await owing(code)))
      const path = [[1000, 0, 1000, 0]]
      expect(await standing(code)).toEqual(path[0])
      for (const [body, expected] of steps) {
        expect((await act(id, body)).status).toBe(200)
        expect(await standing(code)).toEqual(expected)
        path.push(expected)
      }
      for (const expected of path.slice(0, -1).reverse()) {
        expect((await undo(id)).status).toBe(200)
        expect(await standing(code)).toEqual(expected)
      }
      expect((await undo(id)).body.code).toBe('bill_nothing_to_undo')
      const { body } = await api.request('GET', `/api/v1/bills/${id}`)
      expect(body.events).toHaveLength(1 + 2 * steps.length)
      expect(body).toMatchObject({ state: 'held', acts: expect.not.arrayContaining(['undo']) })
      expect(body.settles).toMatchObject([{ number: `INV-${code}`, amount: cny('1000.00') }])
      await sound()
    },
  )

  it('of a bank count as the settings say, and bring the debt back whole when dishonoured', async () => {
    const id = await receive('B1', { ...settling(await owing('B1')), kind: 'bank' })
    expect(await standing('B1')).toEqual([0, 0, 0, 0])
    await act(id, dishonour)
    expect(await standing('B1')).toEqual([1000, 1000, 0, 0])
    const settings = { bankPercent: 20, commercialPercent: 100, warnDays: 10 }
    expect((await api.request('PUT', '/api/v1/bill-settings', { body: settings })).body.version).toBe(1)
    const later = await receive('B1', { ...settling((await invoiceOf('B1')) ?? ''), kind: 'bank' })
    expect(await standing('B1')).toEqual([200, 0, 200, 0])
    await act(later, { act: 'pay' })
    expect(await standing('B1')).toEqual([0, 0, 0, 0])
    await sound()
  })
  const invoiceOf = async (code: string) =>
    (await api.request('GET', `/api/v1/invoices?customerCode=${code}`)).body.items[0]?.id as
      string | undefined

  it('are matched by the invoice that their reference names, and entered on their own days', async () => {
    await owing('M1')
    const id = await receive('M1', { reference: '支付 INV-M1 货款' })
    expect(await standing('M1')).toEqual([1000, 1000, 1000, -1000])
    const run = await latestRun(api.deps.db)
    await runMatching(api.deps, effects, run?.id ?? '')
    expect(await standing('M1')).toEqual([1000, 0, 1000, 0])
    expect((await standing('M1', '2026-11-09'))[2]).toBe(0)
    expect((await standing('M1', '2026-11-10'))[2]).toBe(1000)
    await act(id, { act: 'pay', on: '2026-11-20' })
    expect((await standing('M1', '2026-11-19'))[2]).toBe(1000)
    expect((await standing('M1', '2026-11-20'))[2]).toBe(0)
  })

  it('are dealt with once when two people act at the same moment', async () => {
    const id = await receive('R1', settling(await owing('R1')))
    const answers = await Promise.all([
      act(id, { act: 'pay' }),
      act(id, dishonour),
      act(id, endorse),
      act(id, discount),
    ])
    const won = answers.filter(({ status }) => status === 200)
    const { body } = await api.request('GET', `/api/v1/bills/${id}`)
    const acts = (body.events as { act: string; state: string }[]).map(({ act: done }) => done)
    expect(acts).toHaveLength(1 + won.length)
    // Passing on may come before payment or dishonour, never after; and only one of each kind.
    expect(acts.filter((one) => one === 'pay' || one === 'dishonour').length).toBeLessThanOrEqual(1)
    expect(acts.filter((one) => one === 'endorse' || one === 'discount').length).toBeLessThanOrEqual(1)
    for (const { status, body: problem } of answers)
      if (status !== 200) expect([status, problem.code]).toEqual([409, 'bill_wrong_state'])
    const [total] = await standing('R1')
    expect(total).toBe(body.state === 'paid' ? 0 : 1000)
    await sound()
  })

  it('are registered once, however many register them at the same moment', async () => {
    await owing('D1')
    const same = bill('D1')
    const tries = [1, 2, 3].map(() => api.request('POST', '/api/v1/bills', { body: same }))
    const answers = await Promise.all(tries)
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
    await owing('D2')
    const other = await api.request('POST', '/api/v1/bills', { body: { ...same, customerCode: 'D2' } })
    expect([other.status, other.body.code]).toEqual([409, 'bill_known'])
    const [one] = answers.flatMap(({ status, body }) => (status === 201 ? [body.id as string] : []))
    await act(one ?? '', { act: 'withdraw', reason: '记错客户' })
    const again = await api.request('POST', '/api/v1/bills', { body: { ...same, customerCode: 'D2' } })
    expect(again.status).toBe(201)
    expect(await standing('D1')).toEqual([1000, 1000, 0, 0])
    expect((await standing('D2'))[2]).toBe(1000)
  })

  it.each([
    ['received in the future', { receivedOn: '2026-11-22' }, 400, 'bill_dates'],
    ['received before its issue', { receivedOn: '2026-10-30' }, 400, 'bill_dates'],
    ['mature when issued', { maturesOn: '2026-11-01' }, 400, 'bill_dates'],
    ['of nobody', { customerCode: 'nobody' }, 404, 'customer_not_found'],
    ['settling another’s invoice', { items: 'other' }, 409, 'match_other_party'],
  ] as const)('are refused when %s, and leave nothing behind', async (name, more, status, code) => {
    await owing(`X${name.length}`)
    const items = 'items' in more ? settling((await invoiceOf('D1')) ?? '') : {}
    const body = { ...bill(`X${name.length}`), ...more, ...items }
    const answer = await api.request('POST', '/api/v1/bills', { body })
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect((await standing(`X${name.length}`)).slice(1)).toEqual([1000, 0, 0])
  })

  it('are acted on neither before the last act nor in the future', async () => {
    const id = await receive('T1', settling(await owing('T1')))
    expect((await act(id, { act: 'present', on: '2026-11-20' })).status).toBe(200)
    for (const on of ['2026-11-19', '2026-11-22'])
      expect((await act(id, { act: 'pay', on })).body.code).toBe('bill_day')
    expect((await act(id, endorse)).body.code).toBe('bill_wrong_state')
  })

  it('are listed by maturity with their sums, and shown to nobody who may not see the customer', async () => {
    const { body } = await api.request('GET', '/api/v1/bills?customerCode=T1')
    expect(body.items).toMatchObject([{ customerCode: 'T1', daysLeft: 4, exposure: cny('1000.00') }])
    expect(body.maturities).toEqual([{ band: 'd7', count: 1, amount: cny('1000.00') }])
    const csv = await api.request('GET', '/api/v1/bills.csv?customerCode=T1&language=en')
    expect(csv.text).toContain('Commercial acceptance')
    const stranger = await api.signIn('sales', { username: 'stranger' })
    const id = body.items[0].id as string
    expect((await api.request('GET', `/api/v1/bills/${id}`, { as: stranger })).status).toBe(404)
    expect(
      (await api.request('POST', `/api/v1/bills/${id}/undo`, { body: { reason: 'x' }, as: stranger })).status,
    ).toBe(403)
  })

  it('are warned of before they mature, once', async () => {
    await warnOfBills(api.deps)
    await warnOfBills(api.deps)
    const told = await api.request('GET', '/api/v1/notifications?limit=100', { as: accountant })
    const kinds = (told.body.items as { kind: string; link: string }[]).filter(
      ({ kind }) => kind === 'bill_maturing',
    )
    expect(kinds.length).toBeGreaterThan(0)
    expect(new Set(kinds.map(({ link }) => link)).size).toBe(kinds.length)
  })
})
