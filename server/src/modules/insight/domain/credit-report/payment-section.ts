import { barChart } from '../../../../kernel/report/bar-chart.js'
import {
  column,
  table,
  text,
  type ReportBlock,
  type ReportSection,
} from '../../../../kernel/report/document.js'
import { lineChart } from '../../../../kernel/report/line-chart.js'
import { rangeChart } from '../../../../kernel/report/range-chart.js'
import { moneyText, NOTHING, type Say } from '../../../../kernel/report/texts.js'
import { valueText } from '../../../scoring/domain/explain.js'
import { features, type FeatureCode } from '../../../scoring/domain/features.js'
import type { CreditReport, PaymentMonth, PaymentPart, PeerFigure } from './report-data.js'

/** The figures of payment that are compared. */
export const peerFeatures = [
  'on_time_rate',
  'average_delay',
  'average_delay_weighted',
  'overdue_share',
  'overdue_days_max',
] as const satisfies readonly FeatureCode[]

/** Below so many a quartile says more about single companies than about the industry. */
export const PEERS_MIN = 5

/** How the customer pays, by itself and among the others of its industry. */
export function paymentSection(report: CreditReport, say: Say): ReportSection {
  const { payment, identity } = report
  return {
    id: 'payment',
    title: say('付款表现与同业对比', 'Payment behaviour and peers'),
    blocks: [...peerBlocks(payment, identity.industry, say), ...monthBlocks(payment.months, say)],
  }
}

function peerBlocks(payment: PaymentPart, industry: string | null, say: Say): ReportBlock[] {
  const { asOf, values } = payment
  if (asOf === null)
    return [
      text(say('尚未评级，没有可比的付款指标。', 'Not rated yet: there are no figures to compare.'), true),
    ]
  const rows = peerFeatures.map((feature) => {
    const { label } = features[feature]
    const peer = payment.peers.find((one) => one.feature === feature)
    const shown = (value: number | string | null) => {
      const words = valueText(feature, value)
      return say(words.zh, words.en)
    }
    const quartile = (value: number | null | undefined) =>
      enough(peer) && value != null ? shown(Math.round(value)) : NOTHING
    return [
      say(label.zh, label.en),
      shown(values[feature] ?? null),
      quartile(peer?.lower),
      quartile(peer?.median),
      quartile(peer?.upper),
      String(peer?.peers ?? 0),
    ]
  })
  const note =
    industry === null
      ? say('客户没有行业，无法与同业对比。', 'The customer has no industry: there are no peers.')
      : say(
          `指标取自 ${asOf} 的评级；同业为本账簿中“${industry}”的其他在用客户的最新评级。少于 ${PEERS_MIN} 家时不列出分位数。图中色带为四分位区间，竖线为中位数，红点为本客户。`,
          `As of the rating of ${asOf}. Peers are the other active customers in “${industry}” by their newest rating; with fewer than ${PEERS_MIN} no quartiles are shown. In the charts: band of quartiles, median, customer in red.`,
        )
  return [
    table(
      [
        column(say('指标', 'Figure'), 7),
        column(say('本客户', 'Customer'), 3, 'right'),
        column(say('下四分位', 'Lower quartile'), 3, 'right'),
        column(say('中位数', 'Median'), 3, 'right'),
        column(say('上四分位', 'Upper quartile'), 3, 'right'),
        column(say('同业家数', 'Peers'), 2, 'right'),
      ],
      rows,
    ),
    text(note, true),
    ...peerCharts(payment, say),
  ]
}

function enough(peer: PeerFigure | undefined): boolean {
  return peer !== undefined && peer.peers >= PEERS_MIN
}

function peerCharts({ peers, values }: PaymentPart, say: Say): ReportBlock[] {
  const rows = peers.flatMap(({ feature, peers: count, lower, median, upper }) => {
    if (count < PEERS_MIN || lower === null || median === null || upper === null) return []
    const { label } = features[feature]
    const value = values[feature]
    return [
      {
        label: say(label.zh, label.en),
        ...{ lower, median, upper },
        value: typeof value === 'number' ? value : null,
        text: (one: number) => {
          const words = valueText(feature, Math.round(one))
          return say(words.zh, words.en)
        },
      },
    ]
  })
  if (rows.length === 0) return []
  const half = Math.ceil(rows.length / 2)
  const title = say('与同业对比', 'Among peers')
  return [
    {
      kind: 'charts',
      charts: [rows.slice(0, half), rows.slice(half)]
        .filter((part) => part.length > 0)
        .map((part) => ({
          title: '',
          drawing: rangeChart({
            label: `${title}: ${part.map(({ label }) => label).join(', ')}`,
            rows: part,
          }),
        })),
    },
  ]
}

function monthBlocks(months: readonly PaymentMonth[] | null, say: Say): ReportBlock[] {
  if (months === null) return []
  if (months.length === 0)
    return [text(say('近12个月没有收款。', 'No money came in the last 12 months.'), true)]
  return [
    ...monthCharts(months, say),
    table(
      [
        column(say('月份', 'Month'), 2),
        column(say('收款', 'Settled'), 4, 'right'),
        column(say('其中逾期后收款', 'Of that late'), 4, 'right'),
        column(say('加权平均逾期天数', 'Mean delay in days'), 3, 'right'),
      ],
      months.map(({ month, settled, late, meanDelayDays }) => [
        month,
        moneyText(settled),
        moneyText(late),
        meanDelayDays,
      ]),
      { title: say('近12个月收款', 'Money of the last 12 months') },
    ),
  ]
}

/** Of the currency that most months have. */
function monthCharts(months: readonly PaymentMonth[], say: Say): ReportBlock[] {
  const counts = new Map<string, number>()
  for (const { currency } of months) counts.set(currency, (counts.get(currency) ?? 0) + 1)
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  const shown = months.filter(({ currency }) => currency === most?.[0])
  if (shown.length < 2) return []
  const groups = shown.map(({ month }) => month.slice(2))
  const money = barChart({
    label: say('各月收款与逾期后收款', 'Money by month, and how much of it late'),
    groups,
    series: [
      {
        name: say('收款', 'Settled'),
        ink: 'first',
        values: shown.map(({ settled }) => Number(settled.amount) / 1e4),
      },
      {
        name: say('逾期后收款', 'Late'),
        ink: 'second',
        values: shown.map(({ late }) => Number(late.amount) / 1e4),
      },
    ],
    yText: String,
  })
  const delay = lineChart({
    label: say('各月加权平均逾期天数', 'Mean delay by month'),
    series: [
      {
        name: say('天', 'Days'),
        ink: 'second',
        marked: true,
        points: shown.map(({ meanDelayDays }, index) => [index, Number(meanDelayDays)]),
      },
    ],
    xTicks: groups.map((label, at) => ({ at, label })),
    yText: String,
  })
  const unit = most?.[0] ?? ''
  return [
    {
      kind: 'charts',
      charts: [
        { title: say(`收款（万 ${unit}）`, `Settled (10,000 ${unit})`), drawing: money },
        { title: say('平均逾期天数（负数为提前）', 'Mean delay in days (negative: early)'), drawing: delay },
      ],
    },
  ]
}
