import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { matchAccount } from './match-account.js'
import { rulesIn, standardSettings } from './matching-settings.js'
import type { MoneyIn, Receivable } from './money-in.js'

const day = calendarDay('2026-11-01')
const CNY = 'CNY' as Currency
const rules = rulesIn(CNY, standardSettings)

function money(leftMinor: bigint, reference = '', more: Partial<MoneyIn> = {}): MoneyIn {
  const base = { documentId: `r-${leftMinor}`, number: `R${leftMinor}`, kind: 'receipt', on: day } as const
  return { ...base, leftMinor, reference, payerBp: 10_000, ...more }
}

function open(number: string, openMinor: bigint, more: Partial<Receivable> = {}): Receivable {
  return {
    ...{ invoiceId: `i-${number}`, itemNo: 1, number, on: addDays(day, -40), dueOn: addDays(day, -10) },
    ...{ openMinor, amountMinor: openMinor, disputed: false, interestOf: null },
    ...more,
  }
}

const amountsOf = (proposals: ReturnType<typeof matchAccount>) =>
  proposals.map(({ method, items }) => [
    method,
    ...items.map((item) => `${item.invoiceId} ${item.amountMinor}`),
  ])

describe('matching', () => {
  it('follows what the payer names, however it is written', () => {
    for (const reference of ['付INV-1002货款', 'inv 1002', 'ＩＮＶ－１００２', '发票尾号1002']) {
      const [found] = matchAccount(
        [money(70_055n, reference)],
        [open('INV-1001', 70_055n), open('INV-1002', 70_055n)],
        rules,
      )
      expect(found?.items, reference).toEqual([
        { invoiceId: 'i-INV-1002', itemNo: 1, amountMinor: 70_055n, grantedMinor: 0n },
      ])
      expect(found?.confidenceBp).toBeGreaterThanOrEqual(9000)
    }
  })

  it('pays billed interest before the debt it is owed on, in the place of that debt', () => {
    const debts = [
      open('OLD', 50_000n, { dueOn: addDays(day, -30) }),
      open('NEW', 80_000n, { dueOn: addDays(day, -20) }),
      open('LI-2', 700n, { dueOn: addDays(day, -1), interestOf: 'i-OLD 1' }),
      open('LI-1', 300n, { dueOn: addDays(day, -2), interestOf: 'i-OLD 1' }),
      open('LI-3', 900n, { dueOn: addDays(day, -1), interestOf: 'i-PAID 1' }),
    ]
    const shares = (minor: bigint) =>
      new Map(
        matchAccount([money(minor)], debts, rules)[0]?.items.map((one) => [one.invoiceId, one.amountMinor]),
      )
    expect(shares(600n)).toEqual(
      new Map([
        ['i-LI-1', 300n],
        ['i-LI-2', 300n],
      ]),
    )
    expect(shares(50_500n)).toEqual(
      new Map([
        ['i-OLD', 49_500n],
        ['i-LI-1', 300n],
        ['i-LI-2', 700n],
      ]),
    )
    // Interest on what is paid already is a debt by its own due day.
    expect(shares(131_001n).get('i-LI-3')).toBe(1n)
    expect(shares(131_001n).get('i-NEW')).toBe(80_000n)
  })

  it('is sure of the only equal amount, not of one among several, and less of a round one', () => {
    const items = [open('A1', 12_345n), open('B2', 5_000_000n), open('C3', 777n), open('D4', 777n)]
    const sure = (minor: bigint) => matchAccount([money(minor)], items, rules)[0]?.confidenceBp ?? 0
    expect(sure(12_345n)).toBeGreaterThanOrEqual(9000)
    expect(sure(5_000_000n)).toBeLessThan(9000)
    expect(sure(777n)).toBeLessThan(9000)
  })

  it.each([
    ['CNY', 2_000n],
    ['JPY', 20n],
    ['KWD', 20_000n],
  ])('grants a bank fee of 20.00 units at most in %s', (currency, most) => {
    const fee = rulesIn(currency as Currency, { ...standardSettings, feeMax: 2_000 })
    const short = (minor: bigint) =>
      matchAccount([money(1_000_000n - minor)], [open('A1', 1_000_000n)], fee)[0]?.grantedKind ?? null
    expect(short(most)).toBe('fee')
    expect(short(most + 1n)).not.toBe('fee')
  })

  it('finds the set of invoices that sums to the amount, and says when it is not the only one', () => {
    const items = [open('A', 10_010n), open('B', 20_020n), open('C', 40_040n), open('D', 33_333n)]
    expect(amountsOf(matchAccount([money(50_050n)], items, rules))).toEqual([
      ['sum', 'i-A 10010', 'i-C 40040'],
    ])
    const twice = [...items, open('E', 50_050n - 33_333n)]
    const [found] = matchAccount([money(50_050n)], twice, rules)
    expect(found?.grounds[0]?.code).toBe('sum_several')
    expect(found?.confidenceBp).toBeLessThan(7000)
  })

  it('falls back to the order of the law: what is due, the oldest first', () => {
    const items = [
      open('LATER', 500n, { dueOn: addDays(day, 30) }),
      open('NEWER', 500n, { dueOn: addDays(day, -1) }),
      open('OLDER', 500n, { dueOn: addDays(day, -9) }),
    ]
    const [found] = matchAccount([money(701n)], items, rules)
    expect(found?.method).toBe('order')
    const paid = new Map(found?.items.map(({ invoiceId, amountMinor }) => [invoiceId, amountMinor]))
    expect(paid).toEqual(
      new Map([
        ['i-OLDER', 500n],
        ['i-NEWER', 201n],
      ]),
    )
  })

  it('leaves disputed invoices alone unless they are named', () => {
    const items = [open('INV-77001', 400n, { disputed: true })]
    expect(matchAccount([money(400n)], items, rules)).toEqual([])
    expect(matchAccount([money(400n, 'INV-77001')], items, rules)).toHaveLength(1)
  })

  it('is never surer of a match than of the payer', () => {
    const unsure = money(12_345n, '', { payerBp: 6000 })
    const [found] = matchAccount([unsure], [open('A1', 12_345n)], rules)
    expect(found?.confidenceBp).toBe(6000)
    expect(found?.grounds.map(({ code }) => code)).toContain('payer_unsure')
  })

  const receivable = fc.record({
    number: fc.stringMatching(/^INV-[0-9]{4}$/),
    minor: fc.bigInt(1n, 50_000n),
    due: fc.integer({ min: -90, max: 90 }),
    disputed: fc.boolean(),
  })
  const receipt = fc.record({
    minor: fc.bigInt(1n, 90_000n),
    cites: fc.option(fc.stringMatching(/^INV-[0-9]{4}$/)),
  })

  it('never takes more than there is, of a receipt or of an instalment, whatever order they come in', () => {
    fc.assert(
      fc.property(
        fc.array(receivable, { maxLength: 12 }),
        fc.array(receipt, { maxLength: 6 }),
        (due, paid) => {
          const items = due.map(({ number, minor, due: days, disputed }, index) =>
            open(number, minor, { invoiceId: `i${index}`, dueOn: addDays(day, days), disputed }),
          )
          const moneyIn = paid.map(({ minor, cites }, index) =>
            money(minor, cites ?? '', { documentId: `r${index}`, number: `R${index}` }),
          )
          const settings = rulesIn(CNY, {
            ...standardSettings,
            feeMax: 50,
            discountBp: 200,
            discountDays: 60,
          })
          const proposals = matchAccount(moneyIn, items, settings)
          const taken = new Map<string, bigint>()
          for (const { documentId, items: parts } of proposals) {
            const sum = parts.reduce((total, { amountMinor }) => total + amountMinor, 0n)
            expect(sum).toBeGreaterThan(0n)
            expect(sum).toBeLessThanOrEqual(
              moneyIn.find((one) => one.documentId === documentId)?.leftMinor ?? 0n,
            )
            for (const { invoiceId, amountMinor, grantedMinor } of parts) {
              taken.set(invoiceId, (taken.get(invoiceId) ?? 0n) + amountMinor + grantedMinor)
            }
          }
          for (const item of items)
            expect(taken.get(item.invoiceId) ?? 0n).toBeLessThanOrEqual(item.openMinor)
          expect(new Set(proposals.map(({ documentId }) => documentId)).size).toBe(proposals.length)
          const turned = matchAccount([...moneyIn].reverse(), [...items].reverse(), settings)
          expect(turned).toEqual(proposals)
        },
      ),
      { numRuns: 150 },
    )
  })
})
