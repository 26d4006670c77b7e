import type { Bilingual } from '../../../kernel/bilingual.js'

/** Unit of a feature's whole number. A `code` is a text. */
export type FeatureUnit =
  | 'basis-points'
  | 'tenth-days'
  | 'days'
  | 'count'
  | 'months'
  | 'years'
  | 'ten-thousand'
  | 'hundredths'
  | 'flag'
  | 'code'

export interface Feature {
  readonly unit: FeatureUnit
  readonly label: Bilingual
  /** `trading` comes from our own documents, `facts` from the credit file. */
  readonly from: 'trading' | 'facts'
}

function trading(unit: FeatureUnit, zh: string, en: string): Feature {
  return { unit, label: { zh, en }, from: 'trading' }
}

function fact(unit: FeatureUnit, zh: string, en: string): Feature {
  return { unit, label: { zh, en }, from: 'facts' }
}

/**
 * Everything a scorecard may look at. Values are whole numbers in the feature's unit, as of one day and from what was
 * known by one instant; null means not known.
 */
export const features = {
  on_time_rate: trading('basis-points', '近12个月准时付款率', 'On-time payment rate (12 months)'),
  average_delay: trading('tenth-days', '近12个月平均逾期天数', 'Average delay (12 months)'),
  average_delay_weighted: trading(
    'tenth-days',
    '近12个月金额加权平均逾期天数',
    'Average delay weighted by amount (12 months)',
  ),
  delay_trend: trading(
    'tenth-days',
    '逾期天数变化（近6个月对比前6个月）',
    'Change of delay (last 6 months against the 6 before)',
  ),
  overdue_share: trading('basis-points', '当前逾期占应收比例', 'Share of receivables overdue now'),
  overdue_days_max: trading('days', '当前最长逾期天数', 'Oldest overdue item'),
  small_overdue_count: trading(
    'count',
    '小额逾期笔数（单笔不足应收的20%）',
    'Small overdue items (each below 20 % of receivables)',
  ),
  largest_overdue_share: trading(
    'basis-points',
    '最大单笔逾期占应收比例',
    'Largest single overdue item, share of receivables',
  ),
  order_growth: trading(
    'basis-points',
    '采购额增长（近6个月对比前6个月）',
    'Growth of purchases (6 against 6 months)',
  ),
  order_volatility: trading('basis-points', '月采购额波动系数', 'Volatility of monthly purchases'),
  tenure_months: trading('months', '合作时长', 'Length of the relation'),
  dispute_rate: trading('basis-points', '近12个月争议发票占比', 'Share of invoices disputed (12 months)'),
  return_rate: trading('basis-points', '近12个月退货与折让占比', 'Credit notes against invoices (12 months)'),
  customer_status: trading('code', '客户状态', 'Customer status'),
  industry: trading('code', '所属行业', 'Industry'),
  segments: trading('code', '所属业务板块', 'Business segments'),
  current_ratio: fact('basis-points', '流动比率', 'Current ratio'),
  debt_to_assets: fact('basis-points', '资产负债率', 'Debt to assets'),
  net_margin: fact('basis-points', '销售净利率', 'Net margin'),
  cash_flow_to_debt: fact(
    'basis-points',
    '经营现金流对流动负债比',
    'Operating cash flow to current liabilities',
  ),
  revenue_growth: fact('basis-points', '营业收入增长率', 'Revenue growth'),
  company_age_months: fact('months', '企业成立时长', 'Age of the company'),
  registered_capital: fact('ten-thousand', '实缴或注册资本', 'Paid-in or registered capital'),
  employees: fact('count', '参保人数', 'Employees'),
  management_years: fact('years', '核心管理层从业年限', 'Management experience'),
  litigation_count: fact('count', '近12个月被诉案件数', 'Lawsuits as defendant (12 months)'),
  enforcement_count: fact('count', '被执行人记录数', 'Enforcement cases'),
  negative_news_count: fact('count', '近90天负面舆情数', 'Negative news (90 days)'),
  trade_reference_score: fact('hundredths', '同业与供应商评价', 'Trade references'),
  contract_breach_count: fact('count', '近12个月合同违约次数', 'Breaches of contract (12 months)'),
  tax_rating: fact('code', '纳税信用等级', 'Tax credit rating'),
  external_score: fact('hundredths', '外部信用评分', 'External credit score'),
  dishonest_debtor: fact('flag', '失信被执行人', 'Dishonest debtor'),
  consumption_restriction: fact('flag', '限制高消费', 'Consumption restriction'),
  registration_status: fact('code', '登记状态', 'Registration status'),
} as const satisfies Record<string, Feature>

export type FeatureCode = keyof typeof features

export const featureCodes = Object.keys(features) as FeatureCode[]

export type FeatureValue = number | string | null

/** What a rating looks at: one value per feature, and which of them are older than their freshness limit. */
export interface FeatureInputs {
  readonly values: Readonly<Partial<Record<FeatureCode, FeatureValue>>>
  readonly stale: readonly FeatureCode[]
}
