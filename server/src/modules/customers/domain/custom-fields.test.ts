import { describe, expect, it } from 'vitest'
import { maskedFields, unmaskedFields } from './custom-fields.js'

const stored = { 法人手机: '13812345678', 备注: '老客户', 户数: 12, 空: '', 无: null }

describe('sensitive custom fields', () => {
  it('are masked by name, whatever they hold; empty ones stay empty', () => {
    expect(maskedFields(stored, ['法人手机', '户数', '空', '无'])).toEqual({
      ...{ 法人手机: '****78', 备注: '老客户', 户数: '****', 空: '', 无: null },
    })
    expect(maskedFields(stored, [])).toEqual(stored)
  })

  it('keep their value when the mask comes back, and take another one', () => {
    const sent = { 法人手机: '****78', 备注: '****', 户数: 13 }
    expect(unmaskedFields(sent, stored, ['法人手机', '户数'])).toEqual({
      法人手机: '13812345678',
      备注: '****',
      户数: 13,
    })
    expect(unmaskedFields({ 新: '****' }, stored, ['新'])).toEqual({ 新: '****' })
  })
})
