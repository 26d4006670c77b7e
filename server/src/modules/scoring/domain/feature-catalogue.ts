import type { Bilingual } from '../../../kernel/bilingual.js'
import { features, type FeatureCode } from './features.js'

/** Which values speak for a customer. */
export type FeatureDirection = 'higher-is-better' | 'lower-is-better' | 'depends'

export interface FeatureNote {
  readonly direction: FeatureDirection
  /** What it counts, and over which time; a ratio with its formula. */
  readonly meaning: Bilingual
  /** Why it must not train a model; null when it may. A value of today would tell what only came later. */
  readonly notForTraining: Bilingual | null
}

function note(
  direction: FeatureDirection,
  zh: string,
  en: string,
  notForTraining: Bilingual | null = null,
): FeatureNote {
  return { direction, meaning: { zh, en }, notForTraining }
}

const [better, worse, depends] = ['higher-is-better', 'lower-is-better', 'depends'] as const

const onlyNow: Bilingual = {
  zh: '只知道现在的状态，不知道过去某日的状态',
  en: 'only its state of now is known, not that of a past day',
}

const masterDataOfNow: Bilingual = {
  zh: '信用档案中没有时取客户主数据的现值，不知道过去某日的值',
  en: 'without an entry in the credit file it is the master data of now, not that of a past day',
}

/** What every feature of the catalogue means. Who adds a feature says it here, or the program does not compile. */
export const featureNotes: Readonly<Record<FeatureCode, FeatureNote>> = {
  on_time_rate: note(
    better,
    '近12个月到期的分期中，在到期日当天或之前付清的笔数 ÷ 到期笔数；核销不算准时',
    'of the instalments due in the last 12 months, those settled with money by their due day ÷ all due; a write-off is never on time',
  ),
  average_delay: note(
    worse,
    '近12个月到期分期的逾期天数平均值；未付的按至今天数计',
    'mean days late of the instalments due in the last 12 months; what is open counts with its days by now',
  ),
  average_delay_weighted: note(
    worse,
    '同上，按金额加权：Σ(天数 × 金额) ÷ Σ金额',
    'the same, weighted by amount: Σ(days × amount) ÷ Σ amount',
  ),
  delay_trend: note(
    worse,
    '近6个月到期分期的平均逾期天数 − 此前6个月的；两段各至少3笔',
    'mean delay of what was due in the last 6 months − that of the 6 before; at least 3 instalments each',
  ),
  overdue_share: note(worse, '逾期应收 ÷ 全部应收', 'receivables past due ÷ all receivables'),
  overdue_days_max: note(
    worse,
    '未付分期中最早到期者至今的天数',
    'days since the oldest open instalment fell due',
  ),
  small_overdue_count: note(
    worse,
    '逾期且不足全部应收 20% 的分期笔数',
    'overdue instalments, each less than 20 % of all receivables',
  ),
  largest_overdue_share: note(
    worse,
    '最大一笔逾期 ÷ 全部应收',
    'the largest overdue instalment ÷ all receivables',
  ),
  order_growth: note(
    depends,
    '(近6个月采购额 − 此前6个月) ÷ 此前6个月',
    '(purchases of the last 6 months − the 6 before) ÷ the 6 before',
  ),
  order_volatility: note(
    worse,
    '近12个月月采购额的标准差 ÷ 平均值',
    'standard deviation of monthly purchases over 12 months ÷ their mean',
  ),
  tenure_months: note(better, '自首笔订单或发票至今的月数', 'months since the first order or invoice'),
  dispute_rate: note(
    worse,
    '近12个月发票中有争议的金额占比',
    'share of the invoices of the last 12 months that are disputed',
    onlyNow,
  ),
  return_rate: note(
    worse,
    '近12个月退货与折让金额 ÷ 开票金额',
    'credit notes of the last 12 months ÷ amount invoiced',
  ),
  customer_status: note(
    depends,
    '客户主数据中的状态：正常、停用、黑名单',
    'status in the master data: active, inactive, blacklisted',
    onlyNow,
  ),
  industry: note(
    depends,
    '客户主数据中的行业，以行业代码开头，如“C26 化学原料和化学制品制造业”',
    'industry in the master data; it begins with its code, as in “C26 Chemicals”',
    onlyNow,
  ),
  segments: note(
    depends,
    '有信用账户的业务板块代码，按字母顺序以逗号相连',
    'codes of the segments with a credit account, in alphabetical order, joined by commas',
    onlyNow,
  ),
  current_ratio: note(better, '流动资产 ÷ 流动负债', 'current assets ÷ current liabilities'),
  debt_to_assets: note(worse, '负债合计 ÷ 资产总计', 'total liabilities ÷ total assets'),
  net_margin: note(better, '净利润 ÷ 营业收入', 'net profit ÷ revenue'),
  cash_flow_to_debt: note(
    better,
    '经营活动现金流量净额 ÷ 流动负债',
    'operating cash flow ÷ current liabilities',
  ),
  revenue_growth: note(
    better,
    '(本期营业收入 − 上年同期) ÷ 上年同期',
    '(revenue − revenue a year before) ÷ revenue a year before',
  ),
  company_age_months: note(better, '自成立日至今的月数', 'months since the company was founded'),
  registered_capital: note(
    better,
    '实缴资本；没有时为注册资本',
    'paid-in capital, or registered capital where that is not known',
    masterDataOfNow,
  ),
  employees: note(
    better,
    '年报或社保记录中的参保人数',
    'employees insured, by annual report or social security',
  ),
  management_years: note(better, '核心管理层平均从业年限', 'years of experience of the management'),
  litigation_count: note(worse, '近12个月作为被告的案件数', 'lawsuits as defendant in the last 12 months'),
  enforcement_count: note(worse, '被执行人记录数', 'enforcement cases on record'),
  negative_news_count: note(worse, '近90天负面舆情条数', 'negative news of the last 90 days'),
  trade_reference_score: note(
    better,
    '同业与供应商评价，0–100 分',
    'references of suppliers and peers, 0 to 100',
  ),
  contract_breach_count: note(worse, '近12个月合同违约次数', 'breaches of contract in the last 12 months'),
  tax_rating: note(depends, '纳税信用等级 A、B、M、C、D', 'tax credit rating A, B, M, C, D'),
  external_score: note(better, '外部征信评分，0–100 分', 'score of an external agency, 0 to 100'),
  dishonest_debtor: note(worse, '是否列入失信被执行人', 'whether listed as a dishonest debtor'),
  consumption_restriction: note(worse, '是否被限制高消费', 'whether under a consumption restriction'),
  registration_status: note(depends, '工商登记状态', 'status in the company register'),
}

/** Where a feature comes from, and what counts as of a day. */
export function originOf(feature: FeatureCode): { readonly source: Bilingual; readonly asOf: Bilingual } {
  if (features[feature].from === 'facts')
    return {
      source: {
        zh: '信用档案（报表、工商、司法、税务、外部评分）',
        en: 'credit file: statements, registers, courts, tax, agencies',
      },
      asOf: {
        zh: '该日之前有效且当时已录入的最新一条；超过时效的不算已知',
        en: 'the newest that held by the day and had been recorded by then; out of date is not known',
      },
    }
  if (isLaterKnown(feature))
    return {
      source: { zh: '自有业务单据与主数据', en: 'own documents and master data' },
      asOf: { zh: '只取现在的状态', en: 'its state of now' },
    }
  return {
    source: { zh: '自有订单、发票与收款', en: 'own orders, invoices and receipts' },
    asOf: { zh: '台账中该日及以前的分录', en: 'ledger entries up to and including the day' },
  }
}

/**
 * True for a feature that is kept as it is now and not as it was: nobody can tell what it said on an earlier day, and what
 * it says now may be the consequence of what a model is to foretell. No model is trained on it from the book.
 */
export function isLaterKnown(feature: FeatureCode): boolean {
  return featureNotes[feature].notForTraining !== null
}
