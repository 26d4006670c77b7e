import { barChart } from '../../../../kernel/report/bar-chart.js'
import type { Drawing } from '../../../../kernel/report/drawing.js'
import { lineChart } from '../../../../kernel/report/line-chart.js'
import type { Say } from '../../../../kernel/report/texts.js'
import type { ValidationReport } from '../statistics/report/validation-report.js'
import { rate } from './validation-texts.js'

const percent = (value: number) => `${Math.round(value * 100)}%`

/** ROC, KS, calibration, bands of the score, and the stability of score and variables. */
export function validationCharts(
  report: ValidationReport,
  say: Say,
): { readonly title: string; readonly drawing: Drawing }[] {
  return [
    { title: say('ROC 曲线', 'ROC curve'), drawing: rocChart(report, say) },
    { title: say('KS 曲线', 'KS curve'), drawing: ksChart(report, say) },
    {
      title: say('校准：预测与实际坏样本率', 'Calibration: bad rate foretold and observed'),
      drawing: calibrationChart(report, say),
    },
    {
      title: say('得分分布（训练与测试）', 'Spread of the score, training and test'),
      drawing: bandsChart(report, say),
    },
    ...stabilityCharts(report, say),
  ]
}

function rocChart({ roc, metrics }: ValidationReport, say: Say): Drawing {
  const points = (line: ValidationReport['roc']['test']) => line.map(({ good, bad }) => [good, bad] as const)
  return lineChart({
    label: say(
      `ROC 曲线，测试 AUC ${rate(metrics.test.auc)}`,
      `ROC curve, test AUC ${rate(metrics.test.auc)}`,
    ),
    series: [
      { name: say('测试', 'Test'), ink: 'first', points: points(roc.test) },
      ...(roc.train.length > 0
        ? [{ name: say('训练', 'Training'), ink: 'second' as const, points: points(roc.train) }]
        : []),
      {
        name: say('随机', 'Chance'),
        ink: 'quiet',
        dashed: true,
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    xText: percent,
    yText: percent,
    yMax: 1,
  })
}

function ksChart({ ks, metrics }: ValidationReport, say: Say): Drawing {
  const first = ks[0]?.score ?? 0
  const last = ks.at(-1)?.score ?? 1
  const middle = (first + last) / 2
  return lineChart({
    label: say(`KS 曲线，测试 KS ${rate(metrics.test.ks)}`, `KS curve, test KS ${rate(metrics.test.ks)}`),
    series: [
      { name: say('坏样本', 'Bad'), ink: 'danger', points: ks.map(({ score, bad }) => [score, bad]) },
      { name: say('好样本', 'Good'), ink: 'third', points: ks.map(({ score, good }) => [score, good]) },
    ],
    xTicks: [first, middle, last].map((at) => ({ at, label: at.toFixed(0) })),
    yText: percent,
    yMax: 1,
  })
}

function calibrationChart({ calibration }: ValidationReport, say: Say): Drawing {
  return barChart({
    label: say('按风险分组的预测与实际坏样本率', 'Bad rates foretold and observed by group of risk'),
    groups: calibration.map((_, at) => String(at + 1)),
    series: [
      {
        name: say('实际', 'Observed'),
        ink: 'first',
        values: calibration.map(({ bad, count }) => (100 * bad) / count),
      },
      {
        name: say('预测', 'Foretold'),
        ink: 'second',
        values: calibration.map(({ expectedBad, count }) => (100 * expectedBad) / count),
      },
    ],
    yText: (value) => `${value}%`,
  })
}

function bandsChart({ bands }: ValidationReport, say: Say): Drawing {
  const shares = (part: 'train' | 'test') => {
    const total = bands.reduce((sum, band) => sum + band[part], 0)
    return bands.map((band) => (total === 0 ? null : (100 * band[part]) / total))
  }
  return barChart({
    label: say('各得分段的样本占比', 'Shares of the cases by score'),
    groups: bands.map(({ to, from }) => (to ?? from ?? 0).toFixed(0)),
    series: [
      { name: say('训练', 'Training'), ink: 'second', values: shares('train') },
      { name: say('测试', 'Test'), ink: 'first', values: shares('test') },
    ],
    yText: (value) => `${value}%`,
  })
}

/** The most shifted first; 0.1 is worth watching, 0.25 has shifted. */
function stabilityCharts(
  { variables, scoreStability }: ValidationReport,
  say: Say,
): { readonly title: string; readonly drawing: Drawing }[] {
  const known = variables.flatMap(({ stability }) => (stability ? [stability.psi] : [])).sort((a, b) => b - a)
  if (known.length === 0) return []
  const values = [...(scoreStability ? [scoreStability.psi] : []), ...known.slice(0, 12)]
  const title = say('PSI：得分与变量（从高到低）', 'PSI: the score, then variables from the highest')
  return [
    {
      title,
      drawing: barChart({
        label: title,
        groups: values.map((_, at) =>
          at === 0 && scoreStability ? say('得分', 'Score') : String(at + (scoreStability ? 0 : 1)),
        ),
        series: [{ name: 'PSI', ink: 'first', values }],
        yText: String,
      }),
    },
  ]
}
