import { counted } from '../../../../kernel/counted.js'
import { barChart } from '../../../../kernel/report/bar-chart.js'
import {
  column,
  table,
  text,
  type ReportBlock,
  type ReportSection,
} from '../../../../kernel/report/document.js'
import { lineChart } from '../../../../kernel/report/line-chart.js'
import { grouped, NOTHING, type Say } from '../../../../kernel/report/texts.js'
import { findFactItem } from '../../../facts/domain/catalogue.js'
import { valueText } from '../../../scoring/domain/explain.js'
import { featureNotes } from '../../../scoring/domain/feature-catalogue.js'
import { features, type FeatureCode } from '../../../scoring/domain/features.js'
import type { StatementYear } from './report-data.js'

const figures = [
  'total_assets',
  'current_assets',
  'total_liabilities',
  'current_liabilities',
  'equity',
  'revenue',
  'cost_of_sales',
  'operating_profit',
  'net_profit',
  'operating_cash_flow',
]

const ratios: readonly FeatureCode[] = [
  'current_ratio',
  'debt_to_assets',
  'net_margin',
  'cash_flow_to_debt',
  'revenue_growth',
]

/** Statements over years, and the ratios that the rating computes from them, with their formulas. */
export function financesSection(years: readonly StatementYear[], say: Say): ReportSection {
  const none = text(say('信用档案中还没有财务报表。', 'There are no financial statements on record.'), true)
  return {
    id: 'finances',
    title: say('财务分析', 'Financial analysis'),
    blocks:
      years.length === 0 ? [none] : [statements(years, say), ratioTable(years, say), ...charts(years, say)],
  }
}

function headed(years: readonly StatementYear[], first: string, say: Say) {
  return [
    column(first, 5),
    ...years.map(({ validOn, months, currency }) =>
      column(
        `${validOn}\n${months > 0 ? say(`${months} 个月 · `, `${counted(months, 'month')} · `) : ''}${currency}`,
        4,
        'right',
      ),
    ),
  ]
}

function statements(years: readonly StatementYear[], say: Say): ReportBlock {
  const rows = figures
    .filter((item) => years.some((year) => year.figures[item] !== undefined))
    .map((item) => {
      const label = findFactItem(item)?.label ?? { zh: item, en: item }
      return [say(label.zh, label.en), ...years.map((year) => whole(year.figures[item]))]
    })
  rows.push([say('来源', 'Source'), ...years.map(({ sources }) => sources.join(say('、', ', ')))])
  return table(headed(years, say('报表项目', 'Item'), say), rows, {
    title: say('报表数据（元）', 'Statements (whole units)'),
  })
}

function whole(value: string | undefined): string {
  return value === undefined ? NOTHING : grouped(value.split('.')[0] ?? value)
}

function ratioTable(years: readonly StatementYear[], say: Say): ReportBlock {
  const rows = ratios.map((feature) => {
    const { label } = features[feature]
    const { meaning } = featureNotes[feature]
    return [
      `${say(label.zh, label.en)}\n${say(meaning.zh, meaning.en)}`,
      ...years.map((year) => {
        const value = year.ratios[feature]
        const shown = valueText(feature, value ?? null)
        return value === undefined ? NOTHING : say(shown.zh, shown.en)
      }),
    ]
  })
  return table(headed(years, say('比率与公式', 'Ratio and formula'), say), rows, {
    title: say('财务比率', 'Ratios'),
  })
}

function charts(years: readonly StatementYear[], say: Say): ReportBlock[] {
  if (years.length < 2) return []
  const oldestFirst = [...years].reverse()
  const groups = oldestFirst.map(({ validOn }) => validOn.slice(0, 7))
  const millions = (item: string) =>
    oldestFirst.map(({ figures: known }) => (known[item] === undefined ? null : Number(known[item]) / 1e6))
  const percents = (feature: FeatureCode) =>
    oldestFirst.map((year, index) => [index, percent(year.ratios[feature])] as const)
  const turnover = barChart({
    label: say('各期营业收入与净利润', 'Revenue and net profit by period'),
    groups,
    series: [
      { name: say('营业收入', 'Revenue'), ink: 'first', values: millions('revenue') },
      { name: say('净利润', 'Net profit'), ink: 'second', values: millions('net_profit') },
    ],
    yText: String,
  })
  const trend = lineChart({
    label: say('各期财务比率', 'Ratios by period'),
    series: [
      {
        name: say('资产负债率', 'Debt to assets'),
        ink: 'danger',
        marked: true,
        points: percents('debt_to_assets'),
      },
      { name: say('销售净利率', 'Net margin'), ink: 'third', marked: true, points: percents('net_margin') },
    ],
    xTicks: groups.map((label, at) => ({ at, label })),
    yText: (value) => `${value} %`,
  })
  return [
    {
      kind: 'charts',
      charts: [
        { title: say('营业收入与净利润（百万元）', 'Revenue and net profit (millions)'), drawing: turnover },
        { title: say('比率走势', 'Ratios over time'), drawing: trend },
      ],
    },
  ]
}

function percent(basisPoints: number | undefined): number | null {
  return basisPoints === undefined ? null : basisPoints / 100
}
