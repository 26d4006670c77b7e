import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { parseAmount, money } from '../../kernel/money.js'
import type { Currency } from '../../kernel/currency.js'
import { openDatabase } from '../../platform/db/database.js'
import type { Database } from '../../platform/db/types.js'
import { sql } from '../../platform/db/sql.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { createCheckService, type CheckService } from './check-service.js'
import type { CheckRequest } from './check-request.js'

const CNY = 'CNY' as Currency
let app: TestApp
let book: CreditBook
/** Each service has its own pool and queue, as two serving processes have. */
let services: CheckService[]
let databases: Database[]

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openCreditBook(app)
  databases = [0, 1].map(() => openDatabase({ url: app.database.url, poolSize: 6 }))
  services = databases.map((db) => createCheckService({ ...app.deps, db }))
})
afterAll(async () => {
  await Promise.all(databases.map((db) => db.close()))
  await app.close()
})

function request(customerCode: string, number: string, amount: string, version = 1n): CheckRequest {
  const minor = parseAmount(amount, CNY)
  if (typeof minor !== 'bigint') throw new Error(amount)
  return {
    checkpoint: 'order',
    customerCode,
    segmentCode: 'CN01',
    document: { source: 'erp', type: 'order', number, version, orderNumber: null },
    amount: money(minor, CNY),
    netDays: null,
    shipOn: null,
    reserve: true,
    trigger: 'check',
    submittedBy: 'crowd',
    scope: null,
  }
}

function serviceOf(index: number): CheckService {
  const service = services[index % services.length]
  if (!service) throw new Error('no service')
  return service
}

const passes = (outcome: string) => outcome === 'approved' || outcome === 'warned'

describe('a crowd of 60 checks through two processes', () => {
  it('passes exactly those that fit the limit of one customer', async () => {
    await book.customer('R1', '1000.00')
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => serviceOf(index).check(request('R1', `R1-${index}`, '70.00'))),
    )
    expect(answers.filter(({ outcome }) => passes(outcome))).toHaveLength(14)
    expect((await book.exposure('R1')).exposure.amount).toBe('980.00')
  })

  it('passes exactly those that fit the limit of a group of four members', async () => {
    const members = ['RG1', 'RG2', 'RG3', 'RG4']
    for (const member of members) await book.customer(member, '1000.00', { group: 'RG' })
    const body = { currency: 'CNY', limitMode: 'amount', limit: { amount: '1500.00', currency: 'CNY' } }
    expect((await app.request('PUT', '/api/v1/groups/RG/accounts/CN01', { body })).status).toBe(200)
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        serviceOf(index).check(request(members[index % 4] ?? '', `RG-${index}`, '70.00')),
      ),
    )
    expect(answers.filter(({ outcome }) => passes(outcome))).toHaveLength(21)
    expect((await book.exposure('RG1')).group.exposure.amount).toBe('1470.00')
  })

  it('decides one document once, however often it is sent at once', async () => {
    await book.customer('R2', '1000.00')
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => serviceOf(index).check(request('R2', 'R2-1', '300.00'))),
    )
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect((await book.exposure('R2')).exposure.amount).toBe('300.00')
  })

  it('keeps one reservation when versions of a document race', async () => {
    await book.customer('R3', '1000.00')
    const amounts = Array.from({ length: 20 }, (_, index) => `${(index + 1) * 10}.00`)
    const answers = await Promise.allSettled(
      amounts.map((amount, index) =>
        serviceOf(index).check(request('R3', 'R3-1', amount, BigInt(index + 1))),
      ),
    )
    const accepted = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    const last = accepted.reduce((latest, one) =>
      one.documentVersion > latest.documentVersion ? one : latest,
    )
    expect(last.documentVersion).toBe(20n)
    expect((await book.exposure('R3')).exposure.amount).toBe('200.00')
    const active = await app.deps.db.rows(
      sql`SELECT id FROM reservation WHERE number = 'R3-1' AND status = 'active'`,
    )
    expect(active).toHaveLength(1)
  })

  it('and orders and receipts in between leaves ledger, projections and documents agreed', async () => {
    await book.customer('R4', '100000.00')
    const documents = Array.from({ length: 30 }, (_, index) => {
      const invoice = book.document('invoice', `R4-I${index}`, {
        customerCode: 'R4',
        lines: [{ lineNo: 1, amount: '100.00' }],
      })
      const receipt = book.document('receipt', `R4-R${index}`, {
        customerCode: 'R4',
        lines: [{ lineNo: 1, amount: '100.00' }],
        allocations: [{ number: `R4-I${index}`, amount: '40.00' }],
      })
      return [invoice, receipt, serviceOf(index).check(request('R4', `R4-${index}`, '10.00'))]
    })
    await Promise.all(documents.flat())
    const exposure = await book.exposure('R4')
    expect(exposure.buckets['receivables']?.amount).toBe('1800.00')
    expect(exposure.buckets['unapplied']?.amount).toBe('-1800.00')
    expect(exposure.buckets['reserved']?.amount).toBe('300.00')
    expect((await verifyLedger(app.deps.db)).differences).toEqual([])
  })

  it('lets one of two people who release a hold at once succeed', async () => {
    await book.customer('R5', '10.00')
    const held = await book.check('R5', 'R5-1', '20.00')
    const url = `/api/v1/holds/${(held.body as { hold: { id: string } }).hold.id}/release`
    const clicks = await Promise.all(
      Array.from({ length: 20 }, () => app.request('POST', url, { body: { reason: '放行' } })),
    )
    expect(clicks.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      200,
      ...Array<number>(19).fill(409),
    ])
    expect((await book.exposure('R5')).exposure.amount).toBe('20.00')
  })
})
