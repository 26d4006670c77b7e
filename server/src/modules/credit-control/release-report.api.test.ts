import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { addDays, calendarDay, daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'

let app: TestApp
let book: CreditBook
const today = calendarDay('2026-11-21')

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openCreditBook(app)
})
afterAll(() => app.close())

/** A small generator of the same numbers each time. */
function dice(seed: number) {
  let state = seed
  return (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % (most + 1)
  }
}

const yuan = (cents: number) => (cents / 100).toFixed(2)
const one = (cents: number, from?: object) => [{ lineNo: 1, amount: yuan(cents), ...(from ? { from } : {}) }]

type Item = Readonly<Record<string, { readonly amount: string }>> & {
  readonly customerCode: string
  readonly lateDaysMax: number
}

interface Expected {
  amount: number
  onTime: number
  late: number
  notDue: number
  overdue: number
  lost: number
  days: number
}

/** Trades a released order to some end, and keeps by its own account what came of it. */
async function trade(code: string, random: (most: number) => number): Promise<Expected> {
  const amount = 10_000 + random(90_000)
  const number = `SO-${code}`
  await book.customer(code, '50.00')
  const { body } = await book.check(code, number, yuan(amount))
  const released = await app.request('POST', `/api/v1/holds/${body.hold.id}/release`, {
    body: { reason: `why ${code}` },
  })
  expect(released.status).toBe(200)
  const put = async (type: string, name: string, more: object) =>
    expect(
      (await book.document(type, `${name}-${code}`, { customerCode: code, date: '2026-08-01', ...more }))
        .status,
    ).toBeLessThan(300)
  await put('order', 'SO', { lines: one(amount) })
  const expected: Expected = { amount, onTime: 0, late: 0, notDue: 0, overdue: 0, lost: 0, days: 0 }
  let rest = amount
  for (const part of [0, 1]) {
    const billed = part === 1 ? rest : random(rest - 1)
    if (billed < 10) continue
    rest -= billed
    const viaDelivery = random(1) === 1
    const from = (type: string, name: string) => ({ type, number: name, lineNo: 1, amount: yuan(billed) })
    if (viaDelivery) await put('delivery', `D${part}`, { lines: one(billed, from('order', number)) })
    const dueOn = addDays(today, random(60) - 40)
    const source = viaDelivery ? from('delivery', `D${part}-${code}`) : from('order', number)
    await put('invoice', `I${part}`, { dueDate: dueOn, lines: one(billed, source) })
    await settle(put, `${part}-${code}`, { billed, dueOn, part }, expected, random)
  }
  return expected
}

async function settle(
  put: (type: string, name: string, more: object) => Promise<void>,
  name: string,
  { billed, dueOn, part }: { billed: number; dueOn: CalendarDay; part: number },
  expected: Expected,
  random: (most: number) => number,
): Promise<void> {
  let open = billed
  for (const [index, type] of (['receipt', 'receipt', 'write-off'] as const).entries()) {
    const cents = random(open)
    const on = addDays(dueOn, random(30) - 15)
    if (cents === 0 || on > today || random(2) === 0) continue
    const bounced = type === 'receipt' && random(3) === 0
    const allocations = [{ number: `I${name}`, amount: yuan(cents) }]
    const settlement =
      type === 'receipt'
        ? { date: on, lines: one(cents), allocations }
        : {
            date: on,
            lines: one(cents, { type: 'invoice', number: `I${name}`, lineNo: 1, amount: yuan(cents) }),
          }
    await put(type, `${type}${part}${index}`, settlement)
    if (bounced) {
      await put(type, `${type}${part}${index}`, { ...settlement, version: 2, status: 'cancelled' })
      continue
    }
    open -= cents
    if (type === 'write-off') expected.lost += cents
    else if (on > dueOn) {
      expected.late += cents
      expected.days = Math.max(expected.days, daysBetween(dueOn, on))
    } else expected.onTime += cents
  }
  if (dueOn < today) expected.overdue += open
  else expected.notDue += open
  if (open > 0 && dueOn < today) expected.days = Math.max(expected.days, daysBetween(dueOn, today))
}

describe('releases and their later losses', () => {
  it('are those of a random book, counted independently, and their sum by releaser', async () => {
    const random = dice(20261121)
    const expected = new Map<string, Expected>()
    for (let index = 0; index < 12; index++) {
      const code = `RR${index}`
      expected.set(code, await trade(code, random))
    }
    const period = 'from=2026-11-01&to=2026-11-30'
    const { body } = await app.request('GET', `/api/v1/reports/releases/items?${period}`)
    const found = new Map(
      (body.items as Item[]).map((item) => [
        item.customerCode,
        [
          ...['amount', 'paidOnTime', 'paidLate', 'notDue', 'overdue', 'writtenOff'].map(
            (name) => item[name]?.amount,
          ),
          item.lateDaysMax,
        ],
      ]),
    )
    for (const [code, { amount, onTime, late, notDue, overdue, lost, days }] of expected) {
      const row = [...[amount, onTime, late, notDue, overdue, lost].map(yuan), days]
      expect([code, found.get(code)]).toEqual([code, row])
    }
    const report = (await app.request('GET', `/api/v1/reports/releases?${period}`)).body
    const total = (pick: (one: Expected) => number) =>
      yuan([...expected.values()].reduce((sum, all) => sum + pick(all), 0))
    expect(report.releasers).toHaveLength(1)
    expect(report.releasers[0]).toMatchObject({
      count: 12,
      amount: { amount: total((all) => all.amount) },
      paidLate: { amount: total((all) => all.late) },
      overdue: { amount: total((all) => all.overdue) },
      writtenOff: { amount: total((all) => all.lost) },
    })
    const csv = await app.request('GET', `/api/v1/reports/releases/export?${period}`)
    expect(csv.text.trim().split('\r\n')).toHaveLength(13)
    const other = await app.request('GET', '/api/v1/reports/releases?from=2026-10-01&to=2026-10-31')
    expect(other.body.releasers).toEqual([])
  })
})
