import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderEvidence, readDay } from './cell-day.js'
import { readFlag } from './cell-flag.js'
import { DecimalSum, readDecimal, shiftDecimal, showsDecimalComma } from './cell-number.js'
import { cleanCell, headerKey, isBlank } from './cell-text.js'

describe('days', () => {
  it.each([
    ['2026-03-05', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['2026.3.5', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026-03-05 00:00:00', '2026-03-05'],
    ['2026-03-05T16:00:00.000Z', '2026-03-05'],
    ['46086', '2026-03-05'],
    ['46086.75', '2026-03-05'],
    ['5-Mar-2026', '2026-03-05'],
    ['Mar 5, 2026', '2026-03-05'],
    ['05-Mar-26', '2026-03-05'],
    ['31/12/99', null],
    ['2026-02-30', null],
    ['12345', null],
    ['5', null],
    ['INV-2026-03', null],
    ['', null],
  ])('reads %j as %j', (text, day) => {
    expect(readDay(text, 'mdy')).toBe(day)
  })

  it('reads 3/5/2026 by the order of its column', () => {
    expect(readDay('3/5/2026', 'mdy')).toBe('2026-03-05')
    expect(readDay('3/5/2026', 'dmy')).toBe('2026-05-03')
    expect(readDay('1/2/13 10:30 PM', 'mdy')).toBe('2013-01-02')
    expect(readDay('31/12/99', 'dmy')).toBe('1999-12-31')
  })

  it.each([
    ['13/5/2026', 'dmy'],
    ['5/13/2026', 'mdy'],
    ['5/6/2026', 'either'],
    ['2026-05-06', null],
  ])('takes %j as evidence for %j', (text, order) => {
    expect(orderEvidence(text)).toBe(order)
  })
})

describe('numbers', () => {
  it.each([
    ['1,234,567.80', '1234567.8'],
    ['¥1,000', '1000'],
    ['￥ 12.50元', '12.5'],
    ['(1,234.50)', '-1234.5'],
    ['１２３．４５', '123.45'],
    ['-5', '-5'],
    ['5-', '-5'],
    ['CNY 30.00', '30'],
    ['0.00', '0'],
    ['-0', '0'],
    ['.5', '0.5'],
    ['1,2345', '12345'],
    ['12,34', null],
    ['1.2.3', null],
    ['abc', null],
    ['', null],
  ])('reads %j as %j', (text, decimal) => {
    expect(readDecimal(cleanCell(text), false)).toBe(decimal)
  })

  it('reads the continental way when told so', () => {
    expect(readDecimal('1.234,50', true)).toBe('1234.5')
    expect(readDecimal('12,5', true)).toBe('12.5')
    expect(showsDecimalComma('1.234,50')).toBe(true)
    expect(showsDecimalComma('1,234.50')).toBe(false)
    expect(showsDecimalComma('1,234')).toBe(false)
  })

  it('shifts units exactly', () => {
    expect(shiftDecimal('12.345', 4)).toBe('123450')
    expect(shiftDecimal('-0.00001', 4)).toBe('-0.1')
    expect(shiftDecimal('7', 0)).toBe('7')
  })

  it('sums exactly, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })), (cents) => {
        const sum = new DecimalSum()
        for (const cent of cents) {
          const text = (cent < 0n ? -cent : cent).toString().padStart(3, '0')
          sum.add(`${cent < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`)
        }
        const total = cents.reduce((left, right) => left + right, 0n)
        expect(shiftDecimal(sum.toString(), 2)).toBe(total.toString())
      }),
    )
  })
})

describe('texts and flags', () => {
  it.each([
    ['是', true],
    ['Yes', true],
    ['1', true],
    ['否', false],
    ['no', false],
    ['maybe', null],
  ])('reads the flag %j', (text, flag) => {
    expect(readFlag(text)).toBe(flag)
  })

  it('compares headers without case, spaces, signs and width', () => {
    expect(headerKey(' Invoice_Number ')).toBe(headerKey('invoiceNumber'))
    expect(headerKey('客户名称（全称）')).toBe('客户名称全称')
    expect(headerKey('ＩＤ')).toBe('id')
  })

  it('knows blank cells', () => {
    expect(['', '-', '—', 'N/A', 'null', '无'].every(isBlank)).toBe(true)
    expect(isBlank('0')).toBe(false)
  })
})
