import { lineChart } from '../../../../kernel/report/line-chart.js'
import {
  column,
  pairs,
  table,
  text,
  type ReportBlock,
  type ReportSection,
} from '../../../../kernel/report/document.js'
import type { Say } from '../../../../kernel/report/texts.js'
import type { RatingPart, RatingView } from './report-data.js'

/** The grade, what every indicator adds to it and why, and the grades before it. */
export function ratingSection(rating: RatingPart | null, say: Say): ReportSection {
  return {
    id: 'rating',
    title: say('信用评级', 'Rating'),
    blocks: rating
      ? ratingBlocks(rating, say)
      : [text(say('该客户尚未评级。', 'This customer has not been rated yet.'), true)],
  }
}

/** The grade that counts now. */
export function gradeOf({ current, override }: RatingPart): string {
  return override?.grade ?? current.grade
}

function ratingBlocks(rating: RatingPart, say: Say): ReportBlock[] {
  const { current, override, history } = rating
  const changed = override
    ? [
        text(
          say(
            `等级经人工调整为 ${override.grade}，有效至 ${override.validUntil}：${override.reason}`,
            `The grade was set to ${override.grade} by people until ${override.validUntil}: ${override.reason}`,
          ),
        ),
      ]
    : []
  return [
    pairs([
      [say('等级', 'Grade'), gradeOf(rating)],
      [say('得分', 'Score'), current.score.toFixed(2)],
      [say('按得分的等级', 'Grade by score'), current.gradeByScore],
      [say('数据覆盖率', 'Data coverage'), `${current.coverage} %`],
      [say('评分卡', 'Scorecard'), `${current.model.code} v${current.model.version}`],
      [say('评级日期', 'As of'), current.asOf],
    ]),
    ...(current.alert ? [text(say('得分低于预警线。', 'The score lies below the alert threshold.'))] : []),
    ...current.caps.map(({ reason }) => text(say(reason.zh, reason.en))),
    ...changed,
    contributions(current, say),
    ...historyBlocks(history, say),
  ]
}

function contributions({ dimensions, contributions: all, score }: RatingView, say: Say): ReportBlock {
  const rows: string[][] = []
  const strong: number[] = []
  for (const dimension of dimensions) {
    strong.push(rows.length)
    rows.push([
      say(dimension.label.zh, dimension.label.en),
      `${dimension.weight} %`,
      '',
      dimension.contribution.toFixed(2),
      say(`数据覆盖率 ${dimension.coverage} %`, `Data coverage ${dimension.coverage} %`),
    ])
    for (const one of all.filter((part) => part.dimension === dimension.code))
      rows.push([
        say(one.label.zh, one.label.en),
        `${one.weight} %`,
        one.points === null ? '–' : String(one.points),
        one.contribution.toFixed(2),
        say(one.reason.zh, one.reason.en),
      ])
  }
  strong.push(rows.length)
  rows.push([say('合计', 'Total'), '', '', score.toFixed(2), ''])
  return table(
    [
      column(say('指标', 'Indicator'), 6),
      column(say('权重', 'Weight'), 2, 'right'),
      column(say('得分', 'Points'), 2, 'right'),
      column(say('贡献', 'Contribution'), 3, 'right'),
      column(say('理由', 'Reason'), 9),
    ],
    rows,
    { title: say('得分构成', 'What makes the score'), strong },
  )
}

function historyBlocks(history: RatingPart['history'], say: Say): ReportBlock[] {
  const oldestFirst = [...history].reverse()
  const chart = lineChart({
    label: say(`近 ${history.length} 次评级得分的走势`, `Scores of the last ${history.length} ratings`),
    series: [
      {
        name: say('得分', 'Score'),
        ink: 'first',
        marked: true,
        points: oldestFirst.map(({ score }, index) => [index, score]),
      },
    ],
    xTicks: oldestFirst.map(({ asOf }, at) => ({ at, label: asOf.slice(2) })),
    yText: String,
    yMax: 100,
  })
  return [
    ...(history.length > 1
      ? [{ kind: 'charts' as const, charts: [{ title: say('得分走势', 'Score over time'), drawing: chart }] }]
      : []),
    table(
      [
        column(say('评级日期', 'As of'), 3),
        column(say('等级', 'Grade'), 2),
        column(say('得分', 'Score'), 2, 'right'),
        column(say('覆盖率', 'Coverage'), 2, 'right'),
        column(say('评分卡', 'Scorecard'), 4),
      ],
      history.map(({ asOf, grade, score, coverage, model }) => [
        asOf,
        grade,
        score.toFixed(2),
        `${coverage} %`,
        `${model.code} v${model.version}`,
      ]),
      { title: say('评级历史', 'Earlier ratings') },
    ),
  ]
}
