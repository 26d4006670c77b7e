import type { FactGroup, FactItem } from './fact-item.js'

function count(group: FactGroup, code: string, zh: string, en: string): FactItem {
  return { code, group, kind: 'count', label: { zh, en }, min: 0, max: 10_000, staleAfterMonths: 6 }
}

function flag(group: FactGroup, code: string, zh: string, en: string): FactItem {
  return { code, group, kind: 'flag', label: { zh, en }, staleAfterMonths: 6 }
}

function points(group: FactGroup, code: string, zh: string, en: string): FactItem {
  return { code, group, kind: 'points', label: { zh, en }, min: 0, max: 100, staleAfterMonths: 12 }
}

/** Courts, authorities, press, partners and paid scores. Counts look back twelve months from the valid day. */
export const publicRecordItems: readonly FactItem[] = [
  count('judicial', 'litigation_count', '被诉案件数（近12个月）', 'Lawsuits as defendant (12 months)'),
  {
    code: 'litigation_amount',
    group: 'judicial',
    kind: 'amount',
    label: { zh: '被诉标的额（近12个月）', en: 'Amount in dispute as defendant (12 months)' },
    min: 0,
    max: 1e12,
    staleAfterMonths: 6,
  },
  count('judicial', 'enforcement_count', '被执行人记录数', 'Enforcement cases'),
  flag('judicial', 'dishonest_debtor', '失信被执行人', 'Dishonest debtor'),
  flag('judicial', 'consumption_restriction', '限制高消费', 'Consumption restriction'),
  flag('compliance', 'abnormal_operation', '经营异常名录', 'Listed for abnormal operation'),
  count('compliance', 'penalty_count', '行政处罚数（近12个月）', 'Administrative penalties (12 months)'),
  {
    code: 'tax_rating',
    group: 'compliance',
    kind: 'choice',
    label: { zh: '纳税信用等级', en: 'Tax credit rating' },
    choices: {
      A: { zh: 'A', en: 'A' },
      B: { zh: 'B', en: 'B' },
      M: { zh: 'M', en: 'M' },
      C: { zh: 'C', en: 'C' },
      D: { zh: 'D', en: 'D' },
    },
    staleAfterMonths: 18,
  },
  flag('compliance', 'tax_arrears', '欠税公告', 'Tax arrears notice'),
  {
    code: 'equity_pledge_percent',
    group: 'compliance',
    kind: 'percent',
    label: { zh: '股权质押比例', en: 'Share of equity pledged' },
    min: 0,
    max: 100,
    staleAfterMonths: 12,
  },
  count('reputation', 'negative_news_count', '负面舆情数（近90天）', 'Negative news (90 days)'),
  points('reputation', 'trade_reference_score', '同业与供应商评价', 'Trade references'),
  points('reputation', 'industry_outlook_score', '行业景气度', 'Industry outlook'),
  count(
    'reputation',
    'contract_breach_count',
    '合同违约次数（近12个月）',
    'Breaches of contract (12 months)',
  ),
  points('external', 'external_score', '外部信用评分', 'External credit score'),
]
