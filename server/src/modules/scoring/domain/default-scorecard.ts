import type { Scorecard, Veto } from './scorecard.js'
import { dimension, indicator, steps } from './scorecard-parts.js'

/**
 * The expert scorecard of a new installation: financial health 30, operating stability 20, industry reputation 15,
 * trading behaviour 20, contract performance 10, external score 5. Ratios and shares are in basis points
 * (10,000 = 1.0), delays in tenths of a day, capital in ten thousands of the base currency, scores in hundredths.
 * Bins are our defaults, to be replaced by what an organisation's own history shows.
 */
export const defaultScorecard: Scorecard = {
  code: 'general',
  title: { zh: '通用专家评分卡', en: 'General expert scorecard' },
  description: {
    zh: '内部评级，非征信或评级机构结果。未知的数据最多按中性分计，且不高于已知指标的平均分；覆盖率不足时等级封顶。',
    en: 'An internal rating, not that of a credit bureau or agency. Unknown data count at most as neutral and never above the mean of what is known; low coverage caps the grade.',
  },
  neutralPoints: 60,
  dimensions: [
    dimension('financial_health', { zh: '财务健康', en: 'Financial health' }, [
      indicator(
        'current_ratio',
        700,
        'neutral',
        steps(15, 8_000, 35, 10_000, 60, 12_500, 75, 15_000, 90, 25_000, 100),
      ),
      indicator(
        'debt_to_assets',
        800,
        'neutral',
        steps(100, 3_000, 90, 4_500, 75, 6_000, 55, 7_000, 35, 8_000, 15, 10_000, 0),
      ),
      indicator('net_margin', 500, 'neutral', steps(0, -1_000, 20, 0, 50, 200, 70, 500, 85, 1_000, 100)),
      indicator(
        'cash_flow_to_debt',
        600,
        'neutral',
        steps(0, -2_000, 30, 0, 55, 500, 70, 1_500, 85, 3_000, 100),
      ),
      indicator(
        'revenue_growth',
        400,
        'neutral',
        steps(10, -3_000, 40, -1_000, 60, 0, 75, 1_000, 90, 3_000, 100),
      ),
    ]),
    dimension('operating_stability', { zh: '经营稳定性', en: 'Operating stability' }, [
      indicator('company_age_months', 600, 'neutral', steps(20, 12, 45, 36, 65, 60, 85, 120, 100)),
      indicator('registered_capital', 400, 'neutral', steps(30, 50, 50, 200, 70, 1_000, 85, 5_000, 100)),
      indicator('tenure_months', 400, 'exclude', steps(20, 3, 40, 6, 60, 12, 80, 24, 100)),
      indicator('order_volatility', 300, 'exclude', steps(100, 3_000, 85, 6_000, 65, 10_000, 45, 15_000, 25)),
      indicator('management_years', 300, 'exclude', steps(30, 3, 55, 5, 75, 10, 100)),
    ]),
    dimension('industry_reputation', { zh: '行业口碑', en: 'Industry reputation' }, [
      indicator('litigation_count', 400, 'neutral', steps(100, 1, 65, 3, 40, 6, 10)),
      indicator('enforcement_count', 300, 'neutral', steps(100, 1, 35, 2, 0)),
      indicator('tax_rating', 300, 'neutral', { A: 100, B: 80, M: 65, C: 35, D: 0 }),
      indicator('negative_news_count', 200, 'exclude', steps(100, 1, 60, 3, 30, 6, 0)),
      indicator(
        'trade_reference_score',
        300,
        'exclude',
        steps(20, 4_000, 50, 6_000, 70, 7_500, 85, 9_000, 100),
      ),
    ]),
    dimension('trading_behaviour', { zh: '交易行为', en: 'Trading behaviour' }, [
      indicator(
        'on_time_rate',
        500,
        'exclude',
        steps(5, 3_000, 20, 5_000, 45, 6_500, 65, 8_000, 80, 9_000, 92, 9_700, 100),
      ),
      indicator('average_delay', 200, 'exclude', steps(100, 5, 90, 30, 75, 70, 55, 150, 30, 300, 5)),
      indicator('average_delay_weighted', 200, 'exclude', steps(100, 5, 90, 30, 75, 70, 55, 150, 30, 300, 5)),
      indicator('delay_trend', 250, 'exclude', steps(100, -50, 90, -10, 80, 11, 60, 51, 35, 101, 10)),
      indicator('overdue_share', 350, 'exclude', steps(100, 1, 80, 500, 65, 1_000, 45, 2_000, 20, 4_000, 0)),
      indicator('small_overdue_count', 200, 'exclude', steps(100, 1, 80, 3, 55, 6, 30, 10, 10)),
      indicator(
        'largest_overdue_share',
        200,
        'exclude',
        steps(100, 1, 85, 500, 60, 1_000, 30, 2_000, 10, 4_000, 0),
      ),
      indicator(
        'order_growth',
        100,
        'exclude',
        steps(20, -5_000, 55, -2_000, 75, 0, 90, 5_001, 80, 20_001, 50),
      ),
    ]),
    dimension('contract_performance', { zh: '合同履约', en: 'Contract performance' }, [
      indicator('dispute_rate', 400, 'exclude', steps(100, 1, 85, 200, 65, 500, 40, 1_000, 20, 2_000, 0)),
      indicator('return_rate', 300, 'exclude', steps(100, 50, 85, 200, 65, 500, 40, 1_000, 15)),
      indicator('contract_breach_count', 300, 'exclude', steps(100, 1, 45, 2, 20, 3, 0)),
    ]),
    dimension('external_score', { zh: '外部评分', en: 'External score' }, [
      indicator(
        'external_score',
        500,
        'exclude',
        steps(10, 4_000, 40, 6_000, 60, 7_000, 75, 8_000, 88, 9_000, 100),
      ),
    ]),
  ],
  coverageCaps: [
    { belowBasisPoints: 7_000, gradeAtMost: 'AA' },
    { belowBasisPoints: 5_000, gradeAtMost: 'A' },
    { belowBasisPoints: 2_000, gradeAtMost: 'B' },
    { belowBasisPoints: 500, gradeAtMost: 'C' },
  ],
  grades: [
    { grade: 'AAA', fromHundredths: 9_000 },
    { grade: 'AA', fromHundredths: 8_000 },
    { grade: 'A', fromHundredths: 7_000 },
    { grade: 'B', fromHundredths: 6_000 },
    { grade: 'C', fromHundredths: 0 },
  ],
  alertBelowHundredths: 7_000,
  vetoes: [
    {
      code: 'blacklisted',
      label: { zh: '客户在内部黑名单', en: 'Customer is blacklisted' },
      feature: 'customer_status',
      when: { kind: 'one-of', values: ['blacklisted'] },
      gradeAtMost: 'C',
      unknownAtMost: null,
    },
    {
      code: 'dishonest_debtor',
      label: { zh: '失信被执行人', en: 'Dishonest debtor' },
      feature: 'dishonest_debtor',
      when: { kind: 'one-of', values: ['1'] },
      gradeAtMost: 'C',
      unknownAtMost: 'AA',
    },
    {
      code: 'registration_ended',
      label: {
        zh: '登记状态为吊销、注销、清算、破产或停业',
        en: 'Licence revoked, deregistered, in liquidation, bankrupt or suspended',
      },
      feature: 'registration_status',
      when: { kind: 'one-of', values: ['revoked', 'deregistered', 'liquidation', 'bankruptcy', 'suspended'] },
      gradeAtMost: 'C',
      unknownAtMost: 'AA',
    },
    {
      code: 'consumption_restriction',
      label: { zh: '被限制高消费', en: 'Consumption restriction' },
      feature: 'consumption_restriction',
      when: { kind: 'one-of', values: ['1'] },
      gradeAtMost: 'B',
      unknownAtMost: null,
    },
    itemOverdue('overdue_30', 30, 'A', { zh: '当前逾期满30天', en: 'An item is 30 days overdue' }),
    itemOverdue('overdue_60', 60, 'B', { zh: '当前逾期满60天', en: 'An item is 60 days overdue' }),
    itemOverdue('long_overdue', 181, 'C', {
      zh: '当前逾期超过180天',
      en: 'An item is more than 180 days overdue',
    }),
  ],
}

function itemOverdue(
  code: string,
  days: number,
  gradeAtMost: Veto['gradeAtMost'],
  label: Veto['label'],
): Veto {
  const when = { kind: 'at-least', value: days } as const
  return { code, label, feature: 'overdue_days_max', when, gradeAtMost, unknownAtMost: null }
}
