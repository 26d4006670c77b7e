import { describe, expect, it } from 'vitest'
import { receiptNumber, numbersIn } from './bank-line.js'
import { payerKey, recognisePayer, type PayerClues } from './recognise-payer.js'

const clues = (more: Partial<PayerClues>): PayerClues => ({
  ...{ sameName: [], learnedAccount: [], learnedName: [], named: [] },
  ...more,
})
const learned = (...ids: string[]) => ids.map((customerId) => ({ customerId, times: 1 }))

describe('recognising the payer', () => {
  it('is nearly certain when two clues agree, sure of one that fits one customer, and doubts what contradicts', () => {
    expect(recognisePayer(clues({ sameName: ['a'], named: ['a'] }))).toMatchObject({
      customerId: 'a',
      confidenceBp: 9900,
    })
    expect(recognisePayer(clues({ sameName: ['a'] }))?.confidenceBp).toBeGreaterThanOrEqual(9000)
    expect(recognisePayer(clues({ sameName: ['a', 'b'] }))?.confidenceBp).toBeLessThan(9000)
    expect(
      recognisePayer(clues({ sameName: ['a'], learnedAccount: learned('b') }))?.confidenceBp,
    ).toBeLessThan(9000)
    expect(recognisePayer(clues({ named: ['a'] }))?.confidenceBp).toBeLessThan(9000)
    expect(recognisePayer(clues({}))).toBeNull()
  })

  it('compares names without spaces, signs and widths, and keeps the place in brackets', () => {
    expect(payerKey('上海 某某（集团）有限公司')).toBe(payerKey('上海某某(集团)有限公司'))
    expect(payerKey('某某(北京)公司')).not.toBe(payerKey('某某(上海)公司'))
  })

  it('finds what could be invoice numbers in a reference', () => {
    expect(numbersIn('付INV-1001、FP/2026/77货款 ABCD')).toEqual(['INV-1001', 'FP/2026/77'])
  })

  it('numbers receipts by account and bank reference, and anew when a line is recorded again', () => {
    const line = { bankAccount: '31050161', bankRef: '20261103000001', recordedTimes: 0 }
    expect(receiptNumber(line)).toBe('0161-20261103000001')
    expect(receiptNumber({ ...line, recordedTimes: 1 })).toBe('0161-20261103000001/2')
    expect(receiptNumber({ ...line, bankRef: 'x'.repeat(80), recordedTimes: 11 })).toHaveLength(64)
  })
})
