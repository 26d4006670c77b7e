import type { Language } from '../../../../kernel/bilingual.js'
import {
  column,
  pairs,
  table,
  text,
  type ReportBlock,
  type ReportDocument,
  type ReportSection,
} from '../../../../kernel/report/document.js'
import { grouped, NOTHING, speaking, type Say } from '../../../../kernel/report/texts.js'
import { features } from '../features.js'
import type { ValidationReport } from '../statistics/report/validation-report.js'
import type { Variable } from '../statistics/report/variables.js'
import type { FittedModel } from '../statistics/training/model.js'
import { isFeatureCode } from './feature-texts.js'
import { validationCharts } from './validation-charts.js'
import {
  dropText,
  metricRows,
  plain,
  pValue,
  rate,
  share,
  stabilityText,
  warningText,
} from './validation-texts.js'

/** A model with its newest report, and who takes the paper when. */
export interface ValidatedModel {
  readonly organisation: string
  readonly code: string
  readonly name: string
  readonly version: number
  readonly method: FittedModel['method']
  readonly status: string
  readonly documentSha256: string
  readonly dataset: string | null
  readonly report: ValidationReport
  readonly reportOn: string
  readonly reportBy: string
  readonly validatedBy: string | null
  readonly validationNote: string | null
  readonly approvedBy: string | null
  readonly madeAt: string
  readonly madeBy: string
}

/** The validation report of a model as content, with its charts. */
export function validationDocument(model: ValidatedModel, language: Language): ReportDocument {
  const say = speaking(language)
  const { name, version, madeAt, madeBy } = model
  return {
    language,
    title: say('模型验证报告', 'Model validation report'),
    subtitle: `${name} v${version}（${model.code}） · ${madeAt} · ${madeBy}`,
    organisation: model.organisation === '' ? say('信衡', 'Xinheng') : model.organisation,
    subject: `${name} v${version}`,
    date: model.reportOn,
    marking: say('内部模型文件，仅供内部使用', 'Internal model document'),
    watermark: `${madeBy} ${madeAt}`,
    sections: [
      about(model, say),
      warnings(model.report, say),
      figures(model.report, say),
      charts(model.report, say),
      variables(model.report, say),
      money(model.report, say),
      ...segments(model.report, say),
    ],
  }
}

function about(model: ValidatedModel, say: Say): ReportSection {
  const { report } = model
  const { split } = report
  const method = {
    scorecard: say('统计评分卡', 'Statistical scorecard'),
    gbm: say('树模型', 'Trees'),
    linear: say('逻辑回归', 'Logistic regression'),
  }
  const statuses: Readonly<Record<string, string>> = {
    draft: say('草稿', 'draft'),
    validated: say('已验证', 'validated'),
    approved: say('已批准', 'approved'),
    champion: say('冠军', 'champion'),
    challenger: say('挑战者', 'challenger'),
    retired: say('已退役', 'retired'),
  }
  const splits = {
    chance: say('随机抽取', 'by chance'),
    file: say('由划分文件指定', 'by the split file'),
    trial: say('在未参与训练的数据上试跑', 'a trial on data that it was not trained on'),
    time: say(
      `跨期：${split.column ?? ''} 自 ${split.from ?? ''} 起`,
      `out of time: ${split.column ?? ''} from ${split.from ?? ''}`,
    ),
  }
  return {
    id: 'about',
    title: say('模型与数据', 'Model and data'),
    blocks: [
      pairs([
        [say('方法', 'Method'), method[model.method]],
        [say('状态', 'Status'), statuses[model.status] ?? model.status],
        [say('数据', 'Data'), model.dataset ?? NOTHING],
        [say('样本行数', 'Rows'), grouped(String(report.rows))],
        [say('测试样本', 'Test'), splits[split.kind]],
        [say('未用行数', 'Unused'), grouped(String(report.unused))],
        [say('报告', 'Report made'), `${model.reportOn} · ${model.reportBy}`],
        [say('验证人', 'Validated by'), model.validatedBy ?? NOTHING],
        [say('验证结论', 'Conclusion'), model.validationNote ?? NOTHING],
        [say('批准人', 'Approved by'), model.approvedBy ?? NOTHING],
        [say('模型指纹', 'SHA-256'), model.documentSha256],
      ]),
    ],
  }
}

function warnings({ warnings: all }: ValidationReport, say: Say): ReportSection {
  const block: ReportBlock =
    all.length === 0
      ? text(say('没有需要核对的警告。', 'Nothing to warn of.'))
      : { kind: 'list', items: all.map((one) => warningText(one, nameOf(one.feature ?? '', say), say)) }
  return { id: 'warnings', title: say('需要核对', 'To look at'), blocks: [block] }
}

function figures(report: ValidationReport, say: Say): ReportSection {
  const { train, test } = report.metrics
  const { crossValidation, scoreStability } = report
  const rows = metricRows(train, test, say)
  if (crossValidation)
    rows.push([
      say(`${crossValidation.folds} 折交叉验证 AUC`, `AUC of ${crossValidation.folds}-fold cross-validation`),
      rate(crossValidation.auc),
      '',
    ])
  if (scoreStability)
    rows.push([
      say('得分 PSI（训练对测试）', 'PSI of the score (training to test)'),
      stabilityText(scoreStability, say),
      '',
    ])
  return {
    id: 'figures',
    title: say('区分度与校准', 'Discrimination and calibration'),
    blocks: [
      table(
        [
          column(say('指标', 'Figure'), 6),
          column(say('测试', 'Test'), 4, 'right'),
          column(say('训练', 'Training'), 4, 'right'),
        ],
        rows,
      ),
    ],
  }
}

function charts(report: ValidationReport, say: Say): ReportSection {
  const bands = report.bands.map(({ from, to, train, test, bad, meanPd }) => [
    `${from === null ? '' : from.toFixed(0)}–${to === null ? '' : to.toFixed(0)}`,
    ...[String(train), String(test), String(bad)],
    ...[share(test === 0 ? null : bad / test), share(meanPd)],
  ])
  const groups = report.calibration.map(({ count, expectedBad, bad }, at) => [
    ...[String(at + 1), String(count), expectedBad.toFixed(1), String(bad)],
    ...[share(expectedBad / count), share(bad / count)],
  ])
  return {
    id: 'charts',
    title: say('曲线与分布', 'Curves and distributions'),
    blocks: [
      { kind: 'charts', charts: validationCharts(report, say) },
      table(
        [
          column(say('得分段', 'Score'), 3),
          column(say('训练', 'Training'), 2, 'right'),
          column(say('测试', 'Test'), 2, 'right'),
          column(say('坏样本', 'Bad'), 2, 'right'),
          column(say('坏样本率', 'Bad rate'), 2, 'right'),
          column(say('预测', 'Foretold'), 2, 'right'),
        ],
        bands,
        { title: say('得分分布', 'Spread of the score') },
      ),
      table(
        [
          column(say('风险组', 'Group'), 2),
          column(say('样本', 'Cases'), 2, 'right'),
          column(say('预测坏样本', 'Bad foretold'), 3, 'right'),
          column(say('实际坏样本', 'Bad observed'), 3, 'right'),
          column(say('预测', 'Foretold'), 2, 'right'),
          column(say('实际', 'Observed'), 2, 'right'),
        ],
        groups,
        { title: say('校准', 'Calibration') },
      ),
    ],
  }
}

/** A feature as the catalogue calls it, a foreign column by its own name. */
function nameOf(feature: string, say: Say): string {
  if (!isFeatureCode(feature)) return feature
  const { zh, en } = features[feature].label
  return say(zh, en)
}

function variables({ variables: all, dropped }: ValidationReport, say: Say): ReportSection {
  const summary = all.map((one) => [
    nameOf(one.feature, say),
    one.iv === null ? NOTHING : one.iv.toFixed(3),
    one.coefficient === null ? NOTHING : `${plain(one.coefficient)} ± ${plain(one.standardError)}`,
    pValue(one.pValue),
    one.stability ? stabilityText(one.stability, say) : NOTHING,
  ])
  return {
    id: 'variables',
    title: say('变量与分箱', 'Variables and bins'),
    blocks: [
      table(
        [
          column(say('变量', 'Variable'), 7),
          column('IV', 2, 'right'),
          column(say('系数 ± 标准误', 'Coefficient ± error'), 4, 'right'),
          column(say('p 值', 'p'), 2, 'right'),
          column('PSI', 4, 'right'),
        ],
        summary,
      ),
      ...all.map((one) => bins(one, say)),
      ...(dropped.length === 0
        ? []
        : [
            table(
              [column(say('未入模变量', 'Left out'), 6), column(say('原因', 'Reason'), 5)],
              dropped.map(({ feature, reason }) => [nameOf(feature, say), dropText(reason, say)]),
              { title: say('未入模的变量与原因', 'Variables left out, with the reason') },
            ),
          ]),
    ],
  }
}

function bins({ feature, bins: all }: Variable, say: Say): ReportBlock {
  const scored = all.some(({ points }) => points !== null)
  return table(
    [
      column(say('分箱', 'Bin'), 6),
      column(say('样本', 'Cases'), 2, 'right'),
      column(say('坏样本', 'Bad'), 2, 'right'),
      column(say('坏样本率', 'Bad rate'), 2, 'right'),
      ...(scored
        ? [column('WoE', 2, 'right'), column('IV', 2, 'right'), column(say('分数', 'Points'), 2, 'right')]
        : [column(say('平均影响', 'Mean effect'), 3, 'right')]),
    ],
    all.map(({ label, count, bad, badRate, woe, iv, points, effect }) => [
      label === 'missing' ? say('缺失', 'missing') : label,
      ...[String(Math.round(count)), String(Math.round(bad)), share(badRate)],
      ...(scored ? [plain(woe, 3), plain(iv, 3), plain(points, 0)] : [plain(effect, 3)]),
    ]),
    { title: nameOf(feature, say) },
  )
}

function money({ cutOffs, versus }: ValidationReport, say: Say): ReportSection {
  const amount = (value: string | null) => (value === null ? '' : ` (${grouped(value)})`)
  const cells = (one: (typeof cutOffs)[number]['model'] | null) =>
    one === null
      ? [NOTHING, NOTHING]
      : [`${one.badAvoided}${amount(one.badAmountAvoided)}`, `${one.goodLost}${amount(one.goodAmountLost)}`]
  const compared = cutOffs.some(({ champion }) => champion !== null)
  const paired = versus
    ? [
        text(
          say(
            `与冠军第 ${versus.version} 版在同一批样本上的配对 DeLong 检验：AUC ${rate(versus.aucA)} 对 ${rate(versus.aucB)}，p ${pValue(versus.pValue)}。`,
            `DeLong’s paired test against the champion, version ${versus.version}, on the same cases: AUC ${rate(versus.aucA)} against ${rate(versus.aucB)}, p ${pValue(versus.pValue)}.`,
          ),
        ),
      ]
    : []
  return {
    id: 'cut-offs',
    title: say(
      '拒绝最高风险：避免的坏账与损失的好单',
      'Refusing the riskiest: bad debt avoided, good sales lost',
    ),
    blocks: [
      ...paired,
      table(
        [
          column(say('拒绝比例', 'Share refused'), 3),
          column(say('避免的坏样本', 'Bad avoided'), 4, 'right'),
          column(say('损失的好样本', 'Good lost'), 4, 'right'),
          ...(compared
            ? [
                column(say('冠军：避免', 'Champion: avoided'), 4, 'right'),
                column(say('冠军：损失', 'Champion: lost'), 4, 'right'),
              ]
            : []),
        ],
        cutOffs.map((one) => [
          `${share(one.share)} (${one.cases})`,
          ...cells(one.model),
          ...(compared ? cells(one.champion) : []),
        ]),
      ),
    ],
  }
}

function segments({ segments: found }: ValidationReport, say: Say): ReportSection[] {
  if (!found) return []
  return [
    {
      id: 'segments',
      title: say('分群表现', 'By segment'),
      blocks: [
        table(
          [
            column(found.column, 6),
            column(say('样本', 'Cases'), 2, 'right'),
            column(say('坏样本率', 'Bad rate'), 2, 'right'),
            column(say('预测', 'Foretold'), 2, 'right'),
            column('AUC', 3, 'right'),
          ],
          found.figures.map((one) => [
            one.segment ?? say('其余', 'the rest'),
            ...[String(one.n), share(one.badRate), share(one.meanPd)],
            one.aucStandardError === null
              ? rate(one.auc)
              : `${rate(one.auc)} ± ${one.aucStandardError.toFixed(3)}`,
          ]),
        ),
      ],
    },
  ]
}
