import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFormula } from './formula.js'

function valueOf(expression: string, values: Readonly<Record<string, number | string>>): number | null {
  const { formula, fault } = readFormula(expression)
  if (formula === null) throw new Error(fault.en)
  return formula.value(formula.inputs.map((input) => values[input] ?? 0))
}

describe('a formula', () => {
  it.each([
    ['average_delay_weighted - average_delay', { average_delay_weighted: 120, average_delay: 50 }, 70],
    ['1 / 2 * tenure_months', { tenure_months: 5 }, 3],
    ['litigation_count * 2 + enforcement_count', { litigation_count: 2, enforcement_count: 1 }, 5],
    ['max(litigation_count, enforcement_count, 3)', { litigation_count: 2, enforcement_count: 1 }, 3],
    ['tax_rating in ["A", "B"] ? 100 : 40', { tax_rating: 'B' }, 100],
    ['dishonest_debtor == 1 || litigation_count >= 3', { dishonest_debtor: 0, litigation_count: 3 }, 1],
    ['tenure_months == 0 ? 0 : order_growth / tenure_months', { tenure_months: 0, order_growth: 9 }, 0],
    ['-tenure_months / 2', { tenure_months: 5 }, -2],
    ['abs(delay_trend)', { delay_trend: -12 }, 12],
  ])('%s', (expression, values, expected) => {
    expect(valueOf(expression, values)).toBe(expected)
  })

  it('knows no value after a division by zero, also inside a comparison, nor beyond all figures', () => {
    expect(valueOf('order_growth / tenure_months', { order_growth: 1, tenure_months: 0 })).toBeNull()
    expect(
      valueOf('order_growth / tenure_months > 2 ? 1 : 0', { order_growth: 1, tenure_months: 0 }),
    ).toBeNull()
    expect(valueOf('registered_capital * registered_capital', { registered_capital: 2e9 })).toBeNull()
  })

  it.each([
    ['tenure_month + 1', '没有“tenure_month”这项数据'],
    ['tenure_months +', '写法有误'],
    ['tax_rating + 1', '此处应为数，而不是文本'],
    ['tenure_months > 3 ? 1 : "a"', '此处应为数，而不是文本'],
    ['tenure_months ? 1 : 2', '此处应为是否，而不是数'],
    ['tax_rating', '结果必须是数'],
    ['3 + 4', '没有用到任何数据'],
    ['[1, 2].map(x, x).size() + tenure_months', '不能使用'],
    ['tax_rating.matches("(a+)+$") ? tenure_months : 1', '不能使用'],
    ['constructor.constructor("return 1")()', '写法有误'],
    ['sqrt(tenure_months)', '不能使用函数“sqrt”'],
    [`${'('.repeat(40)}tenure_months${')'.repeat(40)}`, '写法有误'],
    [Array.from({ length: 300 }, () => 'tenure_months').join('+'), '写法有误'],
  ])('%s is refused in words', (expression, zh) => {
    expect(readFormula(expression).fault?.zh).toContain(zh)
  })

  it('gives a whole number or nothing for any numbers', () => {
    const expressions = [
      'average_delay / average_delay_weighted * 100',
      '(overdue_share - on_time_rate) / (1 - tenure_months)',
      'min(average_delay, 1 / delay_trend)',
      'litigation_count * litigation_count * litigation_count * 1000',
    ]
    const number = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 })
    fc.assert(
      fc.property(fc.constantFrom(...expressions), number, number, number, (expression, a, b, c) => {
        const { formula } = readFormula(expression)
        const given = [a, b, c].slice(0, formula?.inputs.length ?? 0)
        const value = formula?.value(given) ?? null
        expect(value === null || Number.isSafeInteger(value)).toBe(true)
      }),
    )
  })
})
