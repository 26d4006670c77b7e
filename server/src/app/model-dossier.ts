import type { Bilingual } from '../kernel/bilingual.js'
import type { CaseRecord, SnapshotRow } from '../modules/approvals/case-record.js'
import { emptyDossier, type Dossier } from '../modules/approvals/dossier.js'
import { shownNumber, shownText, type Shown } from '../modules/approvals/shown.js'
import type { ValidationReport } from '../modules/scoring/domain/statistics/report/validation-report.js'
import {
  findChampion,
  findModel,
  findReport,
  type RatingModel,
} from '../modules/scoring/models/model-store.js'
import type { Queryable } from '../platform/db/types.js'

/** What an approver of a model should know: how good it is, against whom, and what the validator concluded. */
export async function modelDossier(
  db: Queryable,
  { objectId, reason, request }: CaseRecord,
): Promise<Dossier> {
  const model = await findModel(db, objectId)
  if (!model) return emptyDossier
  const report = (await findReport(db, objectId))?.report
  const champion = await findChampion(db, model.code)
  const use =
    request['use'] === 'champion' ? { zh: '冠军', en: 'Champion' } : { zh: '挑战者', en: 'Challenger' }
  return {
    ...emptyDossier,
    request: [
      row('use', '用途', 'Use', { kind: 'text', text: use }),
      row('from', '生效时间', 'In use from', fromShown(model)),
      row('validation', '验证结论', 'Conclusion of the validation', shownText(model.validationNote)),
      row('validatedBy', '验证人', 'Validated by', shownText(model.validatedBy)),
      ...(reason === null ? [] : [row('reason', '申请理由', 'Reason', shownText(reason))]),
    ],
    reasons: report ? warnings(report) : [],
    now: [
      ...(report ? figures(report) : []),
      row('champion', '现任冠军版本', 'Champion now, version', shownNumber(champion?.version ?? null)),
      row('championAuc', '现任冠军测试 AUC', 'Test AUC of the champion', auc(champion?.auc ?? null)),
    ],
  }
}

function row(key: string, zh: string, en: string, value: Shown): SnapshotRow {
  return { key, label: { zh, en }, value }
}

function fromShown({ askedFrom, plannedFrom }: RatingModel): Shown {
  const from = askedFrom ?? plannedFrom
  if (from !== null) return { kind: 'instant', at: from.toISOString() }
  return { kind: 'text', text: { zh: '批准后立即', en: 'as soon as approved' } }
}

function auc(value: number | null): Shown {
  return shownNumber(value === null ? null : value.toFixed(3))
}

function figures({ metrics: { train, test }, scoreStability, versus }: ValidationReport): SnapshotRow[] {
  return [
    row('auc', '测试 AUC', 'Test AUC', auc(test.auc)),
    row('trainAuc', '训练 AUC', 'Training AUC', auc(train.auc)),
    row('ks', '测试 KS', 'Test KS', auc(test.ks)),
    row('cases', '测试样本', 'Tested cases', shownNumber(test.n)),
    row('bad', '其中坏样本', 'Of these bad', shownNumber(test.bad)),
    row('psi', '分数 PSI', 'PSI of the score', auc(scoreStability?.psi ?? null)),
    row('versus', '与冠军配对检验 p 值', 'p-value against the champion', auc(versus?.pValue ?? null)),
  ]
}

const warningTexts: Readonly<Record<ValidationReport['warnings'][number]['code'], string>> = {
  possible_leak: '信息值超过 1，可能含有事后信息',
  informative_missing: '缺失值集中在坏样本，请核对采集方式',
  unstable_feature: '训练与测试样本分布不同',
  few_cases: '训练样本较少，数字较粗略',
  no_feature: '没有可用的特征',
  test_cannot_tell: '测试样本无法判断区分能力',
  separated: '样本可被完全区分，系数已收缩',
}

function warnings({ warnings: found }: ValidationReport): Bilingual[] {
  return found.map(({ code, feature, text }) => ({
    zh: `${feature === null ? '' : `${feature}：`}${warningTexts[code]}`,
    en: text,
  }))
}
