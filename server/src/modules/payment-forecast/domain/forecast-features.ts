import type { Bilingual } from '../../../kernel/bilingual.js'
import { Refusal } from '../../../kernel/errors.js'
import { historyNames } from '../../scoring/domain/statistics/delay/customer-history.js'
import { invoiceFeatures } from '../../scoring/domain/statistics/delay/delay-matrix.js'

/**
 * When something is known. `ledger`: rebuilt from dated entries, so known as of any day. `document`: written on the
 * invoice and never changed by what becomes of it. `calendar`: follows from the day. `later`: only known afterwards, or
 * known today without a history of what it was; never a feature.
 */
export type KnownFrom = 'ledger' | 'document' | 'calendar' | 'later'

export interface ForecastFeature {
  readonly label: Bilingual
  readonly knownFrom: KnownFrom
}

const of = (knownFrom: KnownFrom, zh: string, en: string): ForecastFeature => ({
  label: { zh, en },
  knownFrom,
})

/** Everything that a forecast may read, and what it must not, with the reason as metadata rather than as care. */
export const forecastFeatures: Readonly<Record<string, ForecastFeature>> = {
  paid_count: of('ledger', '已付清笔数', 'Instalments paid'),
  mean_days: of('ledger', '平均付款偏差天数', 'Mean days from the due day'),
  mean_late: of('ledger', '平均迟付天数', 'Mean days late'),
  late_rate: of('ledger', '迟付占比', 'Share paid late'),
  spread: of('ledger', '付款天数离散度', 'Spread of the days'),
  worst: of('ledger', '最迟一笔天数', 'Worst payment, days'),
  last: of('ledger', '最近一笔天数', 'Last payment, days'),
  last_3: of('ledger', '最近三笔平均天数', 'Mean of the last three, days'),
  last_10: of('ledger', '最近十笔平均天数', 'Mean of the last ten, days'),
  last_late: of('ledger', '最近一笔迟付天数', 'Last payment, days late'),
  last_3_late: of('ledger', '最近三笔平均迟付天数', 'Last three, mean days late'),
  recent_mean: of('ledger', '近期加权平均天数', 'Recent mean, days'),
  recent_late_rate: of('ledger', '近期迟付占比', 'Recent share paid late'),
  median_days: of('ledger', '付款天数中位数', 'Median days'),
  p90: of('ledger', '付款天数九成分位', 'Ninth decile of the days'),
  mean_early: of('ledger', '平均提前天数', 'Mean days early'),
  days_since: of('ledger', '距上次付款天数', 'Days since the last payment'),
  open_count: of('ledger', '未付清笔数', 'Instalments open'),
  open_amount: of('ledger', '未付清金额', 'Amount open'),
  overdue_count: of('ledger', '逾期笔数', 'Instalments overdue'),
  overdue_amount: of('ledger', '逾期金额', 'Amount overdue'),
  overdue_worst: of('ledger', '最长逾期天数', 'Longest overdue, days'),
  amount_ratio: of('ledger', '金额与以往平均之比', 'Amount against the customer’s mean'),
  amount_log: of('document', '金额', 'Amount'),
  terms: of('document', '账期天数', 'Terms, days'),
  due_weekday: of('calendar', '到期星期', 'Weekday of the due day'),
  due_weekend: of('calendar', '到期日为周末', 'Due on a weekend'),
  due_day: of('calendar', '到期日（月内）', 'Due day of the month'),
  due_month: of('calendar', '到期月份', 'Due month'),
  elapsed: of('calendar', '已逾期天数', 'Days past due'),
  age: of('calendar', '开票以来天数', 'Days since the invoice'),
  disputed: of('later', '是否有争议', 'Disputed'),
  grade: of('later', '当前评级', 'Grade of today'),
  settled_on: of('later', '付清日期', 'Day of settlement'),
  dunned: of('later', '催收次数', 'Reminders sent'),
  written_off: of('later', '是否核销', 'Written off'),
}

const SEGMENT = 'segment='

/** The usual features of a forecast, besides one for each segment that occurs often enough. */
export const standardFeatures: readonly string[] = [
  ...historyNames,
  ...Object.keys(invoiceFeatures),
  ...['elapsed', 'age'],
]

export function segmentFeature(code: string): string {
  return `${SEGMENT}${code}`
}

export function segmentOfFeature(name: string): string | null {
  return name.startsWith(SEGMENT) ? name.slice(SEGMENT.length) : null
}

/** Refuses a name that there is not, and what is only known later. */
export function assertForecastFeatures(names: readonly string[]): void {
  for (const name of names) {
    const known = forecastFeatures[name]?.knownFrom ?? (segmentOfFeature(name) === null ? null : 'document')
    if (known === null) throw new Refusal('forecast_feature_unknown', { feature: name })
    if (known === 'later') throw new Refusal('forecast_feature_later', { feature: name })
  }
}

export function featureLabel(name: string): Bilingual {
  const segment = segmentOfFeature(name)
  if (segment !== null) return { zh: `信用段 ${segment}`, en: `Segment ${segment}` }
  return forecastFeatures[name]?.label ?? { zh: name, en: name }
}
