import { writeCsv } from '../../../platform/tabular/write-csv.js'
import type { BackTestResult } from './back-test-schemas.js'

const HEAD = [
  ...['部分 Part', '名称 Name', '样本 Cases', '坏 Bad', '实际坏账率 Observed rate'],
  ...['下限 Low 95%', '上限 High 95%', '预期 Expected', 'AUC', 'DeLong 标准误 Error', 'KS', 'Gini'],
]

type Section = BackTestResult['overall']

/** Every table of a back-test, a row per line; only the heading when there is no result. */
export function backTestCsv(result: BackTestResult | null): Buffer {
  if (result === null) return writeCsv([HEAD])
  return writeCsv([
    HEAD,
    ...sectionRows('全部 All', result.overall),
    ...result.versions.flatMap((one) => sectionRows(`评分卡 Scorecard v${one.version}`, one)),
    ...result.models.flatMap((one) => sectionRows(`模型 Model ${one.name} v${one.version}`, one)),
    ...(['industry', 'region'] as const).flatMap((by) =>
      result.segments[by].map((one) => [
        ...[by === 'industry' ? '行业 Industry' : '地区 Region', one.name ?? '其他 Other'],
        ...[String(one.cases), String(one.bad), figure(one.rate), ...(one.interval ?? []).map(figure), ''],
        ...[figure(one.auc), figure(one.aucStandardError), '', ''],
      ]),
    ),
    ...result.days.map((one) => [
      ...['评级日 Day', one.day, String(one.cases), String(one.bad), figure(one.bad / one.cases)],
      ...['', '', '', figure(one.auc), figure(one.aucStandardError), '', ''],
    ]),
    ...result.migration.moves.map(({ from, to, customers }) => [
      `迁移 Migration ${result.migration.from} → ${result.migration.to}`,
      `${from ?? '新增 New'} → ${to ?? '流失 Left'}`,
      ...[String(customers), '', '', '', '', '', '', '', '', ''],
    ]),
  ])
}

function sectionRows(part: string, { figures, lines }: Section): string[][] {
  return [
    [
      ...[part, '', String(figures.cases), String(figures.bad), figure(figures.badRate), '', '', ''],
      ...[figure(figures.auc), figure(figures.aucStandardError), figure(figures.ks), figure(figures.gini)],
    ],
    ...lines.map((line) => [
      ...[part, line.name, String(line.cases), String(line.bad), figure(line.rate)],
      ...[figure(line.interval?.[0]), figure(line.interval?.[1]), figure(line.expected), '', '', '', ''],
    ]),
  ]
}

function figure(value: number | null | undefined): string {
  return value == null ? '' : value.toFixed(6)
}
